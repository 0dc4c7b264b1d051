import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from catalogue.models import CasePage
from tests.conftest import kit_of

A, B, C = "sakai-jidounten-drone", "kiryu-cocotomo", "higashiomi-community-business-sib"
TWO = f"/compare?case={A}&case={B}"


def main_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.text.split("<main", 1)[1].split("</main>")[0]


def labels(page: str) -> list[str]:
    return re.findall(r'<th scope="row">([^<]+)', page)


def links_of(page: str) -> list[str]:
    return [address.replace("&amp;", "&") for address in re.findall(r'<a [^>]*href="(/compare[^"]*)"', page)]


def test_the_rows_and_their_order_are_those_of_the_address(client: FlaskClient) -> None:
    page = main_of(client, f"{TWO}&row=outcomes&row=place")
    assert labels(page) == ["成果", "自治体と規模"]


def test_a_row_nobody_knows_is_told_and_the_rest_is_shown(client: FlaskClient) -> None:
    page = main_of(client, f"{TWO}&row=place&row=cost")
    assert "次の名前の項目はありません（cost）。" in page
    assert labels(page) == ["自治体と規模"]


def test_a_row_is_moved_by_a_button_to_an_address_that_says_only_the_order(client: FlaskClient) -> None:
    answer = client.get(f"{TWO}&row=place&row=links&row=outcomes&up=outcomes")
    assert answer.status_code == 302
    address = urlsplit(answer.location)
    assert parse_qs(address.query) == {"case": [A, B], "row": ["place", "outcomes", "links"]}
    assert address.fragment == "item-outcomes"


def test_the_usual_rows_in_the_usual_order_need_not_be_said(client: FlaskClient) -> None:
    page = main_of(client, TWO)
    every = "".join(f"&row={key}" for key in re.findall(r'name="row" value="(\w+)" checked', page))
    assert every.count("&row=") == 14
    answer = client.get(f"{TWO}{every}&set=rows")
    assert answer.location == TWO


def test_all_that_is_chosen_stays_in_every_link_to_another_view(client: FlaskClient) -> None:
    chosen = f"{TWO}&row=outcomes&row=place&only=differences&ome=no&paper=a3&number={quote('資料3-2')}"
    page = main_of(client, chosen)
    links = [parse_qs(urlsplit(link).query) for link in links_of(page) if "case=" in link]
    assert links
    for query in links:
        assert query["number"] == ["資料3-2"]
        assert query["paper"] == ["a3"]
    kept = [query for query in links if query.get("row")]
    assert all(query["row"] == ["outcomes", "place"] for query in kept)
    assert len(links) - len(kept) == 1, "only the way back to the usual rows drops them"


def test_a_form_hands_on_everything_it_does_not_ask_for(client: FlaskClient) -> None:
    page = main_of(client, f"{TWO}&row=place&ome=no&paper=a3&number=1")
    for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
        asked = set(re.findall(r'name="(\w+)"', form))
        assert {"case", "row", "ome", "paper", "number"} <= asked, form[:200]


def test_ome_stands_last_and_is_marked_as_no_case_and_not_the_citys_view(client: FlaskClient) -> None:
    head = main_of(client, TWO).split("</thead>")[0].split("<thead>")[1]
    last = head.rsplit('<th scope="col"', 1)[1]
    assert "青梅市" in last
    assert "事例ではなく、市の公式見解でもありません" in last


def test_ome_can_be_left_out(client: FlaskClient) -> None:
    page = main_of(client, f"{TWO}&ome=no")
    assert "comparison-ome" not in page
    assert "青梅市で行うには" in labels(page)


def test_every_question_for_ome_is_a_box_marked_unconfirmed(client: FlaskClient) -> None:
    page = main_of(client, TWO)
    questions = re.findall(r'<p class="comparison-check">(.*?)</p>', page, re.DOTALL)
    assert len(questions) >= 4
    assert all("□" in question and "未確認" in question for question in questions)
    assert "このカタログでは判断していません" in page


def test_every_cell_of_the_table_says_something(client: FlaskClient) -> None:
    for cell in re.findall(r"<td.*?</td>", main_of(client, f"{TWO}&case={C}"), re.DOTALL):
        said = re.sub(r'<span class="comparison-case".*?</span>', "", cell, flags=re.DOTALL)
        assert re.sub(r"<[^>]*>|\s", "", said)


def test_ten_cases_leave_six_and_a_way_to_the_others(client: FlaskClient) -> None:
    slugs = re.findall(r'name="case" value="([^"]+)"', main_of(client, "/compare"))[:10]
    page = main_of(client, "/compare?" + "&".join(f"case={slug}" for slug in slugs))
    assert "一度にくらべられるのは6件までです。はじめの6件を表示し、残りの4件は除いています。" in page
    rest = next(link for link in links_of(page) if f"case={slugs[6]}" in link)
    assert parse_qs(urlsplit(rest).query)["case"] == slugs[6:]


def test_the_same_case_twice_is_one_case_and_teaches_how_to_choose_another(client: FlaskClient) -> None:
    page = main_of(client, f"/compare?case={A}&case={A}")
    assert "同じ事例が2回以上選ばれていたので、1回にまとめました。" in page
    assert "くらべる相手を選んでください。" in page
    assert "<table" not in page


def test_a_withdrawn_case_is_told_and_what_remains_is_shown(own_app) -> None:
    with Session(kit_of(own_app).engine) as session:
        session.delete(session.exec(select(CasePage).where(CasePage.case_slug == C)).one())
        session.commit()
    page = main_of(own_app.test_client(), f"{TWO}&case={C}")
    assert f"見つからないものがありました（{C}）" in page
    assert "2件の事例をくらべる" in page


def test_none_teaches_how_to_choose_and_offers_no_file(client: FlaskClient) -> None:
    page = main_of(client, "/compare")
    assert "くらべる事例を選ぶ" in page
    assert "ファイルで受け取る" not in page


HOSTILE = {
    "a thousand cases": "&".join(f"case=x{number}" for number in range(1000)),
    "a thousand rows": f"case={A}&case={B}&" + "&".join(f"row=x{number}" for number in range(1000)),
    "control characters": f"case=%00%1b&case={A}&case={B}&row=%00&only=%00&ome=%00&number=%00%e2%80%ae&paper=%00",
    "half a letter": f"case=%ff%fe&case=%ed%a0%80&case={A}&row=%ff",
    "nothing said": "case=&row=&only=&ome=&paper=&number=&up=&down=",
    "markup": f"case={quote('<script>alert(1)</script>')}&row={quote('<b>')}&number={quote('<i>')}&case={A}&case={B}",
    "a long name": "case=" + "a" * 50_000,
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_address_is_answered(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/compare?{query}", follow_redirects=True)
    assert answer.status_code == 200
    assert len(answer.data) < 300_000
    for raw in ("<script>alert", "<b>", "<i>", "\x00"):
        assert raw not in answer.text


def test_a_paper_for_a_meeting_has_its_number_and_its_size(client: FlaskClient) -> None:
    answer = client.get(f"{TWO}&paper=a3&number={quote('資料3-2')}")
    assert '<body class="wide-page paper-a3">' in answer.text
    assert '<p class="paper-number print-only">資料3-2</p>' in answer.text


def test_a_theme_compares_without_ome(client: FlaskClient) -> None:
    page = main_of(client, "/themes/dx")
    assert "自治体と規模" in labels(page)
    assert "comparison-ome" not in page
