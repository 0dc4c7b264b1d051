import re
import shutil

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from catalogue.domain.facets import FACETS, Sort
from catalogue.models import Case
from catalogue.reading.browsing import browse, shelf_of
from catalogue.reading.search import PER_PAGE
from catalogue.search.port import Query
from catalogue.web.home import EXAMPLES
from tests.conftest import kit_of

OURS = ("q", "from", "to", "sort", "view", "page", "case")
# Names that mean something to the function that makes addresses; in an address of ours they mean nothing.
FLASKS = ("endpoint", "_anchor", "_method", "_scheme", "_external", "values")


def hits(client: FlaskClient, **asked: object) -> list[str]:
    """Slugs of the cases the page links to, in the order a reader meets them."""
    main = client.get("/cases", query_string=asked).text.split("<main", 1)[1]
    results = main.split('class="hits"', 1)[-1]
    return list(dict.fromkeys(re.findall(r'href="/cases/([a-z0-9-]+)"', results)))


def count(client: FlaskClient, **asked: object) -> int:
    """How many cases the page says it found."""
    page = client.get("/cases", query_string=asked).text
    found = re.search(r"<strong>(\d+)件</strong>", page)
    assert found, page[:500]
    return int(found[1])


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("空き店舗", "kiryu-cocotomo"),
        ("境町", "sakai-jidounten-drone"),
        ("知財", "kawasaki-chizai-matching"),
        ("自律飛行", "sakai-jidounten-drone"),
        ("自立飛行", "sakai-jidounten-drone"),
        ("仲間まわし", "ota-digital-juhatchu-nakamamawashi"),
        ("ＳＩＢ", "higashiomi-community-business-sib"),
        ("円頓寺", "nagoya-endoji-online-shotengai"),
        ("新居浜", "niihama-dx-suishin-lab"),
        ("スマートシティＡｉＣＴ", "aizuwakamatsu-smartcity-aict"),
        ("eスポーツ", "higashiomi-community-business-sib"),
    ],
)
def test_a_reader_finds_the_case_they_have_in_mind_first(client: FlaskClient, words: str, first: str) -> None:
    assert hits(client, q=words)[0] == first


def test_half_width_letters_ask_for_the_same(client: FlaskClient) -> None:
    found = hits(client, q="ﾄﾞﾛｰﾝ")
    assert "sakai-jidounten-drone" in found
    assert found == hits(client, q="ドローン") == hits(client, q="　ドローン　")


def test_the_words_found_are_marked(client: FlaskClient) -> None:
    assert "<mark>空き店舗</mark>" in client.get("/cases?q=空き店舗").text


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_on_the_first_page_really_give_something(client: FlaskClient, example: str) -> None:
    assert hits(client, q=example)


def test_values_of_one_facet_add_up_and_facets_narrow_each_other(client: FlaskClient) -> None:
    dx, new = count(client, theme="dx"), count(client, theme="new-business")
    assert count(client, theme=["dx", "new-business"]) == dx + new
    both = count(client, theme=["dx", "new-business"], prefecture="130001")
    assert 0 < both < dx + new
    assert both == count(client, theme="dx", prefecture="130001") + count(
        client, theme="new-business", prefecture="130001"
    )


def test_a_prefecture_may_be_named_as_well_as_numbered(client: FlaskClient) -> None:
    assert "kiryu-cocotomo" in hits(client, prefecture="群馬県")
    assert hits(client, prefecture="群馬県") == hits(client, prefecture="100005")


def test_a_node_and_its_facet_count_the_same_cases(client: FlaskClient) -> None:
    by_browsing = count(client, node="r9:v4-3")
    assert by_browsing > 1
    page = client.get("/plans/r9/v4-3").text
    shown = set(
        re.findall(r'href="/cases/([a-z0-9-]+)"', page.split("ことばが近い事例")[0].split("<main")[1])
    )
    assert len(shown) == by_browsing


