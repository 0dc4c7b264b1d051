"""The gap matrix as a visitor meets it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from catalogue.context import transaction
from catalogue.models import Theme
from catalogue.reading.browsing import browse, shelf_of
from catalogue.schemas.query import parse
from catalogue.search.port import Query
from tests.conftest import kit_of

AGAINST_THEMES = (
    "/coverage?plan=r9&by=theme",
    "/coverage?plan=r9&rows=issues&by=theme",
    "/coverage?plan=r9&rows=principles&by=theme",
    "/coverage?plan=2017-rev&by=theme",
    "/coverage?plan=2017&by=theme",
)
AGAINST_ISSUES = (
    "/coverage?plan=r9&by=issue",
    "/coverage?plan=2017-rev&by=issue",
    "/coverage?plan=2017&by=issue",
)
HOSTILE = (
    "<script>alert(1)</script>",
    "r9' OR 1=1 --",
    "../../etc/passwd",
    "%00%1b%ef%bf%bf",
    "%ff%fe",
    "９" * 3000,
    "💥" * 300,
)


@dataclass(frozen=True)
class Shown:
    """A cell as it stands on the page: its link, how many cases it says, and whether it says that it has none."""

    url: str
    count: int
    words: str


def main_of(client: FlaskClient, address: str) -> str:
    """The part of a page that is its own."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.text.split("<main", 1)[1].split("</main>")[0]


def rows_of(page: str) -> list[list[Shown]]:
    """The cells of every row, totals last, as column and as row."""
    body = page.split("</thead>")[1].split("</table>", maxsplit=1)[0]
    return [[_shown(each) for each in re.findall(r"<td.*?</td>", row, re.S)] for row in body.split("<tr")[1:]]


def _shown(cell: str) -> Shown:
    url, number = re.search(r'href="([^"]+)"', cell), re.search(r">(\d+)件", cell)
    words = re.sub(r"<[^>]+>", "", cell).strip()
    return Shown(unescape(url[1]) if url else "", int(number[1]) if number else 0, words)


@pytest.fixture
def found_at(app: Flask) -> Callable[[str], int]:
    """How many cases the search page finds at an address without words."""
    with kit_of(app).readers() as session:
        shelf = shelf_of(session)

    def count(address: str) -> int:
        assert address.startswith("/cases?")
        asked = parse(parse_qs(urlsplit(address).query))
        assert not asked.text
        return browse(shelf, Query(text="", chosen=asked.chosen)).total

    return count


@pytest.mark.parametrize("address", AGAINST_THEMES)
def test_every_number_is_what_the_search_page_finds_behind_it(
    client: FlaskClient, found_at: Callable[[str], int], address: str
) -> None:
    filled = [cell for row in rows_of(main_of(client, address)) for cell in row if cell.count]
    assert filled
    assert [cell for cell in filled if found_at(cell.url) != cell.count] == []


def test_the_search_page_itself_says_the_same_number(client: FlaskClient) -> None:
    row = rows_of(main_of(client, AGAINST_THEMES[0]))[0]
    for cell in row:
        if cell.count:
            assert f"<strong>{cell.count}件</strong>" in client.get(cell.url).text


@pytest.mark.parametrize("address", AGAINST_ISSUES)
def test_against_issues_every_number_opens_just_these_cases_below_the_table(
    client: FlaskClient, address: str
) -> None:
    rows = rows_of(main_of(client, address))
    for row in (rows[0], rows[1], rows[-1]):
        for cell in row[:-1]:
            if not cell.count:
                continue
            opened = main_of(client, cell.url).split('id="cell"')[1].split("</section>")[0]
            assert f"<strong>{cell.count}件</strong>" in opened
            assert len(set(re.findall(r'href="(/cases/[^"?]+)"', opened))) == cell.count


@pytest.mark.parametrize("address", AGAINST_THEMES)
def test_a_case_has_one_theme_so_the_cells_of_a_row_add_up_to_its_total(
    client: FlaskClient, address: str
) -> None:
    for row in rows_of(main_of(client, address)):
        assert sum(cell.count for cell in row[:-1]) == row[-1].count


def test_a_total_counts_a_case_once_however_many_visions_it_speaks_to(client: FlaskClient) -> None:
    rows = rows_of(main_of(client, "/coverage?plan=r9"))
    *lines, totals = rows
    assert len(lines) == 23
    assert sum(row[-1].count for row in lines) > totals[-1].count
    assert f"登録されている{totals[-1].count}件の事例のうち" in main_of(client, "/coverage?plan=r9")


