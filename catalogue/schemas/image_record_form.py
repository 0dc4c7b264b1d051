"""The form of an entry in the register of pictures: its fields with their words, and an entry as it is read."""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import validate

from catalogue.domain import wareki
from catalogue.domain.errors import Problem
from catalogue.domain.text import quotable
from catalogue.domain.vocabulary import UNCONFIRMED, Clearance
from catalogue.schemas import form
from catalogue.schemas.fields import PARAGRAPH, SHORT, Document, PartialDate, Text
from catalogue.schemas.form_inputs import Flat, Input, Kind, Words
from catalogue.schemas.form_rows import Filled
from catalogue.schemas.image_record import ImageRecordSchema

Entry = dict[str, Any]

# Where the point is that stays, in per cent, while nobody has said.
CENTRE = 50
_LONGEST_SAID = 40
NOTHING = "（なし）"
NO_FISCAL_YEAR = "年度ではなく、年月日を分かるところまで書いてください。例：令和9年3月31日"
_DATE = "分かるところまで書きます。"

WORDS = {
    "kind": Words("画像の種類", "実物の写真でないものを「写真」にしないでください。", kind=Kind.CHOICE),
    "holder": Words("権利者", "画像の権利をもつ人や組織です。", "○○市商工課"),
    "credit": Words("クレジット", "画像の下に出す、作成者や提供元の表示です。", "写真：○○市提供"),
    "licence": Words("利用条件", "権利者が、どのような条件で使わせているかです。"),
    "licence_note": Words(
        "利用条件の補足",
        "「加工しない」などの条件や、条件が書かれている所を書きます。",
        "トリミング不可",
    ),
    "clearance": Words("掲載の許諾", "このカタログに載せることを、権利者が認めているかです。"),
    "clearance_on": Words(
        "許諾の日", f"依頼した日、許諾を得た日、または断られた日です。{_DATE}", "令和8年4月1日"
    ),
    "clearance_until": Words(
        "許諾の期限",
        f"最後の日です。過ぎると、公開のページから自動で消えます。{_DATE}期限がなければ空けておきます。",
        "令和9年3月31日",
    ),
    "clearance_document": Words(
        "許諾の文書",
        "あとから見た人がたどれるように、文書番号、メールの件名と日付、保管場所などを書きます。",
        "○○市商第12号（令和8年4月1日）",
    ),
    "printable": Words(
        "許諾が整えば、印刷や資料のファイルにも使える",
        "画面だけの許諾なら、印を外します。外すと、印刷、会議資料、Word などには出なくなります。",
    ),
    "alternative": Words(
        "画像の代わりになる文",
        "画像を見られない人に読み上げる文です。何が写っているか、何を示す図かを書きます。",
        "改修した店の中で、机を囲んで5人が話している。",
    ),
    "decorative": Words(
        "装飾（読み上げない）",
        "内容を伝えない飾りの画像のときだけ印を付けます。代わりの文は空にします。",
    ),
    "long_description": Words(
        "くわしい説明", "図や地図の中身を、順を追って書きます。1文で足りるときは空けておきます。"
    ),
    "focus_x": Words("残したい所（横）", "左からの割合を0～100で書きます。", "50"),
    "focus_y": Words("残したい所（縦）", "上からの割合を0～100で書きます。", "30"),
    "note": Words("庁内メモ", "公開されません。連絡の経緯などを書きます。"),
}
INPUTS = form.inputs_of(ImageRecordSchema, WORDS)
FIELDS = tuple(each.name for each in INPUTS)

# What stands there while nobody has chosen.
UNSAID = {
    "licence": "（未記入）",
    "clearance": f"{UNCONFIRMED}：許諾が要るか、得ているかを、まだ確かめていない。",
}

# What a permission becomes when a picture is no longer shown.
ENDS = (Clearance.REFUSED, Clearance.EXPIRED)
ENDINGS = {
    Clearance.REFUSED: "不可：断られた。または、載せるのをやめるよう求められた",
    Clearance.EXPIRED: "期限切れ：認められた期間が終わった",
}

