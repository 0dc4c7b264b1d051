from typing import Any

import pytest
from flask import Flask

from catalogue.domain.figure_in_words import NO_LONGER_PUBLIC
from catalogue.domain.glossary import Term
from catalogue.domain.packet import MOST
from catalogue.exports import packet as papers
from catalogue.exports.brief import Heading, Picture, Section, Table
from catalogue.exports.cases.pictures import frame_of, picture_of
from catalogue.exports.cases.whole import whole_page
from catalogue.exports.plain import text_of
from catalogue.reading import comparison
from tests.exports.pages import Page, all_pages, overgrown

CASE, OTHER = "kiryu-cocotomo", "sakai-jidounten-drone"
# On its one sheet there is room for a frame.
WITH_ROOM = "niihama-dx-suishin-lab"


@pytest.fixture(scope="module")
def pages(app: Flask) -> dict[str, Page]:
    """The pages of all cases."""
    return all_pages(app)


def address_of(slug: str) -> str:
    return f"http://catalogue.example/cases/{slug}"


def shown(figure: Page) -> Picture:
    """As the browser is given it, without its bytes."""
    return picture_of(figure, lambda _digest, _name: b"")


def withheld(figure: Page) -> Picture:
    """The frame in its place."""
    return frame_of(figure, NO_LONGER_PUBLIC)


def content(pages: dict[str, Page], *slugs: str, form: str = "full", **changed: Any) -> dict[str, Any]:
    """What a packet of these cases holds."""
    chosen = [pages[slug] for slug in slugs]
    compared = {"slugs": list(slugs), "rows": comparison.rows(chosen), "ome": None}
    return {
        "form": form,
        "parts": ["cover", "cases", "comparison", "glossary", "opinions"],
        "node": None,
        "cases": [
            {"slug": page["slug"], "page": page, "note": "", "lineage": [], "revision": 1} for page in chosen
        ],
        "comparison": compared if len(slugs) > 1 else None,
        "glossary": [],
    } | changed


def whole(page: Page, pictures: Any = shown, **more: Any) -> Section:
    return whole_page(page, pictures, address=address_of(page["slug"]), **more)


def leaves(value: Any) -> list[str]:
    """Every sentence of a part of a page."""
    if isinstance(value, dict):
        return leaves(value["text"]) if "text" in value else []
    if isinstance(value, list):
        return [text for each in value for text in leaves(each)]
    return [value] if isinstance(value, str) else []


def test_nothing_the_page_says_of_a_case_is_left_out_of_its_whole_page(pages: dict[str, Page]) -> None:
    names = (
        "summary",
        "background",
        "purpose",
        "activities",
        "events",
        "evaluation",
        "funding",
        "challenges",
    )
    names += ("devices", "constraints", "lessons", "dissemination", "sustaining", "unknowns")
    for page in pages.values():
        text = text_of(whole(page))
        said = [words for name in names for words in leaves(page[name])]
        said += [row["value"] for row in page["outcomes"]] + [row["title"] for row in page["sources"]]
        said += [row["rationale"] for row in page["links"]] + [
            row["finding"] for row in page["disagreements"]
        ]
        flat = "".join(text.split())
        assert [words for words in said if "".join(words.split()) not in flat] == []


def test_a_case_beyond_all_measure_is_still_told_whole(pages: dict[str, Page]) -> None:
    page = overgrown(pages[CASE])
    text = text_of(whole(page))
    assert "試験のための指標40" in text
    assert page["background"][0]["text"] in text


def test_every_source_is_listed_with_the_page_it_can_be_found_on(pages: dict[str, Page]) -> None:
    page = pages[OTHER]
    sources = whole(page).blocks[-1]
    numbers = [line.refs[0] for line in sources.lines if line.refs]  # type: ignore[union-attr]
    assert numbers[: len(page["sources"])] == [row["number"] for row in page["sources"]]
    assert address_of(OTHER) in text_of(whole(page))


