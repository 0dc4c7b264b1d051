"""What the register answers whoever asks 「この画像を印刷してよいか」, and how it sorts its pictures by that.

An ``entry`` is what is said of a picture, by the names of :class:`catalogue.schemas.image_record.ImageRecordSchema`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalogue.domain import rights, wareki
from catalogue.domain.vocabulary import UNCONFIRMED, Clearance, Licence, Named

Entry = Mapping[str, Any]

SCREEN_ONLY = "画面で見せることはできますが、印刷や、会議資料などのファイルには使えません。"


class Verdict(Named):
    """The answer in a word."""

    YES = "yes", "はい"
    NO = "no", "いいえ"
    UNKNOWN = "unknown", "まだ分かりません"


class Stand(Named):
    """Where the permission of a picture stands today, as the register is sorted by it."""

    UNSAID = "unsaid", UNCONFIRMED
    ASKED = "asked", "依頼中"
    GRANTED = "granted", "許諾"
    SOON = "soon", "許諾（まもなく期限）"
    NOT_NEEDED = "not-needed", "不要"
    REFUSED = "refused", "不可"
    EXPIRED = "expired", "期限切れ"
    OPEN = "open", "整っていないものすべて"


@dataclass(frozen=True, slots=True)
class Answer:
    """``reason`` says why, ``remarks`` what to mind; whole sentences."""

    verdict: Verdict
    reason: str
    remarks: tuple[str, ...] = ()


def figure_of(entry: Entry) -> dict[str, Any]:
    """An entry as :mod:`catalogue.domain.rights` asks for it."""
    return {
        "clearance": entry["clearance"],
        "until": entry["clearance_until"],
        "printable": entry["printable"],
    }


def now_of(entry: Entry, day: date) -> Clearance | None:
    """Where the permission stands on that day."""
    return rights.standing(entry["clearance"], entry["clearance_until"], day)


def verdict_of(entry: Entry, day: date) -> Verdict:
    """Whether the picture may be printed on that day: yes exactly where files and paper show it."""
    if now_of(entry, day) in (None, Clearance.ASKED):
        return Verdict.UNKNOWN
    return Verdict.YES if rights.may_be_printed(figure_of(entry), day) else Verdict.NO


def stands_of(entry: Entry, day: date) -> frozenset[Stand]:
    """Every heading of the register that it belongs under on that day."""
    now = now_of(entry, day)
    found = {Stand(now.value) if now else Stand.UNSAID}
    if ends_soon(entry, day):
        found.add(Stand.SOON)
    if not rights.may_be_shown(figure_of(entry), day):
        found.add(Stand.OPEN)
    return frozenset(found)


def ends_soon(entry: Entry, day: date) -> bool:
    """Whether it is time to ask for the permission once more."""
    left = rights.days_left(entry["clearance"], entry["clearance_until"], day)
    return left is not None and left <= rights.SOON_DAYS


def permission(entry: Entry, day: date) -> str:
    """Where it stands on that day, with its days: 得ています（令和8（2026）年4月1日、令和9（2027）年3月まで）."""
    return _with_days(now_of(entry, day), entry)


def permission_as_written(entry: Entry) -> str:
    """The same as the register says it, whatever the day: for a page that is read on others."""
    return _with_days(Clearance(entry["clearance"]) if entry["clearance"] else None, entry)


def credit_of(entry: Entry) -> str:
    """Whom a picture is shown to be from."""
    return entry["credit"] or entry["holder"] or UNCONFIRMED


def _with_days(stand: Clearance | None, entry: Entry) -> str:
    if stand is None:
        return UNCONFIRMED
    days = [_on(entry)] if entry["clearance_on"] else []
    days += [f"{_until(entry)}まで"] if entry["clearance_until"] else []
    said = rights.permission_in_words(stand)
    return f"{said}（{'、'.join(days)}）" if days else said


def answer(entry: Entry, day: date) -> Answer:
    """May it be printed on that day, and why."""
    verdict = verdict_of(entry, day)
    if verdict is Verdict.YES:
        return Answer(verdict, _why_it_may(entry), tuple(_to_mind(entry, day)))
    if rights.may_be_shown(figure_of(entry), day):
        return Answer(verdict, f"{SCREEN_ONLY}{_why_it_may(entry)}", tuple(_to_mind(entry, day)))
    return Answer(verdict, _why_not(entry, day))


def _why_it_may(entry: Entry) -> str:
    if entry["clearance"] == Clearance.NOT_NEEDED:
        terms = f"利用条件が「{Licence(entry['licence']).label}」で、" if entry["licence"] else ""
        return f"{terms}掲載の許諾は要りません。"
    given = f"{_on(entry)}に" if entry["clearance_on"] else ""
    until = f"期限は{_until(entry)}です。" if entry["clearance_until"] else "期限は書かれていません。"
    paper = f"許諾の文書は「{entry['clearance_document']}」です。" if entry["clearance_document"] else ""
    return f"{given}許諾を得ています。{until}{paper}"


def _why_not(entry: Entry, day: date) -> str:
    on = f"（{_on(entry)}）" if entry["clearance_on"] else ""
    match now_of(entry, day):
        case Clearance.ASKED:
            return f"掲載の許諾を依頼しています{on}。返事があったら、台帳に書いてください。"
        case Clearance.REFUSED:
            return f"掲載の許諾を得られていません{on}。印刷も公開もできません。"
        case Clearance.EXPIRED:
            until = f"（{_until(entry)}まで）" if entry["clearance_until"] else ""
            return f"掲載の許諾の期限が切れています{until}。使い続けるには、もう一度許諾を得てください。"
    return "掲載の許諾が要るか、得ているかが、まだ確かめられていません。"


def _to_mind(entry: Entry, day: date) -> Iterator[str]:
    if entry["credit"]:
        yield f"見せるときは、クレジット「{entry['credit']}」を添えます。"
    if entry["licence"] == Licence.QUOTATION:
        yield "引用なので、出典も示し、本文で述べることに必要な範囲で使います。"
    if entry["licence_note"]:
        yield f"利用条件の補足：{entry['licence_note']}"
    if ends_soon(entry, day):
        left = rights.days_left(entry["clearance"], entry["clearance_until"], day)
        yield f"許諾の期限まで、あと{left}日です。" if left else "許諾の期限は、今日までです。"


def _on(entry: Entry) -> str:
    return wareki.show_text(entry["clearance_on"])


def _until(entry: Entry) -> str:
    return wareki.show_text(entry["clearance_until"])
