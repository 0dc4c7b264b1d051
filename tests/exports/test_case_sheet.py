import copy
import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from catalogue.exports.brief import Bullets, Heading, Line, Paragraphs, Picture, Section, Sources, Table
from catalogue.exports.cases.fitting import CUT
from catalogue.exports.cases.sheet import OUR_VIEW, sheet_of
from catalogue.exports.plain import text_of
from catalogue.exports.word.room import lines_of, sheet_room, shortened, width_of
from tests.exports.pages import Page, all_pages, one_page, overgrown

SMALL = "hachioji-open-factory"
ADDRESS = "http://catalogue.example/cases/a-case"
# What the sheet says where it could not hold all of the page.
LEFT_OUT = re.compile(r"※ 1枚に収めるため、(.+)は載せていません。カタログのページにあります：(.+)")


def sheet(page: Page, memo: str = "") -> Section:
    """The sheet of a page without its picture."""
    return sheet_of(page, None, ADDRESS, memo=memo)


@pytest.fixture(scope="module")
def pages(app: Flask) -> dict[str, Page]:
    """The pages of all cases."""
    return all_pages(app)


@pytest.fixture(scope="module")
def sheets(pages: dict[str, Page]) -> dict[str, Section]:
    """The sheets of all cases."""
    return {slug: sheet(page) for slug, page in pages.items()}


def lines_in(section: Section) -> Iterable[Line]:
    """Every line of a sheet but its sources."""
    for block in section.blocks:
        match block:
            case Bullets() | Paragraphs():
                yield from block.lines
            case Table():
                yield from (line for row in block.rows for each in row for line in each)
            case Picture():
                yield block.caption
            case Heading() | Sources():
                pass


def sources_of(section: Section) -> Sources:
    (sources,) = (block for block in section.blocks if isinstance(block, Sources))
    return sources


def small_page(app: Flask, **changed: Any) -> Page:
    """A case of which all fits, with some of it changed."""
    page = copy.deepcopy(one_page(app, SMALL)) | changed
    assert not LEFT_OUT.search(text_of(sheet(page)))
    return page


def test_every_case_fits_on_its_sheet(sheets: dict[str, Section]) -> None:
    assert len(sheets) > 50
    assert [slug for slug, section in sheets.items() if sheet_room(section) < 0] == []


def test_a_sheet_tells_what_its_page_tells_and_says_what_it_had_to_leave_out(
    pages: dict[str, Page], sheets: dict[str, Section]
) -> None:
    for page in pages.values():
        text = text_of(sheets[page["slug"]])
        told = [row["text"] for name in ("background", "activities", "lessons") for row in page[name]]
        told += [row["rationale"] for row in page["links"]]
        told += [row["indicator"] for row in page["outcomes"]]
        missing = [words for words in told if words not in text]
        said = LEFT_OUT.search(text)
        assert bool(missing) <= bool(said), (page["slug"], missing)
        assert page["title"] in text
        assert page["summary"]["text"] in text
        assert ADDRESS in text


def test_what_is_left_out_is_counted_exactly(app: Flask) -> None:
    page = overgrown(one_page(app, "kiryu-cocotomo"))
    section = sheet(page)
    said = LEFT_OUT.search(text_of(section))
    assert said
    (counted,) = re.findall(r"成果(\d+)件", said[1])
    shown = sum(f"試験のための指標{number}\t" in text_of(section) for number in range(1, 41))
    assert shown + int(counted) == 40
    assert said[2] == ADDRESS


def test_a_case_out_of_all_proportion_still_fits(app: Flask) -> None:
    for slug in ("kiryu-cocotomo", "sakai-jidounten-drone", "aizuwakamatsu-smartcity-aict"):
        page = overgrown(one_page(app, slug))
        page["activities"] = [{"text": "とても長い取組の文です。" * 100, "refs": [1]}] * 30
        page["summary"] = {
            "text": "とても長い概要の文です。" * 150,
            "refs": [row["number"] for row in page["sources"]],
        }
        page["sources"] = [row | {"title": "とても長い題名" * 20} for row in page["sources"]]
        section = sheet(page, memo="とても長いメモです。" * 200)
        assert sheet_room(section) >= 0
        assert CUT in text_of(section)


def test_a_picture_is_kept_where_there_is_room_and_counted_where_there_is_none(app: Flask) -> None:
    file = BytesIO()
    Image.new("RGB", (160, 90)).save(file, "PNG")
    picture = Picture(file.getvalue(), 160, 90, "絵", Line("図. 絵"))
    roomy = small_page(app, links=[], lessons=[], challenges=[])
    assert picture in sheet_of(roomy, picture, ADDRESS).blocks
    crowded = sheet_of(overgrown(roomy), picture, ADDRESS)
    assert picture not in crowded.blocks
    assert "図1件" in text_of(crowded)