def test_years_may_be_typed_in_either_count_and_mean_fiscal_years(client: FlaskClient) -> None:
    assert hits(client, **{"from": "2020", "to": "2020"}) == hits(client, **{"from": "令和2", "to": "R2年度"})
    assert "sakai-jidounten-drone" in hits(client, **{"from": "2020", "to": "2020"})
    assert "kiryu-cocotomo" not in hits(client, **{"from": "1950"})


def test_a_year_that_is_none_is_said_and_kept_as_typed(client: FlaskClient) -> None:
    answer = client.get("/cases?q=空き店舗&from=きのう")
    assert answer.status_code == 422
    assert "開始年度「きのう」は読み取れませんでした" in answer.text
    assert 'value="きのう"' in answer.text
    assert "kiryu-cocotomo" in answer.text


def test_the_newest_come_first_and_those_without_a_date_last(app: Flask, client: FlaskClient) -> None:
    pages = -(-count(client) // PER_PAGE)
    ordered = [slug for page in range(1, pages + 1) for slug in hits(client, sort="newest", page=page)]
    with kit_of(app).readers() as session:
        years = dict(session.exec(select(Case.slug, Case.started_year)).all())
    assert len(ordered) == len(years)
    known = [years[slug] for slug in ordered if years[slug] is not None]
    assert known == sorted(known, reverse=True)
    assert all(years[slug] is None for slug in ordered[len(known) :])


def test_chips_take_back_one_choice_each(client: FlaskClient) -> None:
    page = client.get("/cases?theme=dx&status=ongoing&q=企業").text
    assert "テーマ：② DX化" in page
    assert re.search(r'class="chip" href="/cases\?q=[^"]*&amp;status=ongoing"', page)


@pytest.mark.parametrize("view", ["list", "table", "map"])
def test_each_view_shows_the_same_cases(client: FlaskClient, view: str) -> None:
    page = client.get(f"/cases?category=community-hub&view={view}").text.split("<main", 1)[1]
    assert set(re.findall(r'href="/cases/([a-z0-9-]+)"', page)) == {"kiryu-cocotomo", "shiwa-ogal"}


def test_a_query_nobody_can_satisfy_leads_on(client: FlaskClient) -> None:
    answer = client.get("/cases?q=量子暗号通信網&theme=dx")
    assert answer.status_code == 200
    assert "条件に合う事例は、まだ登録されていません" in answer.text
    assert "しぼりこみをすべてはずしてさがす" in answer.text
    assert 'href="/themes/smart-city"' in answer.text


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "*",
        "((((",
        "AND OR NOT",
        "title:",
        "a" * 10_000,
        "あ" * 10_000,
        "空き店舗" * 2_500,
        "[1 TO",
        "~~~^5",
        "😀",
        "\u0000\u0001",
        "</script><script>alert(1)</script>",
        "'; DROP TABLE case;--",
        "%",
        "　",
    ],
)
def test_nothing_a_stranger_types_is_an_error(client: FlaskClient, words: str) -> None:
    answer = client.get("/cases", query_string={"q": words})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from([*FACETS, *OURS, *FLASKS]),
        st.lists(st.text(max_size=30), min_size=1, max_size=3),
    )
)
def test_no_address_of_the_search_page_breaks_it(client: FlaskClient, asked: dict[str, list[str]]) -> None:
    answer = client.get(
        "/cases", query_string={name: list(map(encodable, values)) for name, values in asked.items()}
    )
    assert answer.status_code in (200, 422)


def encodable(text: str) -> str:
    """Half a surrogate pair cannot be sent over the wire."""
    return text.encode("utf-8", "replace").decode("utf-8")


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999999999999999999", "１"])
def test_a_page_that_is_not_there_is_no_error(client: FlaskClient, page: str) -> None:
    assert client.get(f"/cases?page={page}").status_code == 200


