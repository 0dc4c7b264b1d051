import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from catalogue.context import transaction
from catalogue.models import Case, Theme

PAGES = ("/", "/themes", "/plans", "/plans/r9", "/plans/2017-rev", "/plans/2017")
# A number that leads to the search page: the address and the number, whatever else the link says.
NUMBER = re.compile(r'<a [^>]*href="(/cases\?[^"]+)"[^>]*>((?:(?!</a>).)*?)</a>', re.DOTALL)
DRAWING = re.compile(r"<svg[^>]*role=\"img\".*?</svg>", re.DOTALL)


def numbers(page: str) -> dict[str, int]:
    """Every number of a plot or a list of nodes that leads to the cases it counts."""
    found = {}
    for address, words in NUMBER.findall(page):
        number = re.search(r"(\d+)件$", re.sub(r"<[^>]+>", "", words).strip())
        if number:
            found[unescape(address)] = int(number[1])
    return found


def drawings(page: str) -> list[str]:
    return DRAWING.findall(page)


@pytest.mark.parametrize("address", PAGES)
def test_every_number_leads_to_exactly_so_many_cases(client: FlaskClient, address: str) -> None:
    found = numbers(client.get(address).text)
    assert len(found) > 10
    assert all(count > 0 for count in found.values())
    assert found == {
        link: int(re.search(r"<strong>(\d+)件</strong>", client.get(link).text)[1]) for link in found
    }


def test_the_first_page_draws_four_plots_and_the_themes_one(client: FlaskClient) -> None:
    assert len(drawings(client.get("/").text)) == 4
    assert len(drawings(client.get("/themes").text)) == 1


@pytest.mark.parametrize("address", ["/", "/themes"])
def test_a_drawing_is_named_by_its_heading_and_described_by_its_finding(
    client: FlaskClient, address: str
) -> None:
    page = client.get(address).text
    for drawing in drawings(page):
        name, finding = re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', drawing)
        assert re.search(rf'<h\d id="{name}"[^>]*>[^<]+</h', page)
        assert re.search(rf'id="{finding}">[^<]+です。', page)


def test_a_drawing_prints_the_numbers_that_its_table_has(client: FlaskClient) -> None:
    page = client.get("/").text
    figures = re.findall(r"<figure class=\"plot.*?</figure>", page, re.DOTALL)
    assert len(figures) == 4
    for figure in figures:
        drawn = re.findall(r"<text[^>]*font-weight=\"700\"[^>]*>(\d+)</text>", figure)
        assert sorted(map(int, drawn)) == sorted(numbers(figure).values())


def test_a_drawing_asks_for_no_style_and_no_script(client: FlaskClient) -> None:
    for drawing in drawings(client.get("/").text + client.get("/themes").text):
        assert "style" not in drawing
        assert "<script" not in drawing
        assert "http" not in drawing
        assert "<animate" not in drawing


def test_every_prefecture_is_named_on_the_map(client: FlaskClient) -> None:
    drawn = next(each for each in drawings(client.get("/").text) if "plot-map" in each)
    for name in ("北海道", "青森", "東京", "神奈川", "京都", "沖縄"):
        assert f">{name}</text>" in drawn
    assert len(re.findall(r'font-size="11.5"', drawn)) == 47


def test_cases_whose_first_year_is_unknown_are_named_in_words(client: FlaskClient) -> None:
    page = client.get("/").text
    years = page.split('id="plot-years"')[1].split("</figure>")[0]
    row = years.split('<th scope="row">未確認</th>')[1].split("</tr>")[0]
    count = int(re.search(r"(\d+)件", row)[1])
    assert f"開始年度が未確認の事例が{count}件あり" in years
    assert len(re.findall(r'href="/cases/[a-z0-9-]+"', row)) == count


def test_the_numbers_lead_on_to_where_cases_are_missing_and_to_the_map(client: FlaskClient) -> None:
    section = client.get("/").text.split('id="in-numbers"')[1]
    ways = re.findall(r'href="([^"]+)"', section.split('class="plots-on"')[1].split("</ul>")[0])
    assert ways == ["/coverage", "/cases?view=map"]
    assert [client.get(way).status_code for way in ways] == [200, 200]


def test_a_theme_without_cases_has_a_name_and_no_bar(own_app: Flask) -> None:
    theme = Theme(slug="nobody-yet", name="まだない", introduction="なし。", origin="editorial", position=99)
    with own_app.app_context(), transaction() as session:
        session.add(theme)
    client = own_app.test_client()
    themes = drawings(client.get("/").text)[0]
    assert "まだない" in themes
    assert themes.count("<rect") == len(re.findall("<g class=", themes)) - 1
    assert "まだ事例がないのはまだないです。" in client.get("/").text
    assert client.get("/themes").status_code == 200


@pytest.mark.parametrize("address", ["/", "/themes", "/plans"])
def test_a_catalogue_without_cases_draws_nothing_and_is_no_error(empty_app: Flask, address: str) -> None:
    answer = empty_app.test_client().get(address)
    assert answer.status_code == 200
    assert "数で見る" not in answer.text
    assert drawings(answer.text) == []


def test_a_catalogue_whose_first_years_are_all_unknown_says_so(own_app: Flask) -> None:
    with own_app.app_context(), transaction() as session:
        cases = session.exec(select(Case)).all()
        for case in cases:
            case.started_year = None
    page = own_app.test_client().get("/").text
    assert len(drawings(page)) == 4
    assert f"開始年度が未確認の事例が{len(cases)}件あり" in page
    assert f"ほか{len(cases) - 12}件" in page


def test_a_plot_follows_the_data_at_once(own_app: Flask) -> None:
    client = own_app.test_client()
    before = numbers(client.get("/").text)["/cases?theme=dx"]
    with own_app.app_context(), transaction() as session:
        session.get_one(Case, "kiryu-cocotomo").theme_slug = "dx"
    assert numbers(client.get("/").text)["/cases?theme=dx"] == before + 1


def test_a_plan_at_a_glance_leads_to_the_cases_of_a_node_and_where_there_are_none_to_the_node(
    client: FlaskClient,
) -> None:
    page = client.get("/plans/r9").text
    glance = page.split('id="at-a-glance"')[1].split("</section>")[0]
    tiles = re.findall(r'class="strip-tile tile-step-(\d)" href="([^"]+)"', glance)
    assert len(tiles) == 18 + 3 + 5 + 3
    assert {unescape(address).split("?")[0] for step, address in tiles if step != "0"} == {"/cases"}
    assert all(address.startswith("/plans/r9/") for step, address in tiles if step == "0")
    assert ("0", "/plans/r9/shogyo") in tiles


def test_the_list_of_plans_says_how_many_cases_each_group_or_direction_has(client: FlaskClient) -> None:
    page = client.get("/plans").text
    assert page.count('class="plan-heads"') == 3
    assert "将来像の柱ごとの事例" in page
    assert page.count("施策方針ごとの事例") == 2
    assert re.search(r'href="/cases\?node=r9:v4"[^>]*>.*?事例 \d+件', page)
