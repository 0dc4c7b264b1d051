"""What a row of the sheet of cases names and only the catalogue knows: theme, category, municipalities. Names are taken
apart here, and looked up by whoever knows."""

import re
from collections.abc import Mapping, Sequence

from catalogue.schemas.case_sheet.cells import items_of_cell, words_of_cell
from catalogue.schemas.case_sheet.gathering import Cell, Gathered
from catalogue.schemas.case_sheet.lines import place_of

_LOOKED_UP = ("theme", "category", "municipality", "prefecture", "other_municipalities")
# How the outline counts its themes: 他地域の事例① スマートシティ.
_NUMBER_OF_THEME = re.compile(
    r"\A(?:(?:他地域の)?事例)?\s*(?:[①-⑳]|[（(]\d{1,2}[)）]|\d{1,2}\s*[.．、)）_](?!\d))\s*(?=\S)"
)
# How it heads its cases: 【ICT活用】題名（福島県会津若松市）; and how a form says both: 商店街活性化の【交流拠点整備】.
_HEADED = re.compile(r"\A\s*【(?P<category>[^【】]+)】\s*(?P<rest>\S.*)\Z", re.DOTALL)
_BOTH = re.compile(r"\A(?P<theme>[^【】]+?)の?\s*【(?P<category>[^【】]+)】\s*\Z")
_BETWEEN = re.compile(r"\s*[／/＞>]\s*")
_PLACE_BEHIND = re.compile(
    r"\A(?P<title>.+?)\s*[（(](?P<place>[^（）()]+[都道府県市区町村])[)）]\s*\Z", re.DOTALL
)
_BETWEEN_TOWNS = re.compile(
    r"(?<=[市区町村])\s{0,4}(?:[・･／/＆&]|および|及び|と)\s{0,4}(?=\S{1,30}?[市区町村])"
)
_SEVERAL = "自治体がいくつか書かれているので、初めの1つを中心、ほかを共同で取り組む自治体として読みました。"


def without_number(theme: str) -> str:
    """The name of a theme without the number it is counted by."""
    return _NUMBER_OF_THEME.sub("", theme)


def read_names(cells: Sequence[Cell], about: Gathered, *, ours: bool) -> None:
    """Names to be looked up: one of each, of municipalities several. In ours they are as the catalogue wrote them."""
    for cell in cells:
        about.places.setdefault(cell.name, cell.place)
    typed = {cell.name: cell.text.strip() for cell in reversed(cells) if cell.text}
    if not ours:
        typed |= _apart(typed, {cell.name for cell in cells}, about)
    for name in ("theme", "category"):
        code = typed.get(f"{name}_code", "")
        if said := typed.get(name, code):
            about.names[name] = said
        if code:
            about.names[f"{name}_code"] = code
    _municipalities(cells, typed, about)
    about.emptied |= {cell.name for cell in cells if cell.name in _LOOKED_UP and cell.name not in about.names}
    for name in ("theme", "category", "municipality"):
        if f"{name}_code" in about.places:
            about.places.setdefault(name, about.places[f"{name}_code"])


def _apart(typed: Mapping[str, str], present: set[str], about: Gathered) -> dict[str, str]:
    """Theme and category without what a list writes around them, and apart where it has one column for both."""
    theme = without_number(typed.get("theme", ""))
    category = typed.get("category", "")
    for name, said, other in (("theme", theme, "category"), ("category", category, "theme")):
        both = _BOTH.match(said)
        parts = [both["theme"], both["category"]] if both else _BETWEEN.split(said)
        if len(parts) == 2 and all(parts) and other not in present:
            about.places.setdefault(other, about.places[name])
            theme, category = parts
    told = {"theme": theme.strip("【】 　"), "category": category.strip("【】 　")}
    return {name: said for name, said in told.items() if said}


def from_title(about: Gathered) -> None:
    """What a title says beside the name, as the outline heads its cases, where no column says it."""
    title = about.raw.get("title")
    headed = _HEADED.match(title) if isinstance(title, str) else None
    if headed is None or "category" in about.places:
        return
    about.names["category"], about.raw["title"] = headed["category"].strip(), headed["rest"].strip()
    about.places["category"] = about.places["title"]
    placed = _PLACE_BEHIND.match(headed["rest"])
    if placed and "municipality" not in about.places:
        prefecture, about.names["municipality"] = place_of(placed["place"])
        if prefecture:
            about.names.setdefault("prefecture", prefecture)
        about.raw["title"] = placed["title"].strip()
        about.places["municipality"] = about.places["title"]


def _municipalities(cells: Sequence[Cell], typed: Mapping[str, str], about: Gathered) -> None:
    code = typed.get("municipality_code", "")
    prefecture = typed.get("prefecture", "")
    first, *more = [place_of(name) for name in _towns_of(typed.get("municipality", ""))] or [("", "")]
    if first[1] or code:
        about.names["municipality"] = first[1] or code
    if code:
        about.names["municipality_code"] = code
    if prefecture or first[0]:
        about.names["prefecture"] = first[0] or prefecture
    if more:
        about.odd(about.places["municipality"], _SEVERAL, "municipality")
        about.places.setdefault("other_municipalities", about.places["municipality"])
    if others := [*more, *_others(cells)]:
        lines = dict.fromkeys(_line(*each) for each in others)
        about.names["other_municipalities"] = "\n".join(lines)


def _towns_of(text: str) -> list[str]:
    """The municipalities of a cell, joined by 、 or by 「・」 and the like, where that stands behind a municipality."""
    return [name for word in words_of_cell(text) for name in _BETWEEN_TOWNS.split(word)]


def _others(cells: Sequence[Cell]) -> list[tuple[str, str]]:
    return [
        place_of(name)
        for cell in cells
        if cell.name == "other_municipalities" and cell.text
        for line in items_of_cell(cell.text)
        for name in _towns_of(line)
    ]


def _line(prefecture: str, name: str) -> str:
    return name if prefecture == name else f"{prefecture}{name}"
