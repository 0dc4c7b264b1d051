"""The 新旧対照表 as a visitor meets it."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from catalogue.context import transaction
from catalogue.models import Lineage, Link, Reach
from tests.conftest import kit_of

ADDRESS = "/plans/2017-rev/changes"
OURS = "（このカタログによる）"


def main_of(client: FlaskClient, address: str = ADDRESS) -> str:
    """The part of a page that is its own."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.text.split("<main", 1)[1].split("</main>")[0]


def rows_of(page: str) -> list[list[str]]:
    """The words of the five columns, row by row."""
    body = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    cells = [re.findall(r"<td.*?</td>", row, re.S) for row in body.split("<tr")[1:]]
    return [[re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in cells]


def test_the_three_headings_are_the_papers_own_and_ours_say_that_they_are_ours(client: FlaskClient) -> None:
    page = main_of(client)
    headings = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', page)
    assert headings[:3] == ["現行計画", "変更方針", "一部改訂計画(案)"]
    assert headings[3:] == [f"読み取り{OURS}", f"関わる事例{OURS}"]


def test_in_the_column_of_the_paper_stand_its_own_words_or_that_it_says_nothing(client: FlaskClient) -> None:
    said = [row[1] for row in rows_of(main_of(client))]
    assert len(said) == 22
    assert {words for words in said if words != "（記載なし）"} == {
        "「構成変更なし」",
        "「施策2のタイトルを変更」「施策3を追加」",
        "「委員からのご意見を踏まえ、施策3のタイトルを変更」",
    }


def test_a_slip_in_the_papers_words_is_kept_and_said_to_be_there(own_app: Flask) -> None:
    with own_app.app_context(), transaction() as session:
        edge = session.exec(select(Lineage).where(Lineage.newer_key == "2017-rev:kogyo")).one()
        edge.words = ["改订について探討"]
    rows = rows_of(main_of(own_app.test_client()))
    assert rows[0][1] == "「改订について探討」（原文のまま）"


@pytest.mark.parametrize(
    ("measure", "kind"),
    [
        ("新たな産業拠点の形成", "差し替え"),
        ("大学・研究機関との交流・連携と企業間コミュニティの活動支援", "名称変更"),
        ("青梅版インキュベーションの創出", "新規追加"),
        ("人材の育成支援", "変更なし"),
    ],
)
def test_what_became_of_a_measure_stands_among_what_is_ours_with_the_reason(
    client: FlaskClient, measure: str, kind: str
) -> None:
    (row,) = [row for row in rows_of(main_of(client)) if measure in row[2]]
    assert row[1] == "（記載なし）"
    assert row[3].startswith(kind)
    assert "読み取りました。" in row[3]


def test_what_was_added_has_nothing_beside_it_in_the_older_plan(client: FlaskClient) -> None:
    (row,) = [row for row in rows_of(main_of(client)) if "青梅版インキュベーションの創出" in row[2]]
    assert row[0] == "（なし）"


def test_the_cases_of_a_measure_stand_beside_it(app: Flask, client: FlaskClient) -> None:
    with kit_of(app).readers() as session:
        linked = session.exec(select(Link.case_slug).where(Link.node_key == "2017-rev:kyotsu-2-2")).all()
    assert linked
    row = main_of(client).split("/plans/2017-rev/kyotsu-2-2")[1].split("</tr>")[0]
    assert set(re.findall(r'href="/cases/([^"?]+)"', row)) == set(linked)


def test_a_direction_says_how_many_cases_its_measures_have_and_leads_to_them(client: FlaskClient) -> None:
    page = main_of(client)
    counts = re.findall(r'関わる事例 <a href="([^"]+)">(\d+)件', page)
    assert len(counts) == 7
    for address, number in counts:
        assert f"<strong>{number}件</strong>" in client.get(unescape(address)).text


def test_a_case_that_came_from_the_older_measure_is_marked(own_app: Flask) -> None:
    with own_app.app_context(), transaction() as session:
        reach = session.exec(
            select(Reach).where(Reach.node_key == "2017-rev:kyotsu-2-2", Reach.case_slug == "kiryu-cocotomo")
        ).one()
        reach.way = "lineage"
    page = main_of(own_app.test_client())
    row = page.split("/plans/2017-rev/kyotsu-2-2")[1].split("</tr>")[0]
    marked = row.split("/cases/kiryu-cocotomo")[1].split("</li>")[0]
    assert "改訂をたどって" in marked
    assert row.count("改訂をたどって") == 1
    assert "改訂の前の項目に関連付けられた事例です" in page


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ("r9", "一部改訂計画(案)と新プランの項目を結び付ける記載は、資料の中に見つかっていません。"),
        ("2017", "これより前の計画は、このカタログに登録されていません。"),
    ],
)
def test_a_plan_without_such_a_table_says_why(client: FlaskClient, plan: str, words: str) -> None:
    page = main_of(client, f"/plans/{plan}/changes")
    assert words in page
    assert "<table" not in page


@pytest.mark.parametrize("plan", ["nowhere", "r9'--", "%00", "%ff", "九" * 500])
def test_a_plan_nobody_knows_is_not_found(client: FlaskClient, plan: str) -> None:
    answer = client.get(f"/plans/{plan}/changes")
    assert answer.status_code == 404
    assert 'name="q"' in answer.text


@pytest.mark.parametrize("value", ["<b>", "%00%1b", "x" * 5000, "a3%0d%0aX: y"])
def test_nothing_a_stranger_writes_about_the_paper_does_harm(client: FlaskClient, value: str) -> None:
    answer = client.get(f"{ADDRESS}?paper={value}&number={value}")
    assert answer.status_code == 200
    assert "<b>" not in answer.text
    assert "wide-page paper-a4" in answer.text


def test_it_is_printed_on_the_paper_asked_for_under_its_number(client: FlaskClient) -> None:
    answer = client.get(f"{ADDRESS}?paper=a3&number=資料9-9")
    assert '<body class="wide-page paper-a3">' in answer.text
    assert '<p class="paper-number print-only">資料9-9</p>' in answer.text