@pytest.mark.parametrize("address", [*AGAINST_THEMES, *AGAINST_ISSUES])
def test_an_empty_cell_says_so_in_words_and_leads_to_a_search_for_candidates(
    client: FlaskClient, address: str
) -> None:
    *lines, _totals = rows_of(main_of(client, address))
    empty = [cell for row in lines for cell in row if not cell.count]
    assert empty
    assert all(cell.words.startswith("事例なし") for cell in empty)
    searches = [cell.url for cell in empty if cell.url]
    # Cases that speak to no 課題 are no gap, so there is nothing to look for.
    assert len(searches) == len(empty) or "by=issue" in address
    for url in searches[:5]:
        parameters = parse_qs(urlsplit(url).query)
        assert parameters["q"][0]
        assert parameters.keys() & {"theme", "node"}
        assert client.get(url).status_code == 200


def test_a_theme_without_cases_in_a_plan_leads_to_the_cases_it_has(client: FlaskClient) -> None:
    totals = rows_of(main_of(client, "/coverage?plan=r9&rows=principles"))[-1]
    empty = [cell.url for cell in totals if not cell.count]
    assert empty
    for url in empty:
        assert re.search(r"<strong>[1-9]\d*件</strong>", client.get(url).text)


def test_a_search_from_an_empty_cell_has_the_words_of_the_plan_and_finds_candidates(
    client: FlaskClient,
) -> None:
    page = main_of(client, "/coverage?plan=r9")
    row = page.split("/plans/r9/v4-2")[1].split("</tr>")[0]
    (url,) = [unescape(url) for url in re.findall(r'href="(/cases\?q=[^"]+)"', row) if "smart-city" in url]
    found = client.get(url).text
    assert "多くの企業でデジタル技術が導入され" in found
    assert re.search(r"<strong>[1-9]\d*件</strong>", found)


def test_what_counts_through_a_revision_alone_is_marked_and_explained(client: FlaskClient) -> None:
    page = main_of(client, "/coverage?plan=2017")
    assert "すべて改訂をたどって" in page
    assert "計画の改訂をたどって数えた事例です" in page
    assert (
        "改訂"
        not in main_of(client, "/coverage?plan=r9&rows=visions").split("<table")[1].split("</table>")[0]
    )


def test_the_strongest_evidence_stands_beside_the_number_with_its_name(client: FlaskClient) -> None:
    page = main_of(client, "/coverage?plan=r9")
    grades = re.findall(r'<span class="cell-grade">(E\d)<span class="visually-hidden"> ([^<]+)</span>', page)
    assert {("E2", "定量"), ("E3", "比較・第三者評価")} <= set(grades)
    for _, name in grades:
        assert name in page.split('id="coverage-legend"')[1]


def test_the_table_is_one_for_who_hears_it(client: FlaskClient) -> None:
    table = main_of(client, "/coverage?plan=r9").split("<table")[1].split("</table>")[0]
    assert "<caption>" in table
    assert table.count('scope="rowgroup"') == 5
    assert table.count('scope="row"') == 18 + 1  # and the totals
    columns = table.count('scope="col"')
    assert columns == 9 + 2  # the names of the rows, and the total
    assert all(
        len(row) == columns - 1 for row in rows_of("</thead>" + table.split("</thead>")[1] + "</table>")
    )
    region = main_of(client, "/coverage").split("<table")[0].rpartition("<div")[2]
    assert 'tabindex="0"' in region
    assert 'role="region"' in region


def test_the_newest_plan_by_theme_is_shown_unless_something_else_is_asked_for(client: FlaskClient) -> None:
    assert rows_of(main_of(client, "/coverage")) == rows_of(main_of(client, "/coverage?plan=r9&by=theme"))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/coverage?plan=nowhere", "計画「nowhere」の表はないので、新プランを表示しています。"),
        ("/coverage?plan=2017&rows=visions", "現行計画には「将来像」がないので、「施策」を表示しています。"),
        ("/coverage?rows=x", "新プランには「x」という行がないので、「将来像」を表示しています。"),
        ("/coverage?plan=%E2%80%AEevil", "計画「evil」の表はないので"),
        ("/coverage?by=x", "「将来像」の列を「x」にすることはできないので、「テーマ」を表示しています。"),
        ("/coverage?rows=issues&by=issue", "「課題」の列を「課題」にすることはできないので"),
        ("/coverage?by=issue&node=v9&issue=r9:i1", "選ばれた欄は見つからないので"),
        ("/coverage?by=issue&issue=nothing", "選ばれた欄は見つからないので"),
    ],
)
def test_what_cannot_be_shown_is_said_and_something_is_shown(
    client: FlaskClient, address: str, words: str
) -> None:
    page = main_of(client, address)
    assert words in page
    assert "<table" in page


