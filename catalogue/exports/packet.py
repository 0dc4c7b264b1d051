"""The papers for a meeting, from what was frozen: as sections that a page shows, and as one document.

Nothing is looked up here but the bytes of pictures, which are not frozen: see ``catalogue.reading.desk_packets``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalogue.domain.glossary import Term, terms_in
from catalogue.domain.packet import Form, Part
from catalogue.exports import comparison, plain
from catalogue.exports.brief import (
    Block,
    Brief,
    Heading,
    Line,
    Paragraphs,
    Section,
    Table,
    cell,
    lines,
)
from catalogue.exports.cases.lines import title_of
from catalogue.exports.cases.pictures import frame_of
from catalogue.exports.cases.sheet import sheet_of
from catalogue.exports.cases.whole import Pictures, whole_page
from catalogue.exports.comparison_columns import TITLE as COMPARISON
from catalogue.exports.comparison_columns import Comparison

Content = Mapping[str, Any]
Row = Mapping[str, Any]
Addresses = Callable[[str], str]

CONTENTS, GLOSSARY, OPINIONS = "目次", "用語集", "意見欄"
NOT_ALL = "比較表は、はじめの{}件を並べています。"
FROZEN = "{}の時点でカタログに載っていた内容です。その後の変更は含みません。"
# Empty lines to write on.
ROOM = 7
_ON_A_SHEET = 3


@dataclass(frozen=True, slots=True)
class Paper:
    """One part of a packet: ``anchor`` is its place on the page, ``name`` what the table of contents calls it."""

    part: Part
    anchor: str
    name: str
    sections: tuple[Section, ...]


def papers_of(content: Content, pictures: Pictures, address_of: Addresses) -> list[Paper]:
    """All parts but the cover, in their order."""
    return list(_papers(content, pictures, address_of))


def _papers(content: Content, pictures: Pictures, address_of: Addresses) -> Iterable[Paper]:
    parts, cases = set(content["parts"]), content["cases"]
    if Part.CASES in parts:
        for number, case in enumerate(cases, start=1):
            section = case_section(content["form"], case, pictures, address_of(case["slug"]))
            yield Paper(Part.CASES, f"case-{number}", title_of(case["page"]), (section,))
    if Part.COMPARISON in parts and content["comparison"]:
        yield Paper(Part.COMPARISON, "comparison", COMPARISON, _comparison(content))
    if Part.GLOSSARY in parts and content["glossary"]:
        yield Paper(Part.GLOSSARY, "glossary", GLOSSARY, (_glossary(content["glossary"]),))
    if Part.OPINIONS in parts:
        yield Paper(Part.OPINIONS, "opinions", OPINIONS, _opinions(cases))


def case_section(form: str, case: Row, pictures: Pictures, address: str) -> Section:
    """One case, as much of it as was asked for."""
    page, memo = case["page"], case["note"]
    if form == Form.FULL:
        return whole_page(page, pictures, address=address, memo=memo, lineage=case["lineage"])
    first = pictures(page["figures"][0]) if page["figures"] else None
    return sheet_of(page, first, address, memo=memo)


def comparison_of(content: Content) -> Comparison:
    """The comparison as it stood."""
    frozen, pages = content["comparison"], {case["slug"]: case["page"] for case in content["cases"]}
    slugs = frozen["slugs"]
    left_out = len(pages) - len(slugs)
    return Comparison(
        [pages[slug] for slug in slugs],
        frozen["rows"],
        frozen["ome"],
        (NOT_ALL.format(len(slugs)),) if left_out else (),
    )


def _comparison(content: Content) -> tuple[Section, ...]:
    """On sheets that lie on their side; what the reader must know stands before the first table."""
    brief = comparison.brief_of(comparison_of(content))
    first, *others = brief.sections
    told = replace(first, blocks=(Paragraphs(lines(brief.remarks)), *first.blocks))
    return tuple(replace(section, landscape=True) for section in (told, *others))


def _glossary(terms: Sequence[Row]) -> Section:
    rows = tuple((cell(term["word"]), cell(term["meaning"])) for term in terms)
    return Section(GLOSSARY, (Table(("ことば", "意味"), rows, shares=(1, 4), row_heads=True),))


def _opinions(cases: Sequence[Row]) -> tuple[Section, ...]:
    """For every case a place for a name and room to write, on sheets that hold whole ones."""
    blocks = [_opinion(number, case) for number, case in enumerate(cases, start=1)]
    return tuple(
        Section(OPINIONS, tuple(block for pair in blocks[start : start + _ON_A_SHEET] for block in pair))
        for start in range(0, len(blocks), _ON_A_SHEET)
    )


def _opinion(number: int, case: Row) -> tuple[Block, Block]:
    rows = ((cell("氏名"), cell("")), (cell("意見"), cell(*[""] * ROOM)))
    table = Table(("項目", "記入欄"), rows, shares=(1, 8), row_heads=True)
    return Heading(f"{number}　{title_of(case['page'])}"), table


def glossary_of(content: Content, more: Iterable[Term], address_of: Addresses) -> list[dict[str, str]]:
    """The words that stand in the cases and the comparison of a packet, to be frozen with it; ``more`` are words that
    the catalogue explains elsewhere."""
    papers = papers_of(content, lambda figure: frame_of(figure, ""), address_of)
    text = "\n".join(plain.text_of(section) for paper in papers for section in paper.sections)
    return [{"word": term.word, "meaning": term.meaning} for term in terms_in(text, more)]


def brief_of(packet: Row, pictures: Pictures, address_of: Addresses, *, made_on: str, address: str) -> Brief:
    """The whole packet as one document.

    Args:
        packet: as ``catalogue.reading.desk_packets.one`` gives it.
        pictures: gives the picture of a figure, or the frame in its place where it may not be shown any more.
        address_of: where the catalogue shows a case.
        made_on: the day it was frozen, in words.
        address: of the packet.
    """
    content = packet["content"]
    papers = papers_of(content, pictures, address_of)
    sections = tuple(section for paper in papers for section in paper.sections)
    cover = Part.COVER in content["parts"]
    held = f"　{packet['held_on_text']}" if packet["held_on_text"] else ""
    return Brief(
        title=packet["title"],
        subtitle=f"{packet['meeting']}{held}" if cover else "",
        sections=((_contents(papers), *sections) if cover else sections),
        number=packet["number"],
        made_on=made_on,
        address=address,
        remarks=_remarks(content, made_on) if cover else (),
        section_per_page=True,
    )


def _remarks(content: Content, made_on: str) -> tuple[str, ...]:
    node = content["node"]
    return (*([f"対象の施策：{node['name']}"] if node else []), FROZEN.format(made_on))


def _contents(papers: Sequence[Paper]) -> Section:
    """Without numbers of pages: these are known only to whoever lays the document out."""
    rows = [Line(f"{number}　{paper.name}") for number, paper in enumerate(papers, start=1)]
    return Section(CONTENTS, (Paragraphs(tuple(rows)),))
