"""The 参考事例 page of a case, in the form of the outline's own pages.

Theme with its number, 【分類】 title（place）, bullets, the figure with 「図. …」, the sources; and, which the outline
lacks, what is not known and where papers disagree. What is Ome's own judgement, and the addresses of the sources, go
into the notes of whoever presents it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from catalogue.domain import case_in_words as in_words
from catalogue.exports.brief import (
    SOURCES,
    Block,
    Bullets,
    Heading,
    Line,
    Paragraphs,
    Picture,
    Section,
    Sources,
    in_brackets,
)
from catalogue.exports.cases.lines import (
    NO_RESULTS,
    cited,
    cited_sources,
    kicker_of,
    open_questions,
    printed_tables,
    results_are_known,
    results_table,
    source_in_notes,
    title_of,
    unsourced,
)

Page = Mapping[str, Any]

# More results than these are easier to read as a table.
_MOST_RESULTS_AS_BULLETS = 3
# As the outline has it: there is one on a page.
FIGURE = "図. "


def reference_page(page: Page, picture: Picture | None, *, address: str, memo: str = "") -> Section:
    """The page of one case. ``address`` is where the catalogue shows it, ``memo`` what somebody noted about it."""
    questions = open_questions(page)
    body = (
        Bullets((cited(page["summary"]), *(cited(row) for row in page["activities"]))),
        *((picture,) if picture else ()),
        *printed_tables(page),
        Heading("成果"),
        *_results(page),
        *((Heading("まだ分からないこと"), Bullets(questions)) if questions else ()),
        *((Heading("メモ"), Paragraphs((Line(memo),))) if memo else ()),
    )
    checked = f"情報の確認日：{page['checked']['text']}（{page['checked']['how']}）"
    return Section(
        kicker=kicker_of(page),
        title=title_of(page),
        blocks=(*body, Sources((*cited_sources(page, body), Line(f"{checked}　{address}", url=address)))),
        notes=tuple(_notes(page)),
    )


def figure_caption(figure: Page) -> Line:
    """図. …, with the numbers of its sources."""
    return Line(f"{FIGURE}{figure['caption']}", tuple(figure["refs"]), mark=unsourced(figure["refs"]))


def _results(page: Page) -> Iterable[Block]:
    rows = page["outcomes"]
    if not results_are_known(page):
        yield Bullets((*(_result(row) for row in rows), NO_RESULTS))
    elif len(rows) <= _MOST_RESULTS_AS_BULLETS:
        yield Bullets(tuple(_result(row) for row in rows))
    else:
        yield results_table(page, shares=(4, 4, 3))


def _result(row: Page) -> Line:
    refs = tuple(row["refs"])
    return Line(in_words.outcome(row), refs, mark=unsourced(refs))


def _notes(page: Page) -> Iterable[str]:
    yield SOURCES
    yield from map(source_in_notes, page["sources"])
    if page["disagreements"]:
        yield "資料によって異なること"
    for row in page["disagreements"]:
        yield f"{row['topic']}：{row['stated']}／{row['finding']}{in_brackets(row['refs'])}"
    if page["links"]:
        yield "青梅市の施策・将来像との関係（このカタログの作成者の見方で、市の公式見解ではありません）"
    for link in page["links"]:
        yield f"{in_words.linked_node(link)}：{link['rationale']}"