@pytest.mark.parametrize("name", ["plan", "by", "rows", "node", "issue", "paper", "number"])
@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_a_stranger_writes_into_the_address_does_harm(
    client: FlaskClient, name: str, value: str
) -> None:
    for rest in ("", "&by=issue&issue=r9:i1"):
        page = main_of(client, f"/coverage?{name}={value}{rest}")
        assert "<table" in page
        assert "<script>alert" not in page
        assert "\x1b" not in page


@pytest.mark.parametrize("address", [*AGAINST_THEMES, *AGAINST_ISSUES])
def test_no_switch_leads_to_something_that_cannot_be_shown(client: FlaskClient, address: str) -> None:
    switches = main_of(client, address).split("coverage-switches")[1].split("coverage-scroll")[0]
    ways = re.findall(r'href="(/coverage[^"]+)"', switches)
    assert ways
    for way in ways:
        assert 'role="status"' not in main_of(client, unescape(way)), way


def test_the_number_of_a_paper_and_its_size_are_printed_and_kept(client: FlaskClient) -> None:
    answer = client.get("/coverage?paper=a3&number=資料9-9")
    assert '<body class="wide-page paper-a3">' in answer.text
    page = main_of(client, "/coverage?paper=a3&number=資料9-9")
    assert '<p class="paper-number print-only">資料9-9</p>' in page
    way = re.search(r'href="(/coverage\?[^"]*plan=2017[^"]*)"', page)
    assert way
    assert {"paper", "number"} <= parse_qs(urlsplit(unescape(way[1])).query).keys()
    # What is remembered for everybody holds nothing of this visitor.
    assert "資料9-9" not in main_of(client, "/coverage")


def test_a_theme_nobody_has_a_case_for_is_a_column_of_gaps(own_app: Flask) -> None:
    theme = Theme(
        slug="nobody-yet", name="試験のテーマ", introduction="試験用。", origin="editorial", position=99
    )
    with own_app.app_context(), transaction() as session:
        session.add(theme)
    for row in rows_of(main_of(own_app.test_client(), "/coverage")):
        assert row[-2].words.startswith("事例なし")


def test_without_any_plan_the_page_says_so(empty_app: Flask) -> None:
    client = empty_app.test_client()
    assert "計画がまだ登録されていない" in main_of(client, "/coverage")
    for kind in ("docx", "pptx", "xlsx"):
        assert client.get(f"/coverage.{kind}").status_code == 404


def test_plans_lead_to_it(client: FlaskClient) -> None:
    page = main_of(client, "/plans")
    for plan in ("r9", "2017-rev", "2017"):
        assert f"/coverage?plan={plan}" in page
        assert f"/coverage?plan={plan}" in main_of(client, f"/plans/{plan}")


def test_a_list_is_counted_alone_and_every_number_leads_to_a_list_of_its_cases(client: FlaskClient) -> None:
    chosen = ("kiryu-cocotomo", "sakai-jidounten-drone", "ota-digital-juhatchu-nakamamawashi")
    page = main_of(client, "/coverage?" + "&".join(f"case={slug}" for slug in chosen))
    assert "（選んだ3件）" in page
    assert "選んだ3件の事例のうち、この表に数えているのは3件です。" in page
    numbers = [
        (int(count), unescape(url)) for url, count in re.findall(r'<a href="([^"]+)">(\d+)件</a>', page)
    ]
    assert numbers
    for count, url in numbers:
        assert url.startswith("/shortlist?")
        cases = re.findall(r"case=([\w-]+)", url)
        assert len(cases) == count
        assert set(cases) <= set(chosen)


def test_a_list_of_cases_that_are_gone_is_said_and_all_are_counted(client: FlaskClient) -> None:
    page = main_of(client, "/coverage?case=nowhere&case=nowhere")
    assert "選ばれた事例がないので、すべての事例を数えています。" in page
    assert "公開を取りやめた事例は、表示できません。" in page
    assert "登録されている59件の事例のうち" in page


def test_the_files_of_a_list_s_matrix_count_it_alone_too(client: FlaskClient) -> None:
    data = client.get("/coverage.xlsx?use=data&case=kiryu-cocotomo").data
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    counts = {row[heads.index("事例数")] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert counts <= {0, 1, None}
