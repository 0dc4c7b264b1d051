"""Sheets of cases as people bring them, and what is done with them, for tests. The municipality is one of the code
list, for it is looked up; what the rows say of it is invented, and says so (試験)."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from sqlmodel import Session

from catalogue.context import transaction
from catalogue.domain.grid import Grid, Place
from catalogue.editing.acting import Actor
from catalogue.editing.imports.cases import acts as cases
from catalogue.editing.imports.cases.judgement import Judgement, RowJudged
from catalogue.models import Import, finding
from tests.editing.loading import looking

SHEET = "事例"
HEADINGS = (
    "ID",
    "版",
    "題名",
    "テーマ",
    "分類",
    "都道府県",
    "市区町村",
    "概要",
    "状況",
    "出典：資料の題名",
    "出典：発行者",
    "出典：種類",
    "出典：アドレス（URL）",
)
# A row with nothing wrong.
GOOD: Mapping[str, str] = {
    "題名": "試験：空き店舗の貸出し窓口",
    "テーマ": "商店街活性化",
    "分類": "交流拠点整備",
    "都道府県": "茨城県",
    "市区町村": "境町",
    "概要": "試験のための文。空き店舗を一定の期間だけ貸し出す窓口を設けた。",
    "出典：資料の題名": "試験資料",
    "出典：発行者": "試験課",
    "出典：種類": "公式",
    "出典：アドレス（URL）": "https://shiken.example/akitenpo",
}


def good(number: int = 0, **other: str) -> dict[str, str]:
    """A row of a case of its own, with other words in some columns."""
    own = {
        "題名": title(number),
        "出典：アドレス（URL）": f"https://shiken.example/{number}",
    }
    return {**GOOD, **own, **other}


def title(number: int) -> str:
    """Titles that are not like each other."""
    if number < len(_TITLES):
        return _TITLES[number]
    return "試験：" + "".join(
        random.Random(number).choices("あいうえおかきくけこさしすせそたちつてとなにぬねの", k=9)
    )


_TITLES = (
    "試験：空き店舗の貸出し窓口",
    "試験：給食の献立を見直す",
    "試験：図書館を夜も開く",
    "試験：公園清掃と花づくり",
)


def grid(rows: Sequence[Mapping[str, str]], headings: Sequence[str] = HEADINGS, name: str = SHEET) -> Grid:
    """A sheet with these columns."""
    lines = [tuple(row.get(heading, "") for heading in headings) for row in rows]
    return Grid(name, (tuple(headings), *lines))


def cell(row: int, heading: str, headings: Sequence[str] = HEADINGS) -> str:
    """The place of a cell: of the sheet's first case (0) and so on."""
    return str(Place(SHEET, row + 1, headings.index(heading)))


def row_key(row: int) -> str:
    """What the decision about a row is called."""
    return str(Place(SHEET, row + 1, 0))


def brought(app: Flask, who: Actor, *rows: Mapping[str, str], headings: Sequence[str] = HEADINGS) -> int:
    """An open import of these rows."""
    return brought_grids(app, who, [grid(rows, headings)])


def brought_grids(app: Flask, who: Actor, grids: Sequence[Grid], name: str = "事例一覧.xlsx") -> int:
    """An open import of these sheets."""
    with app.app_context(), transaction() as session:
        found = cases.begin(session, who, name, grids).id
    assert found is not None
    return found


def judged(app: Flask, who: Actor, import_id: int) -> Judgement:
    """Its dry run."""
    with looking(app) as session:
        return cases.judged(session, who, finding.import_of(session, import_id))


def rows_of(app: Flask, who: Actor, import_id: int) -> tuple[RowJudged, ...]:
    """The rows of its dry run."""
    return judged(app, who, import_id).rows


def decide(app: Flask, who: Actor, import_id: int, **decisions: Mapping[str, Any]) -> None:
    """Decide on top of what is decided."""
    with app.app_context(), transaction() as session:
        cases.decide(session, who, import_id, version(session, import_id), decisions)


def take_in(app: Flask, who: Actor, import_id: int) -> Mapping[str, Any]:
    """Take it in; what came of it."""
    with app.app_context(), transaction() as session:
        done = cases.take_in(session, who, import_id, version(session, import_id))
        return dict(done.result or {})


def version(session: Session, import_id: int) -> int:
    """How often somebody has decided."""
    return finding.import_of(session, import_id).version


def kept(app: Flask, import_id: int) -> Import:
    """The import as it is kept."""
    with looking(app) as session:
        found = finding.import_of(session, import_id)
        session.refresh(found)
        session.expunge(found)
        return found


def document(app: Flask, slug: str) -> dict[str, Any]:
    """The newest revision of a case."""
    with looking(app) as session:
        return finding.newest_of(session, finding.case_of(session, slug)).document
