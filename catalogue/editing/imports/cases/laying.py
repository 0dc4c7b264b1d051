"""Laying a row upon the case that is there, and bringing it together with what others have written since."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from catalogue.domain.difference import Words, leaves
from catalogue.domain.errors import Problem
from catalogue.domain.merging import Merge, Side, merge
from catalogue.domain.vocabulary import Status
from catalogue.domain.workflow import State
from catalogue.editing import duplicates
from catalogue.editing.imports.cases.judgement import Choice, Clashing, field_key
from catalogue.editing.imports.cases.rows import Work
from catalogue.schemas.case import citations
from catalogue.schemas.case_form import label_of

WAITS = (
    "この事例は提出されて、承認を待っています。"
    "先に原稿のページで提出を取り戻すか、この行を「取り込まない」にしてください。"
)
PERHAPS_ANOTHER = "題名も市区町村も、いまの事例と違います。別の事例のIDになっていないか、確かめてください。"
_STANDS: Mapping[State, str] = {
    State.WITHDRAWN: "公開が取り下げられている事例です。取り込んでも、承認されるまで公開されません。",
    State.RETURNED: "差し戻されている原稿です。差戻しの理由とコメントも確かめてください。",
}


def bring_together(work: Work, chosen: Mapping[str, str], words: Words) -> None:
    """``work.final`` from what the row makes of the revision it began from and what the case says now; ``chosen`` are
    the sides of clashes by their keys."""
    if work.mine is None:
        return
    known = work.known
    if known is None or work.base is None:
        work.final = {**work.mine, "slug": work.slug}
        return
    together = merge(work.base, work.mine, known.document)
    if together.clashes:
        work.clashes = _clashes(work, together, chosen, words)
    sides = {
        clash.field: chosen.get(field_key(work.row.place, clash.field), "") for clash in together.clashes
    }
    work.final = {**together.settled(sides), "slug": known.slug}
    if together.undecided(sides):
        return
    if work.final != known.document:
        _as_it_stands(work)


def _clashes(work: Work, together: Merge, chosen: Mapping[str, str], words: Words) -> tuple[Clashing, ...]:
    base, mine, theirs = work.base or {}, together.document, together.theirs
    clashes = []
    for clash in together.clashes:
        key = field_key(work.row.place, clash.field)
        side = chosen.get(key)
        clashes.append(
            Clashing(
                key=key,
                label=label_of(clash.field),
                base=_in_words(base, clash.field, words),
                mine=_in_words(mine, clash.field, words),
                theirs=_in_words(theirs, clash.field, words),
                chosen=side if side in (Side.MINE, Side.THEIRS) else None,
            )
        )
    return tuple(clashes)


def _in_words(document: Mapping[str, Any], field: str, words: Words) -> str:
    value = document.get(field)
    return "\n".join(text for _, text in leaves(document, words, value, field)) if value else ""


def _as_it_stands(work: Work) -> None:
    """What whoever changes the case must know of it."""
    assert work.known is not None
    known = work.known
    if known.state is State.SUBMITTED:
        work.problems.append(Problem("", WAITS))
    if known.state in _STANDS:
        work.cautions.append(_STANDS[known.state])
    if work.choice is not Choice.UPDATE and _is_of_another(work.final or {}, known.document):
        work.cautions.append(PERHAPS_ANOTHER)
    for name in known.drafts:
        work.cautions.append(
            f"{name}の書きかけがあります。取り込むと、書きかけを保存するときに違いを確かめることになります。"
        )


def _is_of_another(after: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """An ID that slipped into the wrong row gives a case another town and a title that has nothing of the old one."""
    if after.get("municipality") == before["municipality"]:
        return False
    return duplicates.likeness(str(after.get("title", "")), str(before["title"])) < duplicates.ALIKE


def keep_cited(work: Work, raw: dict[str, Any], base: Mapping[str, Any]) -> None:
    """A source that the row no longer lists stays while something cites it that the row says nothing of."""
    listed = {source.get("key") for source in raw.get("sources") or ()}
    cited = {key for _, key in citations(raw)} - listed
    kept = [source for source in base["sources"] if source["key"] in cited]
    if kept:
        raw["sources"] = [*(raw.get("sources") or ()), *kept]
        titles = "、".join(f"「{source['title']}」" for source in kept)
        work.cautions.append(f"ほかの文が出典にしているので、出典{titles}は残します。")


def rewritten(raw: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """The case that is there with whatever a row says that was chosen to rewrite it, ``raw`` laid upon nothing. The
    sources of the case stay, for its statements cite them; those of the row are added, each page once."""
    known = {source["key"]: source for source in base["sources"]}
    pages = {source["url"]: source["key"] for source in base["sources"] if source["url"]}
    keys: dict[str, str] = {}
    added = []
    for source in raw.get("sources") or ():
        key = pages.get(source.get("url")) or _free(source["key"], known)
        keys[source["key"]] = key
        if key not in known:
            known[key] = source
            added.append({**source, "key": key})
    said = {name: _cited(value, keys) for name, value in raw.items() if name != "sources" and _says(value)}
    laid = {name: _laid(base.get(name), value) for name, value in said.items()}
    return {**base, **laid, "sources": [*base["sources"], *added]}


def _says(value: Any) -> bool:
    """An empty cell of the status is read as unknown."""
    return value is not None and value not in ("", [], {}, Status.UNKNOWN.value)


def _laid(there: Any, value: Any) -> Any:
    """A part with several fields keeps those the row says nothing of."""
    if isinstance(there, Mapping) and isinstance(value, Mapping):
        return {**there, **{name: part for name, part in value.items() if _says(part)}}
    return value


def _free(key: str, taken: Mapping[str, Any]) -> str:
    """What another source of the case is called already must be called otherwise."""
    return key if key not in taken else next(name for n in count(2) if (name := f"{key}-{n}") not in taken)


def _cited(value: Any, keys: Mapping[str, str], name: str = "") -> Any:
    """``value`` with every source under the key it has in the case."""
    if isinstance(value, Mapping):
        return {inner: _cited(part, keys, inner) for inner, part in value.items()}
    if isinstance(value, list):
        return [_cited(part, keys, name) for part in value]
    return keys.get(value, value) if name == "sources" and isinstance(value, str) else value
