"""The register as a table: one picture a row, with the answer whether it may be printed on the day it was made."""

from datetime import date
from typing import Any

from catalogue.domain import rights_in_words
from catalogue.domain.clock import day_in_words
from catalogue.exports.cases.cells import ERA_MEANING, ISO_MEANING, era, iso, yes_or_no
from catalogue.exports.sheets import SEPARATOR, Column, Sheet, Use, Value, Workbook
from catalogue.reading.desk_pictures import Line, Register
from catalogue.schemas.form_inputs import Input, Kind
from catalogue.schemas.image_record_form import INPUTS, in_words

TITLE = "画像台帳"
# What is about the page alone: the point by which it is cropped.
_LEFT_OUT = ("focus_x", "focus_y")
_INPUTS = tuple(each for each in INPUTS if each.name not in _LEFT_OUT)


def _columns(each: Input) -> tuple[Column, ...]:
    """As in the other tables: a date is told as it is kept, and in words beside."""
    if each.kind is not Kind.DATE:
        return (Column(each.label, each.hint, width=20),)
    return (
        Column(each.label, ISO_MEANING, width=12),
        Column(f"{each.label}_和暦", ERA_MEANING, width=24),
    )


def _values(each: Input, value: Any) -> tuple[Value, ...]:
    match each.kind:
        case Kind.DATE:
            return iso(value), era(value)
        case Kind.FLAG:
            return (yes_or_no(value),)
    return (in_words(each, value) or None,)


_COLUMNS = (
    Column("画像", "画像の中身から作った名前（64桁）", width=20),
    Column("題名", "いちばん新しい版での図の題名。なければ、見分けるための呼び名", width=28),
    Column("印刷してよいか", "書き出した日の答え", width=14),
    Column("その理由", width=40),
    *(column for each in _INPUTS for column in _columns(each)),
    Column("公開中の事例", f"題名。いくつもあるときは {SEPARATOR} で区切る", width=30),
    Column("公開前の原稿", "この画像を使い、まだ公開のページには出していない事例の数", "件", width=12),
    Column("前の版", "前の版だけで使っている事例の数", "件", width=12),
    Column("会議資料", "この画像が入っている会議資料の数", "件", width=12),
)


def workbook(register: Register, today: date, narrowed: str, use: Use) -> Workbook:
    """All the lines that were asked for; ``narrowed`` says which."""
    return Workbook(
        title=TITLE,
        sheets=(Sheet(TITLE, _COLUMNS, tuple(_row(line, today) for line in register.lines)),),
        use=use,
        made_on=day_in_words(today),
        remarks=(narrowed,),
    )


def _row(line: Line, today: date) -> tuple[Value, ...]:
    answer = rights_in_words.answer(line.entry, today)
    return (
        line.digest,
        line.caption,
        answer.verdict.label,
        answer.reason,
        *(value for each in _INPUTS for value in _values(each, line.entry[each.name])),
        SEPARATOR.join(line.public.values()) or None,
        line.drafts,
        line.earlier,
        line.packets,
    )