def test_a_picture_that_may_not_be_shown_leaves_its_caption_and_the_reason(pages: dict[str, Page]) -> None:
    page = pages[CASE]
    section = whole(page, withheld)
    (frame,) = [block for block in section.blocks if isinstance(block, Picture)]
    assert (frame.data, frame.missing) == (b"", NO_LONGER_PUBLIC)
    sheet = papers.case_section("sheet", content(pages, WITH_ROOM)["cases"][0], withheld, "")
    for shown_page, text in ((page, text_of(section)), (pages[WITH_ROOM], text_of(sheet))):
        assert NO_LONGER_PUBLIC in text
        assert shown_page["figures"][0]["caption"] in text


def test_what_was_reached_by_an_older_plan_is_told_with_the_way(pages: dict[str, Page]) -> None:
    way = {"plan_title": "現行計画", "label": "施策3", "name": "農商工連携の促進"}
    way["way"] = "計画の改訂をたどってつながります。"
    assert "現行計画 施策3 農商工連携の促進：計画の改訂をたどってつながります。" in text_of(
        whole(pages[CASE], lineage=[way])
    )


def test_the_parts_stand_in_their_order_each_with_its_name(pages: dict[str, Page]) -> None:
    terms = [{"word": "未確認", "meaning": "分からなかったことです。"}]
    made = papers.papers_of(content(pages, CASE, OTHER, glossary=terms), shown, address_of)
    assert [paper.anchor for paper in made] == ["case-1", "case-2", "comparison", "glossary", "opinions"]
    assert "cocotomo" in made[0].name


def test_the_comparison_lies_and_says_that_it_holds_only_the_first(pages: dict[str, Page]) -> None:
    slugs = list(pages)[:7]
    frozen = content(pages, *slugs)
    frozen["comparison"]["slugs"] = slugs[:6]
    frozen["comparison"]["rows"] = comparison.rows([pages[slug] for slug in slugs[:6]])
    made = next(
        paper for paper in papers.papers_of(frozen, shown, address_of) if paper.anchor == "comparison"
    )
    assert all(section.landscape for section in made.sections)
    assert papers.NOT_ALL.format(6) in text_of(made.sections[0])


def test_opinions_have_a_name_and_empty_lines_for_every_case(pages: dict[str, Page]) -> None:
    slugs = list(pages)[:4]
    (made,) = papers.papers_of(content(pages, *slugs, parts=["opinions"]), shown, address_of)
    blocks = [block for section in made.sections for block in section.blocks]
    assert len([block for block in blocks if isinstance(block, Heading)]) == 4
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [[row[0][0].text for row in table.rows] for table in tables] == [["氏名", "意見"]] * 4
    assert all(not line.text for table in tables for row in table.rows for line in row[1])


def test_the_glossary_explains_the_words_of_the_papers_alone(pages: dict[str, Page]) -> None:
    more = [Term("商店街活性化", "商店街のテーマです。"), Term("グリーン成長", "環境のテーマです。")]
    frozen = content(pages, CASE, parts=["cases"])
    words = [row["word"] for row in papers.glossary_of(frozen, more, address_of)]
    assert {"根拠の強さ", "未確認", "商店街活性化"} <= set(words)
    assert not {"グリーン成長", "E4 他地域で再現", "記載なし"} & set(words)


def test_the_document_opens_with_meeting_day_and_contents(pages: dict[str, Page]) -> None:
    row = {
        "number": "資料3",
        "meeting": "商工業振興委員会",
        "held_on_text": "令和8年11月22日",
        "title": "空き店舗の事例",
        "content": content(pages, CASE, OTHER),
    }
    brief = papers.brief_of(
        row, shown, address_of, made_on="令和8（2026）年11月22日", address="http://x.example/"
    )
    assert (brief.number, brief.subtitle) == ("資料3", "商工業振興委員会　令和8年11月22日")
    assert brief.sections[0].title == papers.CONTENTS
    assert "1　【交流拠点整備】「cocotomo」" in text_of(brief.sections[0])
    bare = papers.brief_of(
        row | {"content": content(pages, CASE, parts=["cases"])}, shown, address_of, made_on="", address=""
    )
    assert (bare.subtitle, bare.remarks, len(bare.sections)) == ("", (), 1)


def test_there_is_room_for_as_many_cases_as_a_packet_may_have(pages: dict[str, Page]) -> None:
    slugs = list(pages)[:MOST]
    made = papers.papers_of(content(pages, *slugs, form="sheet", comparison=None), shown, address_of)
    assert len([paper for paper in made if paper.part == "cases"]) == MOST