def test_while_the_index_is_gone_search_says_so_browsing_goes_on_and_a_rebuild_mends_it(
    own_app: Flask,
) -> None:
    client = own_app.test_client()
    assert hits(client, q="空き店舗")
    shutil.rmtree(kit_of(own_app).settings.search_folder)
    searched = client.get("/cases?q=空き店舗")
    assert searched.status_code == 503
    assert "言葉での検索は、いま準備中です" in searched.text
    assert "kiryu-cocotomo" in hits(client, category="community-hub")
    assert client.get("/cases/kiryu-cocotomo").status_code == 200
    assert client.get("/plans/r9/v2-2").status_code == 200
    rebuilt = own_app.test_cli_runner().invoke(args=["index", "rebuild"])
    assert rebuilt.exit_code == 0
    assert hits(client, q="空き店舗")[0] == "kiryu-cocotomo"


def test_the_nearest_to_ome_come_first(app: Flask, client: FlaskClient) -> None:
    ordered = hits(client, sort="likeness")
    with kit_of(app).readers() as session:
        scores = dict(session.exec(select(Case.slug, Case.likeness_score)).all())
    told = [scores[slug] or 0.0 for slug in ordered]
    assert len(told) == PER_PAGE
    assert told == sorted(told, reverse=True)
    assert "aizuwakamatsu-smartcity-aict" in ordered[:3]


@pytest.mark.parametrize(
    "facet", ["theme", "category", "likeness", "status", "evidence", "funding", "method", "completeness"]
)
def test_every_count_beside_a_value_is_what_choosing_it_finds(client: FlaskClient, facet: str) -> None:
    page = client.get("/cases").text
    values = re.findall(rf'name="{facet}" value="([^"]+)">.*?facet-count">(\d+)<', page.replace("\n", " "))
    assert values
    for value, number in values:
        assert count(client, **{facet: value}) == int(number)


@pytest.mark.parametrize("words", ["商店街", "自動運転", "人材"])
def test_with_words_too_every_count_is_what_choosing_it_finds(client: FlaskClient, words: str) -> None:
    page = client.get("/cases", query_string={"q": words}).text
    values = re.findall(r'name="theme" value="([^"]+)">.*?facet-count">(\d+)<', page.replace("\n", " "))
    assert values
    for value, number in values:
        assert count(client, q=words, theme=value) == int(number)


@pytest.mark.parametrize("name", FLASKS)
def test_a_parameter_that_means_nothing_here_changes_nothing(client: FlaskClient, name: str) -> None:
    answer = client.get("/cases", query_string={name: "javascript"})
    assert answer.status_code == 200
    assert 'rel="next" href="/cases?page=2"' in answer.text
    assert "javascript" not in answer.text.split("<main")[1].split("</main>")[0]


def test_an_address_with_thousands_of_values_is_answered_at_its_worth(client: FlaskClient) -> None:
    asked = [(facet, f"{'(' * 70}{number}") for facet in FACETS for number in range(60)]
    answer = client.get("/cases", query_string=asked)
    assert answer.status_code == 200
    assert len(answer.data) < 1_000_000


def test_years_the_wrong_way_round_are_said(client: FlaskClient) -> None:
    answer = client.get("/cases?from=2020&to=2010")
    assert answer.status_code == 422
    assert "範囲が逆になっています" in answer.text


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.CHECKED, Sort.LIKENESS])
@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"theme": frozenset({"dx", "green"})},
        {"status": frozenset({"ongoing"}), "likeness": frozenset({"near"})},
    ],
)
def test_browsing_answers_as_the_index_would(
    app: Flask, sort: Sort, chosen: dict[str, frozenset[str]]
) -> None:
    asked = Query(chosen=chosen, sort=sort, limit=100, year_from=2000 if chosen else None)
    with kit_of(app).readers() as session:
        browsed = browse(shelf_of(session), asked)
    searched = kit_of(app).index.search(asked)
    assert [hit.slug for hit in browsed.hits] == [hit.slug for hit in searched.hits]
    assert {name: dict(counts) for name, counts in browsed.counts.items() if counts} == {
        name: dict(counts) for name, counts in searched.counts.items() if counts
    }
    assert dict(browsed.years) == dict(searched.years)
