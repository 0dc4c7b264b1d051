import pytest
from flask import Flask

from catalogue.exports.brief import Bullets, Heading, Line, Paragraphs, Picture, Section, Sources, Table
from catalogue.exports.cases.lines import kicker_of
from catalogue.exports.cases.reference_pages import figure_caption, reference_page
from tests.exports.pages import all_pages, one_page, overgrown

ADDRESS = "http://catalogue.example/cases/kiryu-cocotomo"


def lines_of(section: Section) -> list[Line]:
    """Every line of a section that stands in the text."""
    found: list[Line] = []
    for block in section.blocks:
        match block:
            case Bullets() | Paragraphs():
                found += block.lines
            case Table():
                found += [line for row in block.rows for cell in row for line in cell]
            case Picture():
                found.append(block.caption)
            case Heading() | Sources():
                pass
    return found


def sources_of(section: Section) -> Sources:
    (sources,) = (block for block in section.blocks if isinstance(block, Sources))
    return sources


def test_a_page_is_headed_as_the_outline_heads_its_own(app: Flask) -> None:
    section = reference_page(one_page(app, "sakai-jidounten-drone"), None, address=ADDRESS)
    assert section.kicker == "他地域の事例① スマートシティ"
    assert section.title == "【次世代交通・物流】自動運転バス・ドローン（茨城県境町）"


def test_a_theme_the_outline_does_not_number_is_given_no_number(app: Flask) -> None:
    unnumbered = [page for page in all_pages(app).values() if page["theme"]["number"] is None]
    assert unnumbered
    assert {kicker_of(page) for page in unnumbered} == {
        f"他地域の事例 {page['theme']['name']}" for page in unnumbered
    }


def test_every_number_behind_a_statement_is_in_the_list_of_sources(app: Flask) -> None:
    for page in all_pages(app).values():
        section = reference_page(page, None, address=ADDRESS)
        cited = {number for line in lines_of(section) for number in line.refs}
        listed = {number for line in sources_of(section).lines for number in line.refs}
        assert cited <= listed, page["slug"]


def test_every_result_stands_there_with_its_source_or_says_it_has_none(app: Flask) -> None:
    for page in all_pages(app).values():
        lines = lines_of(reference_page(page, None, address=ADDRESS))
        for outcome in page["outcomes"]:
            (line,) = [
                line
                for line in lines
                if outcome["value"] in line.text and line.refs == tuple(outcome["refs"])
            ][:1]
            assert line.refs or line.mark == "出典なし"


def test_what_is_not_known_is_marked_as_such(app: Flask) -> None:
    page = one_page(app, "sakai-jidounten-drone")
    marked = {
        line.text for line in lines_of(reference_page(page, None, address=ADDRESS)) if line.mark == "未確認"
    }
    assert marked == {"／".join(page["unknowns"])}


def test_a_case_without_figures_says_that_none_are_known(app: Flask) -> None:
    page = next(page for page in all_pages(app).values() if not page["outcomes"])
    lines = lines_of(reference_page(page, None, address=ADDRESS))
    assert Line("数値の成果", mark="未確認") in lines


def test_a_statement_that_papers_dispute_is_pointed_out_and_explained_to_the_presenter(app: Flask) -> None:
    page = one_page(app, "sakai-jidounten-drone")
    section = reference_page(page, None, address=ADDRESS)
    topics = "／".join(row["topic"] for row in page["disagreements"])
    (line,) = (line for line in lines_of(section) if line.mark == "要確認")
    assert line.text == f"資料によって記載が異なること：{topics}"
    for row in page["disagreements"]:
        assert any(row["stated"] in note and row["finding"] in note for note in section.notes)


def test_the_notes_hold_every_source_with_its_address(app: Flask) -> None:
    for page in all_pages(app).values():
        notes = reference_page(page, None, address=ADDRESS).notes
        for source in page["sources"]:
            (note,) = (note for note in notes if note.startswith(f"[{source['number']}] "))
            assert source["title"] in note
            assert (source["url"] or "公開先の記載なし") in note


def test_our_own_judgement_stands_in_the_notes_and_not_on_the_page(app: Flask) -> None:
    page = one_page(app, "sakai-jidounten-drone")
    section = reference_page(page, None, address=ADDRESS)
    rationale = page["links"][0]["rationale"]
    assert any(rationale in note for note in section.notes)
    assert not any(rationale in line.text for line in lines_of(section))


def test_a_printed_table_comes_along_with_all_its_cells(app: Flask) -> None:
    page = one_page(app, "higashiomi-community-business-sib")
    section = reference_page(page, None, address=ADDRESS)
    tables = [block for block in section.blocks if isinstance(block, Table) and "採択事業" in block.caption]
    assert [table.head for table in tables] == [tuple(page["tables"][0]["columns"])]
    shown = [[line.text for cell in row for line in cell] for row in tables[0].rows]
    assert shown == page["tables"][0]["rows"]


def test_the_figure_is_captioned_as_a_figure_and_never_with_the_outline_s_own_words(app: Flask) -> None:
    page = one_page(app, "sakai-jidounten-drone")
    caption = figure_caption(page["figures"][0])
    assert caption.text == "図. 自動運転バスとドローンを活用する仕組み（概念図）"
    assert caption.refs


def test_what_somebody_noted_stands_under_a_heading_of_its_own(app: Flask) -> None:
    section = reference_page(one_page(app, "kiryu-cocotomo"), None, address=ADDRESS, memo="現地に尋ねる")
    place = section.blocks.index(Heading("メモ"))
    assert section.blocks[place + 1] == Paragraphs((Line("現地に尋ねる"),))


@pytest.mark.parametrize("grown", [False, True])
def test_the_page_says_when_and_where_it_was_looked_up(app: Flask, grown: bool) -> None:
    page = one_page(app, "kiryu-cocotomo")
    section = reference_page(overgrown(page) if grown else page, None, address=ADDRESS)
    last = sources_of(section).lines[-1]
    assert ADDRESS in last.text
    assert page["checked"]["text"] in last.text
    assert not last.refs