# What each word means, beside its name, where it is chosen.
MEANINGS = {
    "licence": {
        "pdl-1.0": "国や自治体が公開する資料の条件。出典を書けば使える。",
        "cc-by-4.0": "作成者の名前を書けば使える。",
        "individual": "権利者に頼んで、この利用を認めてもらう。",
        "quotation": "著作権法の引用。出典を示し、必要な範囲で使う。",
        "unknown": "まだ調べがついていない。許諾は「不要」にできない。",
    },
    "clearance": {
        "not-needed": "利用条件を守れば、頼まなくても使える。",
        "asked": "頼んで、返事を待っている。公開できない。",
        "granted": "認めてもらった。日と文書を書く。",
        "refused": "断られた。公開できない。",
        "expired": "認められた期間が終わった。公開できない。",
    },
}


class StopSchema(Document):
    """Why a picture is no longer shown: its permission was refused or has ended, on which day."""

    clearance = Text(
        SHORT,
        required=True,
        validate=validate.OneOf(
            [word.value for word in ENDS], error="「不可」か「期限切れ」を選んでください。"
        ),
        error_messages=dict.fromkeys(("required", "empty"), "「不可」か「期限切れ」を選んでください。"),
    )
    on = PartialDate(calendar_only=True, required=True)
    reason = Text(PARAGRAPH, lines=True, required=True)


def blank() -> Entry:
    """The entry of a picture of which nobody has said anything."""
    return dict(ImageRecordSchema().load({}))


def entry_of(row: Mapping[str, Any]) -> Entry:
    """What is said of a picture, out of the columns of its row."""
    return {name: row[name] for name in FIELDS}


def typed_of(entry: Mapping[str, Any]) -> Filled:
    """An entry as the form shows it."""
    return form.flat_of(INPUTS, entry)


def raw_of(flat: Flat) -> Entry:
    """What a form says, for the schema. A browser leaves out what is not ticked; an empty point is the middle."""
    raw = form.document_of(INPUTS, flat)
    flags = {each.name: bool(raw.get(each.name)) for each in INPUTS if each.kind is Kind.FLAG}
    return {"focus_x": CENTRE, "focus_y": CENTRE, **raw, **flags}


def as_typed(problems: tuple[Problem, ...], raw: Mapping[str, Any]) -> list[Problem]:
    """Problems in words of the form: of a fiscal year the schema says how it stores dates."""
    return [
        Problem(each.path, NO_FISCAL_YEAR) if str(raw.get(each.path) or "").startswith("FY") else each
        for each in problems
    ]


def lacking(entry: Mapping[str, Any]) -> list[str]:
    """The labels of what an entry lacks to answer for its picture: all that is asked where the permission is in order,
    and the permission where nobody has said it."""
    clearance = entry["clearance"]
    in_order = clearance in (Clearance.NOT_NEEDED, Clearance.GRANTED)
    asked = entry if in_order else {**entry, "clearance": Clearance.GRANTED.value}
    wrong = {path for path in ImageRecordSchema().validate(asked) if in_order or "clearance" not in path}
    wrong |= set() if clearance else {"clearance"}
    return [each.label for each in INPUTS if each.name in wrong]


def in_words(each: Input, value: Any) -> str:
    """One value as it is read; empty where there is none."""
    if value is None or value is False:
        return ""
    match each.kind:
        case Kind.CHOICE:
            return dict(each.choices).get(value, str(value))
        case Kind.DATE:
            return wareki.show_text(value)
        case Kind.FLAG:
            return "はい"
    return str(value)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """許諾：依頼中→許諾、許諾の日：（なし）→令和8（2026）年4月1日; empty where nothing differs."""
    told = ""
    for change in _changes(before, after):
        told += f"{'' if not told or told.endswith('。') else '、'}{change}"
    return told


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for each in INPUTS:
        if before[each.name] != after[each.name]:
            old, new = (_said(each, entry[each.name]) for entry in (before, after))
            yield f"{each.label}：{old}→{new}"


def _said(each: Input, value: Any) -> str:
    return quotable(in_words(each, value), _LONGEST_SAID) or NOTHING