def test_every_number_on_a_sheet_is_in_its_list_of_sources_and_the_other_way_round(
    sheets: dict[str, Section],
) -> None:
    for slug, section in sheets.items():
        cited = {number for line in lines_in(section) for number in line.refs}
        cited |= {
            int(number)
            for block in section.blocks
            if isinstance(block, Table)
            for number in re.findall(r"\[(\d+)\]", block.caption)
        }
        listed = [line.refs[0] for line in sources_of(section).lines if line.refs]
        assert sorted(cited) == listed, slug


def test_a_number_means_the_same_source_as_on_the_page(
    pages: dict[str, Page], sheets: dict[str, Section]
) -> None:
    for page in pages.values():
        titles = {source["number"]: source["title"] for source in page["sources"]}
        for line in sources_of(sheets[page["slug"]]).lines:
            if line.refs and line.refs[0] in titles:
                assert line.text.startswith(titles[line.refs[0]])


def test_every_result_has_its_source_or_says_that_it_has_none(app: Flask, sheets: dict[str, Section]) -> None:
    page = small_page(app)
    page["outcomes"] = [page["outcomes"][0] | {"refs": []}]
    (table,) = (block for block in sheet(page).blocks if isinstance(block, Table) and block.head[0] == "指標")
    ((_, value, _),) = table.rows
    assert value[0].mark == "出典なし"
    for section in sheets.values():
        for block in section.blocks:
            if isinstance(block, Table) and block.head[0] == "指標":
                assert all(row[1][0].refs or row[1][0].mark for row in block.rows)


def test_statistics_get_a_number_after_the_last_of_the_page(app: Flask) -> None:
    page = small_page(app, population=None)
    section = sheet(page)
    number = max(source["number"] for source in page["sources"]) + 1
    (population,) = (line for line in lines_in(section) if f"{page['place']}　人口" in line.text)
    (source,) = (line for line in sources_of(section).lines if line.refs == (number,))
    assert population.refs == (number,)
    assert page["likeness"]["comparisons"][0]["source"]["publisher"] in source.text


def test_what_is_not_known_says_so(app: Flask) -> None:
    likeness = {"grade": "unknown", "label": "比べられません", "sentence": "", "comparisons": []}
    page = small_page(
        app,
        population=None,
        people=None,
        likeness=likeness,
        started=None,
        status={"value": "unknown", "label": "不明"},
        status_note=None,
        lead=None,
        partners=[],
        funding=[],
        funding_kinds=[],
        outcomes=[],
    )
    unknown = [line.text for line in lines_in(sheet(page)) if line.mark == "未確認"]
    assert unknown[:6] == [f"{page['place']}　人口", "状況", "開始の時期", "", "", "比べられません　"]
    assert "数値の成果" in unknown


def test_results_that_had_to_be_left_out_are_not_called_unknown(app: Flask) -> None:
    page = overgrown(one_page(app, "sakai-jidounten-drone"))
    page["outcomes"] = [
        row | {"number": None if place < 39 else 40.0} for place, row in enumerate(page["outcomes"])
    ]
    assert "数値の成果〔未確認〕" not in text_of(sheet(page))


def test_what_is_our_own_view_is_called_so(pages: dict[str, Page], sheets: dict[str, Section]) -> None:
    for slug, section in sheets.items():
        headings = [block.text for block in section.blocks if isinstance(block, Heading)]
        told = any(link["rationale"] in text_of(section) for link in pages[slug]["links"])
        assert (OUR_VIEW in headings) == told, slug
    assert "公式見解ではありません" in OUR_VIEW


def test_a_memo_stands_on_the_sheet_under_its_own_heading(app: Flask) -> None:
    text = text_of(sheet(small_page(app), memo="次の会議で質問する。"))
    assert "■メモ\n次の会議で質問する。" in text
    assert "■メモ" not in text_of(sheet(small_page(app)))


def test_room_is_never_told_too_small() -> None:
    assert lines_of("あ" * 100, width=100, size=10) >= 10
    assert lines_of("一\n二\n三", width=100, size=10) == 3
    assert lines_of("w" * 100, width=100, size=10) >= 7
    assert width_of("か\u3099") == width_of("が")


def test_a_text_is_shortened_to_the_width_there_is() -> None:
    assert shortened("青梅市", 3) == "青梅市"
    assert shortened("青梅市の事例", 4) == "青梅市…"
    assert width_of(shortened("あ" * 300, 40)) <= 40
