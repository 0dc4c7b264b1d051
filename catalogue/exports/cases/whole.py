"""All that a case's page says, as a section of a document: for papers of a meeting, where nothing may be left out.

The order is that of the page: what it is, what they did, what came of it, how, what is not known, why Ome would look,
where it all comes from.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from catalogue.domain import case_in_words as in_words
from catalogue.domain.figure_in_words import name_of
from catalogue.domain.vocabulary import UNCONFIRMED
from catalogue.exports.brief import (
    Block,
    Bullets,
    Cell,
    Heading,
    Line,
    Paragraphs,
    Picture,
    Section,
    Sources,
    Table,
    cell,
)
from catalogue.exports.cases.facts import facts_of, line_of_statistics
from catalogue.exports.cases.lines import (
    NO_RESULTS,
    cited,
    kicker_of,
    printed_tables,
    results_are_known,
    results_table,
    title_of,
    unsourced,
)
from catalogue.exports.cases.reference_pages import FIGURE
from catalogue.exports.cases.sheet import OUR_VIEW

Page = Mapping[str, Any]
# Gives the picture of a figure, or the frame that stands in its place where it may not be shown (any more).
Pictures = Callable[[Page], Picture]

_BEFORE_RESULTS = (("background", "背景"), ("purpose", "目的"), ("activities", "取り組んだこと"))
_AFTER_RESULTS = (
    ("evaluation", "評価"),
    ("devices", "工夫したこと"),
    ("challenges", "難しかったこと"),
    ("constraints", "前提となる条件"),
    ("lessons", "学べること"),
    ("sustaining", "続けるためのしくみ"),
    ("dissemination", "広がり"),
)


def whole_page(
    page: Page, pictures: Pictures, *, address: str, memo: str = "", lineage: Sequence[Page] = ()
) -> Section:
    """The section of one case.

    Args:
        page: the data of its page.
        pictures: gives the picture of each of its figures.
        address: where the catalogue shows the case.
        memo: what somebody noted about it.
        lineage: the nodes it is found from by way of other plans.
    """
    return Section(
        kicker=kicker_of(page),
        title=title_of(page),
        blocks=(*_body(page, pictures, memo, lineage), _sources(page, address)),
    )


def _body(page: Page, pictures: Pictures, memo: str, lineage: Sequence[Page]) -> Iterable[Block]:
    figures = [_numbered(pictures(figure), number) for number, figure in enumerate(page["figures"], start=1)]
    yield Paragraphs((*([Line(page["subtitle"])] if page["subtitle"] else []), cited(page["summary"])))
    yield from figures[:1]
    facts = (*facts_of(page), *_more_facts(page))
    yield Table(head=("項目", "内容"), rows=facts, shares=(1, 5), row_heads=True)
    yield from _statements(page, _BEFORE_RESULTS)
    yield from printed_tables(page)
    yield from _part("経過", [_event(row) for row in page["events"]])
    yield from _results(page)
    yield from _statements(page, _AFTER_RESULTS)
    yield from _part("まだ分からないこと", [Line(words, mark=UNCONFIRMED) for words in page["unknowns"]])
    yield from _part("資料によって異なること", [_disagreement(row) for row in page["disagreements"]])
    yield from _part(OUR_VIEW, [*map(_link, page["links"]), *map(_by_lineage, lineage)])
    yield from _part("メモ", [Line(memo)] if memo else [])
    if figures[1:]:
        yield Heading("図")
        yield from figures[1:]
    yield from _part("関連するページ・問い合わせ先", list(_elsewhere(page)))


def _numbered(picture: Picture, number: int) -> Picture:
    """With its number in the case, as the text and the page call it."""
    words = f"{name_of(number)}　{picture.caption.text.removeprefix(FIGURE)}"
    return replace(picture, caption=replace(picture.caption, text=words))


def _more_facts(page: Page) -> Iterable[tuple[Cell, Cell]]:
    """Those for which a single sheet has no room."""
    if page["location"]:
        yield cell("場所"), cell(page["location"])
    methods = "、".join(row["label"] for row in page["methods"])
    yield cell("手法"), cell(methods) if methods else (Line("", mark=UNCONFIRMED),)
    yield cell("根拠の判定の理由"), cell(page["evidence"]["reason"])
    known, missing = page["completeness"]["percent"], "、".join(page["completeness"]["missing"])
    lacking = f"そろっていない項目：{missing}" if missing else ""
    yield cell("情報のそろい具合"), cell(f"くらべるために知りたい項目のうち{known}％。{lacking}")


def _part(heading: str, lines: Sequence[Line]) -> Iterable[Block]:
    """A heading and what stands under it; nothing at all where that is nothing."""
    if lines:
        yield Heading(heading)
        yield Bullets(tuple(lines))


def _statements(page: Page, parts: Iterable[tuple[str, str]]) -> Iterable[Block]:
    for name, heading in parts:
        yield from _part(heading, [cited(row) for row in page[name]])


def _event(row: Page) -> Line:
    refs = tuple(row["refs"])
    return Line(f"{row['text_date']}　{row['text']}", refs, mark=unsourced(refs))


def _results(page: Page) -> Iterable[Block]:
    yield Heading("成果")
    if page["outcomes"]:
        yield results_table(page, shares=(5, 7, 4))
    if not results_are_known(page):
        yield Paragraphs((NO_RESULTS,))


def _disagreement(row: Page) -> Line:
    refs = tuple(row["refs"])
    return Line(f"{row['topic']}：{row['stated']}／{row['finding']}", refs, mark=unsourced(refs))


def _link(link: Page) -> Line:
    role = f"（{link['role_label']}）" if link["role_label"] else ""
    return Line(f"{in_words.linked_node(link)}{role}：{link['rationale']}")


def _by_lineage(link: Page) -> Line:
    name = in_words.labelled(link["label"], link["name"])
    return Line(f"{link['plan_title']} {name}：{link['way']}")


def _elsewhere(page: Page) -> Iterable[Line]:
    for row in page["related_addresses"]:
        yield Line(f"{row['title']}　{row['url']}", url=row["url"])
    for row in page["videos"]:
        yield Line(f"動画：{row['title']}　{row['url']}", url=row["url"])
    if contact := page["contact"]:
        purpose = f"（{contact['purpose']}）" if contact["purpose"] else ""
        told = (contact[name] for name in ("telephone", "email", "url", "note") if contact[name])
        yield Line(f"問い合わせ先：{'　'.join([contact['name'] + purpose, *told])}")


def _sources(page: Page, address: str) -> Sources:
    """All of them, whether the text names them or not."""
    rows = [
        Line(
            in_words.source(row) + (f"　{row['note']}" if row["note"] else ""),
            (row["number"],),
            url=row["url"],
        )
        for row in page["sources"]
    ]
    return Sources((*rows, *line_of_statistics(page), Line(f"カタログのページ：{address}", url=address)))
