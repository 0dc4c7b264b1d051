"""What a row names and only the catalogue knows: its municipality, its theme and category, and its own address."""

import re
from collections.abc import Callable, Iterable

from catalogue.domain.case_pages.marks import places_in
from catalogue.domain.grid import Place
from catalogue.domain.text import quotable
from catalogue.editing.imports.cases.filing import BOTH, Filing
from catalogue.editing.imports.cases.rows import Work
from catalogue.editing.imports.towns import Towns
from catalogue.editing.writing import RESERVED
from catalogue.schemas.case_form import slug_for
from catalogue.search.folding import fold

_SLUG = re.compile(r"(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_LONGEST_SLUG = 80
EMPTIED = "分類は空にできません。分類の列をなくすと、いまの分類のままになります。"


def identity_of(typed: str) -> str:
    """An ID as it is compared: in one width, small."""
    return fold(typed).text.strip()


def find_places(work: Work, towns: Towns) -> None:
    """Where it is. A case that is there stays where it is, unless the row says something else."""
    names, base = work.row.names, work.base
    prefecture, typed = names.get("prefecture", ""), names.get("municipality", "")
    if base is not None and not _said_of(work, "municipality", "municipality_code"):
        work.code = base["municipality"]
    else:
        _find_place(work, towns, prefecture, typed)
    place = towns.place(work.code)
    work.where = place.place if place else quotable(prefecture + typed)
    work.kana = place.kana if place else ""
    _find_others(work, towns, prefecture or (towns.prefecture_of(work.code) if work.code else ""))


def _said_of(work: Work, *names: str) -> bool:
    """Whether the row says anything of it, be it that there is nothing."""
    said = any(work.row.names.get(name, "").strip() for name in names)
    return said or not work.row.emptied.isdisjoint(names)


def _find_place(work: Work, towns: Towns, prefecture: str, typed: str) -> None:
    """Where name and code disagree, the one is meant that somebody has changed."""
    code = work.row.names.get("municipality_code", "")
    now = work.base["municipality"] if work.base is not None else None
    wanted = _meant(typed, code, now, lambda each: towns.of(prefecture if each == typed else "", each).code)
    if wanted is None:
        _disagree(work, "municipality")
        return
    found = towns.of(prefecture if wanted == typed else "", wanted)
    work.code = found.code
    if found.code is None:
        work.wrong("municipality", found.reason, found.options)
    if found.caution:
        work.cautions.append(found.caution)


def _meant(typed: str, code: str, now: str | None, known: Callable[[str], str | None]) -> str | None:
    """Of a name and a code the one that is meant; nothing where a new case has two that disagree."""
    if not typed.strip() or not code.strip():
        return typed if typed.strip() else code
    by_name, by_code = known(typed), known(code)
    if by_name == by_code:
        return typed
    if now is None:
        return None
    return code if by_name == now else typed


def _find_others(work: Work, towns: Towns, prefecture: str) -> None:
    name = "other_municipalities"
    if name not in work.row.names:
        emptied = name in work.row.emptied
        work.others = [] if emptied or work.base is None else list(work.base[name])
        return
    typed = [each for line in work.row.names[name].splitlines() for each in places_in(line)]
    for number, (_, town) in enumerate(towns.others(typed, prefecture)):
        if town.code is None:
            work.wrong(f"{name}[{number}]", town.reason, town.options)
        else:
            work.others.append(town.code)


def file_away(work: Work, filing: Filing) -> None:
    """What it is about."""
    names, base = work.row.names, work.base
    now = (base["theme"], base["category"]) if base is not None else None
    theme = _meant(names.get("theme", ""), names.get("theme_code", ""), now and now[0], filing.theme_of)
    category = _meant(
        names.get("category", ""),
        names.get("category_code", ""),
        now and now[1],
        lambda each: filing.category_of(filing.theme_of(theme or "") or (now or ("",))[0], each),
    )
    if theme is None or category is None:
        _disagree(work, "theme" if theme is None else "category")
        return
    if now and "category" in work.row.emptied and not category.strip():
        work.wrong("category", EMPTIED)
        return
    there = work.row.places
    told = frozenset(name for name in BOTH if name in there or f"{name}_code" in there)
    filed = filing.of(theme, category, now, told)
    work.theme, work.category = filed.theme, filed.category
    for problem in filed.problems:
        work.wrong(problem.path, problem.reason, filed.options.get(problem.path, ()))
    if filed.caution:
        work.cautions.append(filed.caution)


def _disagree(work: Work, name: str) -> None:
    typed, code = work.row.names.get(name, ""), work.row.names.get(f"{name}_code", "")
    quoted = quotable(typed), quotable(code)
    work.wrong(name, "「{}」とコード「{}」が合いません。どちらかを直してください。".format(*quoted))


def name_all(works: Iterable[Work], taken: Iterable[str]) -> None:
    """Give every new case a free name for its address: the ID it was given if that can be one, otherwise one from the
    reading of its municipality. ``taken`` are those of all cases."""
    new = [work for work in works if work.is_new]
    used = {*taken, *RESERVED}
    for work in new:
        wanted = identity_of(work.row.identity)
        if _SLUG.match(wanted) and len(wanted) <= _LONGEST_SLUG and wanted not in used:
            work.slug = wanted
            used.add(wanted)
    for work in new:
        if not work.slug and work.code is not None:
            work.slug = slug_for(work.kana, used)
            used.add(work.slug)


def refuse_repeats(works: Iterable[Work]) -> None:
    """No two rows can be one case: the lower one must be mended."""
    seen: dict[str, Place] = {}
    for work in works:
        wanted = work.known.slug if work.known else identity_of(work.row.identity)
        if not wanted or (work.is_new and work.choice is not None):
            continue
        first = seen.setdefault(wanted, work.row.place)
        if first is not work.row.place:
            reason = (
                f"同じ事例（ID「{quotable(wanted)}」）の行が、{first.row + 1}行目にもあります。"
                "IDを直すか、どちらかの行を「取り込まない」にしてください。"
            )
            work.wrong("slug", reason)
