"""One case on one A4 sheet: what somebody wants in hand when the case is talked about.

Everything on it is on the case's page, with the same numbers of sources. What does not fit is counted, and left to the
page.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from catalogue.domain import case_in_words as in_words
from catalogue.exports.brief import (
    Block,
    Bullets,
    Heading,
    Line,
    Paragraphs,
    Picture,
    Section,
    Sources,
    Table,
)
from catalogue.exports.cases.facts import facts_of, line_of_statistics
from catalogue.exports.cases.fitting import fitted
from catalogue.exports.cases.lines import (
    NO_RESULTS,
    cited,
    cited_sources,
    kicker_of,
    open_questions,
    printed_tables,
    results_are_known,
    results_table,
    title_of,
)

Page = Mapping[str, Any]

OUR_VIEW = "青梅市にとって（このカタログの作成者の見方で、市の公式見解ではありません）"
_TO_MIND = (
    ("challenges", "難しかったこと"),
    ("constraints", "前提となる条件"),
    ("devices", "工夫したこと"),
    ("lessons", "学べること"),
)


def sheet_of(page: Page, picture: Picture | None, address: str, memo: str = "") -> Section:
    """The sheet of one case. ``address`` is where the catalogue shows it, ``memo`` what somebody noted about it."""
    more = {"picture": [picture] if picture else [], "memo": memo, "measured": results_are_known(page)}
    whole = {**page, **more}
    return fitted(whole, lambda kept, left_out: _sheet(kept, left_out, address))


def _sheet(page: Page, left_out: str, address: str) -> Section:
    where = _where_the_rest_is(left_out, address)
    body = (*_body(page), *((Paragraphs((where,)),) if left_out else ()))
    return Section(
        kicker=kicker_of(page),
        title=title_of(page),
        blocks=(*body, _sources(page, body, () if left_out else (where,))),
        dense=True,
    )


def _where_the_rest_is(left_out: str, address: str) -> Line:
    """Said in the text where something had to be left out, in small print where nothing had to."""
    if left_out:
        words = f"※ 1枚に収めるため、{left_out}は載せていません。カタログのページにあります："
    else:
        words = "経過など、くわしい内容はカタログのページにあります："
    return Line(f"{words}{address}", url=address)


def _body(page: Page) -> Iterable[Block]:
    yield Paragraphs((cited(page["summary"]),))
    yield Table(head=("項目", "内容"), rows=tuple(facts_of(page)), shares=(1, 6.5), row_heads=True)
    yield from _part("背景", Bullets, [cited(row) for row in (*page["background"], *page["purpose"])])
    yield from _part("取組", Bullets, [cited(row) for row in page["activities"]])
    yield from printed_tables(page)
    yield from page["picture"]
    yield from _results(page)
    yield from _part(OUR_VIEW, Bullets, [_link(row) for row in page["links"]])
    yield from _part("留意点", Bullets, list(_to_mind(page)))
    yield from _part("まだ分からないこと", Bullets, open_questions(page))
    yield from _part("メモ", Paragraphs, [Line(page["memo"])] if page["memo"] else [])


def _part(heading: str, kind: type[Paragraphs] | type[Bullets], lines: Sequence[Line]) -> Iterable[Block]:
    """A heading and what stands under it; nothing at all where that is nothing."""
    if lines:
        yield Heading(heading)
        yield kind(tuple(lines))


def _results(page: Page) -> Iterable[Block]:
    yield Heading("成果")
    if page["outcomes"]:
        yield results_table(page, shares=(5, 7, 4))
    if not page["measured"]:
        yield Paragraphs((NO_RESULTS,))


def _link(link: Page) -> Line:
    role = f"（{link['role_label']}）" if link["role_label"] else ""
    return Line(f"{in_words.linked_node(link)}{role}：{link['rationale']}")


def _to_mind(page: Page) -> Iterable[Line]:
    for name, label in _TO_MIND:
        for row in page[name]:
            yield cited({**row, "text": f"{label}：{row['text']}"})


def _sources(page: Page, body: Sequence[Block], more: Sequence[Line]) -> Sources:
    """Those the sheet cites, the statistics, and what else there is to say."""
    return Sources((*cited_sources(page, body), *line_of_statistics(page), *more))
