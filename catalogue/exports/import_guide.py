"""What explains the workbook by which cases are brought: how it is filled in, every column, and the words to choose."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from catalogue.exports.sheets import Column, Sheet, Value
from catalogue.schemas.case_sheet.column import Column as Laid
from catalogue.schemas.case_sheet.column import Holds, SheetKind
from catalogue.schemas.case_sheet.columns import CASE_SHEET
from catalogue.schemas.case_sheet.laying import Names, laid_columns
from catalogue.schemas.case_sheet.special import CATEGORIES, PREFECTURES, THEMES

HOW, CHOICES, GUIDE = "説明", "選択肢", "列の説明"
_OF_CATEGORY = "分類のあるテーマ"
_STEPS = (
    ("この表は", "事例をまとめて登録したり、書き出した事例を直して取り込んだりするための表です。"),
    ("1　書く", "「事例」のシートに、1行に1つの事例を書きます。例は「列の説明」にあります。"),
    (
        "2　出典を書く",
        "「出典」のシートに、1行に1つの資料を書きます。「事例」と同じIDを書くと、その事例の出典になります。"
        "新しい事例のIDは、「新1」のような好きな番号や言葉でかまいません。",
    ),
    (
        "3　文に番号を付ける",
        "「事例」の文の後に〔1、3〕のように書くと、その番号の出典によるものになります。"
        "「成果」や「経過」のシートでは、「出典の番号」の列に書きます。",
    ),
    (
        "4　成果や経過を書く",
        "「成果」「経過」「協力者」などのシートに、1行に1件ずつ書きます。出典と同じように、IDで事例と結び付けます。",
    ),
    (
        "5　取り込む",
        "職員用の画面の「取込み」で、このファイルを選びます。初めに確認の画面が出ます。"
        "確かめて取り込むまでは、何も変わりません。取り込んだ事例は作成中の原稿になり、承認されるまで公開されません。",
    ),
    (
        "文をいくつも書くとき",
        "1つのセルの中で、行の初めに「・」を付けて並べます（セルの中の改行は Alt＋Enter）。"
        "「・」のない行は、上の文の続きになります。",
    ),
    ("日付の書き方", "2020年11月、令和2年11月、R2.11、2020/11、2020年度のどの書き方でもかまいません。"),
    ("分からないとき", "空けておきます。推測で書かないでください。"),
    (
        "決まった言葉から選ぶ列",
        "「選択肢」のシートの言葉を書きます。いくつも書けるときは「、」で区切ります。",
    ),
    (
        "直すとき",
        "IDと版（灰色の列）は変えないでください。なくした列の内容は、いまの事例のまま残ります。"
        "セルを空にすると、その内容は空になります。「成果」などのシートがあると、その事例の行はすべて入れ替わります。"
        "直さない事例の行は、消しても残してもかまいません。事例は消えません。",
    ),
    ("数式", "数式のセルは取り込めません。計算の結果を、値として貼り付けてください。"),
)


def instructions() -> Sheet:
    """How to fill the workbook in."""
    return Sheet(
        HOW, (Column("項目", width=24), Column("説明", width=100)), _STEPS, for_entry=True, is_read=False
    )


def guide(kinds: Iterable[SheetKind]) -> Sheet:
    """Every column: what belongs in it, whether it must be written, an example, the words that are allowed."""
    columns = (
        Column("シート", width=20),
        Column("列", width=30),
        Column("書くこと", width=70),
        Column("必ず書くか", width=11),
        Column("例", width=44),
        Column("選べる言葉", width=44),
    )
    return Sheet(GUIDE, columns, tuple(_guide_rows(kinds)), for_entry=True, pinned=2, is_read=False)


def _guide_rows(kinds: Iterable[SheetKind]) -> Iterable[tuple[Value, ...]]:
    for kind in kinds:
        for column in laid_columns(kind):
            yield (
                kind.name,
                column.label,
                column.about or None,
                _duty(kind, column),
                column.example or None,
                _allowed(column),
            )


def _duty(kind: SheetKind, column: Laid) -> str:
    if column.holds is Holds.CASE_TITLE:
        return "書かなくてよい"
    if column.holds is Holds.IDENTITY and kind is not CASE_SHEET:
        return "必ず"
    if column.fixed:
        return "変えない"
    return "必ず" if column.required else ""


def _allowed(column: Laid) -> str | None:
    if column.choices:
        return "、".join(label for _, label in column.choices)
    return f"「{CHOICES}」の「{column.list_name}」" if column.list_name else None


def choices(names: Names, filed: Mapping[str, Sequence[str]]) -> Sheet:
    """All closed lists, a column each; the categories with their themes."""
    lists: dict[str, list[str]] = {}
    for column in CASE_SHEET.columns:
        if column.choices and column.list_name:
            lists.setdefault(column.list_name, [label for _, label in column.choices])
    lists[PREFECTURES] = list(dict.fromkeys(names.places[code][0] for code in sorted(names.places)))
    lists[THEMES] = [names.themes[slug] for slug in filed]
    lists[CATEGORIES] = [names.categories[slug] for own in filed.values() for slug in own]
    lists[_OF_CATEGORY] = [names.themes[theme] for theme, own in filed.items() for _ in own]
    rows = tuple(zip_longest(*lists.values()))
    return Sheet(
        CHOICES, tuple(Column(name, width=28) for name in lists), rows, for_entry=True, is_read=False
    )
