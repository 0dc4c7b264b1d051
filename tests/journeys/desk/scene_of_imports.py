"""What was brought to the desk: sheets, a paper and a plan that wait, those that were taken in; and letters to other
cities."""

from collections.abc import Mapping

from flask import Flask

from catalogue.context import private_transaction, session
from catalogue.domain.grid import Grid
from catalogue.domain.importing import ImportKind
from catalogue.editing.acting import Actor
from catalogue.editing.imports import keeping
from tests.editing import asking
from tests.editing.imports import papers, plan_bringing, sheets
from tests.journeys.desk.people import EDITOR, acting

# A case of which a later revision says something else than the sheet that was made from its first one.
CHANGED_SINCE, ASKED, ANSWERED = (
    "kiryu-cocotomo",
    "sakai-jidounten-drone",
    "ota-digital-juhatchu-nakamamawashi",
)
FOREIGN = ("事業の名前", "まち", "区分", "何をしたか", "担当課", "URL")


def bring_all(app: Flask) -> Mapping[str, int]:
    """Their numbers, by what they are."""
    with app.app_context():
        hanako = acting(session(), EDITOR)
    return {
        "sheet": _sheet(app, hanako),
        "rewritten": _changed(app, hanako),
        "foreign": sheets.brought_grids(app, hanako, [_foreign()], "県の補助事業一覧.xlsx"),
        "ready": sheets.brought(app, hanako, *(_row(number) for number in range(60, 64))),
        "taken": _taken(app, hanako),
        "given_up": _given_up(app, hanako),
        "paper": papers.bring(app, hanako, papers.outline()),
        "plan_brought": _plan(app, hanako),
        "letter": asking.make(app, hanako, ASKED),
        "letter_sent": _sent(app, hanako),
    }


def _row(number: int, **other: str) -> dict[str, str]:
    return sheets.good(number, **{"題名": f"{sheets.title(number)}（試験用）", **other})


def _sheet(app: Flask, who: Actor) -> int:
    """One of everything that may have to be done."""
    rows = [
        *(_row(number) for number in range(10, 34)),
        _row(34, テーマ="観光まちづくり", 分類="特産品"),
        _row(35, 分類="空き店舗めぐり"),
        _row(36, 題名=""),
        *(_row(number, 状況="やっている最中") for number in range(37, 40)),
        _row(40, **{"出典：アドレス（URL）": "まちのページ"}),
        _row(41, 市区町村="さかいまち町"),
        _row(10),
        _row(42, 題名="cocotomo（ココトモ）", 都道府県="群馬県", 市区町村="桐生市"),
    ]
    return sheets.brought_grids(app, who, [sheets.grid(rows)], "試験用の事例一覧.xlsx")


def _changed(app: Flask, who: Actor) -> int:
    """Cases that are there, one of which somebody has changed since, another emptied in part."""
    rows = [
        {"ID": CHANGED_SINCE, "版": "1", "副題": "表で書き換えた副題", "場所": "桐生市の商店街"},
        {"ID": ASKED, "副題": "試験用に書き足した副題"},
    ]
    return sheets.brought_grids(
        app, who, [sheets.grid(rows, ("ID", "版", "副題", "場所"))], "直した事例.xlsx"
    )


def _foreign() -> Grid:
    """A list of somebody else, whose columns must be confirmed."""
    rows = (
        (
            "試験用の空き家活用",
            "茨城県境町",
            "まちづくり",
            "空き家を直して貸した。",
            "企画課",
            "https://example.jp/1",
        ),
    )
    return Grid("一覧", (FOREIGN, *rows))


def _taken(app: Flask, who: Actor) -> int:
    number = sheets.brought(app, who, *(_row(number) for number in range(50, 53)))
    sheets.take_in(app, who, number)
    return number


def _given_up(app: Flask, who: Actor) -> int:
    number = sheets.brought(app, who, _row(70))
    with app.app_context(), private_transaction() as writing:
        keeping.drop(writing, who, number, ImportKind.CASES)
    return number


def _plan(app: Flask, who: Actor) -> int:
    with app.app_context():
        return plan_bringing.bring(who, plan_bringing.TABLE)


def _sent(app: Flask, who: Actor) -> int:
    number = asking.make(app, who, ANSWERED)
    asking.send(app, who, number)
    return number
