import json
import re
import sqlite3
from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from catalogue.models import Case, Event, Outcome, PlanNode, Source
from tests.conftest import kit_of

TITLES = {
    "sakai-jidounten-drone": "自動運転バス・ドローン",
    "aizuwakamatsu-smartcity-aict": "スマートシティ会津若松",
    "niihama-dx-suishin-lab": "新居浜市DX推進ラボ",
    "ota-digital-juhatchu-nakamamawashi": "デジタル受発注システム",
    "higashiomi-community-business-sib": "コミュニティビジネススタートアップ支援事業",
    "kawasaki-chizai-matching": "知的財産マッチング事業",
    "nagoya-endoji-online-shotengai": "円頓寺オンライン商店街",
    "kiryu-cocotomo": "「cocotomo」",
}
EIGHT = tuple(TITLES)


def main_of(client: FlaskClient, address: str) -> str:
    """The part of a page that is its own."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.text.split("<main", 1)[1].split("</main>")[0]


@pytest.mark.parametrize("slug", EIGHT)
def test_a_case_has_its_title_sources_links_figure_and_what_is_unknown(
    client: FlaskClient, slug: str
) -> None:
    page = main_of(client, f"/cases/{slug}")
    assert f"<h1>{TITLES[slug]}</h1>" in page
    assert "青梅市商・工業振興プラン 構成骨子（案）" in page
    assert 'id="source-1"' in page
    assert "/plans/r9/v" in page
    assert "青梅市事例カタログ作成" in page
    assert "まだ分からないこと" in page


@pytest.mark.parametrize("slug", EIGHT)
def test_every_source_number_on_a_case_page_leads_to_a_source(client: FlaskClient, slug: str) -> None:
    page = main_of(client, f"/cases/{slug}")
    cited = set(re.findall(r'href="#(source-\d+)"', page))
    assert cited
    assert cited <= set(re.findall(r'id="(source-\d+)"', page))


def test_every_outcome_and_event_names_its_source_or_says_it_has_none(
    app: Flask, client: FlaskClient
) -> None:
    with kit_of(app).readers() as session:
        outcomes, events = session.exec(select(Outcome)).all(), session.exec(select(Event)).all()
        sourced = set(session.exec(select(Source.case_slug)))
        everyone = set(session.exec(select(Case.slug)))
    assert sourced == everyone
    assert all(row.source_numbers for row in outcomes)
    without = {row.case_slug for row in events if not row.source_numbers}
    assert without
    for slug in without:
        assert "出典なし" in main_of(client, f"/cases/{slug}").split("経過</h3>")[1].split("</ol>")[0]


def test_where_the_outline_and_public_sources_disagree_the_page_says_both(client: FlaskClient) -> None:
    page = main_of(client, "/cases/sakai-jidounten-drone")
    disagreements = page.split("資料によって異なること")[1]
    assert "レベル3.5" in disagreements
    assert "構成骨子（案）の記載" in disagreements


def test_the_table_of_the_outline_is_a_real_table(client: FlaskClient) -> None:
    page = main_of(client, "/cases/higashiomi-community-business-sib")
    table = page.split("<caption>令和7年度採択事業")[1].split("</table>")[0]
    assert '<th scope="col">団体名</th>' in table
    assert "Orangeの会" in table
    assert "合同会社集楽" in table


def test_a_slip_of_the_outline_is_quoted_as_it_stands_and_said_to_be_so(client: FlaskClient) -> None:
    page = main_of(client, "/cases/sakai-jidounten-drone")
    assert re.search(r"自立飛行[^<]*」[^<]*（原文のまま", page)


@pytest.mark.parametrize("slug", EIGHT)
def test_a_case_describes_itself_in_the_words_of_schema_org(client: FlaskClient, slug: str) -> None:
    page = client.get(f"/cases/{slug}").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found
    described = json.loads(found[1])
    assert described["@type"] == "Article"
    assert described["headline"] == TITLES[slug]
    assert described["url"].endswith(f"/cases/{slug}")
    assert len(described["citation"]) >= 2


@pytest.mark.parametrize("slug", EIGHT)
def test_every_case_has_a_drawn_cover_that_says_it_is_drawn(client: FlaskClient, slug: str) -> None:
    answer = client.get(f"/cases/{slug}/cover.svg")
    assert answer.mimetype == "image/svg+xml"
    assert "（表紙の図案）</title>" in answer.text
    again = client.get(f"/cases/{slug}/cover.svg", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_pictures_are_served_in_the_widths_the_page_names_and_kept_for_ever(client: FlaskClient) -> None:
    page = main_of(client, "/cases/kiryu-cocotomo")
    named = set(re.findall(r"(/figures/[0-9a-f]{64}/\d+-([0-9a-f]{16})\.(\w+))", page))
    assert {kind for *_, kind in named} == {"webp", "png"}  # it is drawn: nothing of its lines is lost
    for address, name, kind in named:
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (200, f"image/{kind}")
        assert sha256(answer.data).hexdigest().startswith(name)
        assert "immutable" in answer.headers["Cache-Control"]
    assert re.search(r'<img src="/figures/[^"]+"[^>]* alt="[^"]{20,}" width="1600" height="900"', page)


@pytest.mark.parametrize(
    "address",
    [
        "/figures/" + "0" * 64 + "/640.png",
        "/figures/../secret_key/640.png",
        "/figures/x/y",
        "/figures/%2e%2e/640.png",
    ],
)
def test_no_other_bytes_than_those_of_a_public_figure_are_served(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_node_shows_its_exact_wording_and_the_cases_with_the_reason(client: FlaskClient) -> None:
    page = main_of(client, "/plans/r9/v5-2")
    assert (
        "自動運転、ドローン配送、AIによる交通制御等により、幹線道路やインターチェンジ周辺の混雑緩和や"
        "郊外部での物資輸送の円滑化が進んでいます。" in page
    )
    assert "/cases/sakai-jidounten-drone" in page


def test_a_case_linked_to_a_measure_is_found_from_what_the_measure_was_and_the_page_says_by_which_way(
    app: Flask, client: FlaskClient
) -> None:
    with kit_of(app).readers() as session:
        assert session.get(PlanNode, "2017:kyotsu-2-2") is not None
    page = main_of(client, "/plans/2017/kyotsu-2-2")
    lineage = page.split("計画の改訂をたどって関わる事例")[1]
    assert "/cases/kiryu-cocotomo" in lineage
    assert "一部改訂計画(案)の「施策2 創業支援センターを核とした創業支援」への関連付けによる" in lineage


def test_every_node_of_every_plan_has_a_page(app: Flask, client: FlaskClient) -> None:
    with kit_of(app).readers() as session:
        nodes = session.exec(select(PlanNode)).all()
    assert len(nodes) > 70
    for node in nodes:
        page = main_of(client, f"/plans/{node.plan_slug}/{node.code}")
        for words in [node.title, *(node.text or [])]:
            assert words is None or words in page


def test_the_comparison_of_plans_keeps_the_three_headings_and_the_words_of_the_paper(
    client: FlaskClient,
) -> None:
    page = main_of(client, "/plans/2017-rev/changes")
    headings = re.findall(r'<th scope="col">([^<]+)</th>', page)
    assert headings == ["現行計画", "変更方針", "一部改訂計画(案)"]
    assert "「委員からのご意見を踏まえ、施策3のタイトルを変更」" in page
    assert "読み取り" in page


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/plans/r9/changes", "資料の中に見つかっていません"),
        ("/plans/2017/changes", "これより前の計画は、このカタログに登録されていません"),
    ],
)
def test_a_plan_without_lineage_says_so(client: FlaskClient, address: str, words: str) -> None:
    assert words in main_of(client, address)


def test_every_count_in_a_plan_is_what_its_link_finds(client: FlaskClient) -> None:
    page = main_of(client, "/plans/r9")
    counts = re.findall(r'href="(/cases\?node=[^"]+)">(?:<span[^>]*>[^<]*</span>)?事例 (\d+)件', page)
    assert len(counts) > 10
    for address, number in counts:
        assert f"<strong>{number}件</strong>" in client.get(address).text


def test_home_counts_what_there_is(app: Flask, client: FlaskClient) -> None:
    page = main_of(client, "/")
    with kit_of(app).readers() as session:
        assert f"{len(session.exec(select(Case)).all())}件の取組" in page
    assert page.count("/themes/") >= 9
    assert "美しい山" not in page  # the long sentences stand on the pages of their nodes


def test_comparing_names_what_is_not_stated_and_can_show_differences_only(client: FlaskClient) -> None:
    address = "/compare?case=kiryu-cocotomo&case=niihama-dx-suishin-lab"
    whole = main_of(client, address)
    assert "記載なし" in whole
    labels = re.findall(r'<th scope="row">([^<]+)', whole)
    assert labels[0] == "自治体と規模"
    same = re.findall(r'<th scope="row">([^<]+)<span class="comparison-same">', whole)
    differing = re.findall(r'<th scope="row">([^<]+)', main_of(client, address + "&only=differences"))
    assert differing == [label for label in labels if label not in same]


def test_comparing_keeps_the_order_of_the_address_and_offers_to_change_it(client: FlaskClient) -> None:
    head = main_of(client, "/compare?case=kiryu-cocotomo&case=kawasaki-chizai-matching").split("</thead>")[0]
    assert head.index("「cocotomo」") < head.index("知的財産マッチング事業")
    assert "/compare?case=kawasaki-chizai-matching&amp;case=kiryu-cocotomo" in head


def test_more_than_six_or_unknown_cases_are_said(client: FlaskClient) -> None:
    everything = "&".join(f"case={slug}" for slug in EIGHT)
    assert "一度にくらべられるのは6件までです" in main_of(client, f"/compare?{everything}")
    assert "見つからないものがありました" in main_of(client, "/compare?case=kiryu-cocotomo&case=gone")


def test_comparing_nothing_teaches_how_to_choose(client: FlaskClient) -> None:
    page = main_of(client, "/compare")
    assert {*EIGHT} <= set(re.findall(r'type="checkbox" name="case" value="([^"]+)"', page))


def test_a_theme_puts_its_cases_side_by_side(client: FlaskClient) -> None:
    page = main_of(client, "/themes/dx")
    assert "<table" in page
    assert "共通点と違い" in page


def test_a_municipality_without_cases_says_so_and_ome_is_known(client: FlaskClient) -> None:
    assert "おうめし" in main_of(client, "/municipalities/132055")
    assert "まだ登録されていません" in main_of(client, "/municipalities/132055")


@pytest.mark.parametrize(
    "address",
    [
        "/cases/nothing-here",
        "/themes/nothing",
        "/plans/nothing",
        "/plans/r9/nothing",
        "/plans/nothing/changes",
        "/municipalities/999999",
        "/nothing",
    ],
)
def test_an_unknown_address_gives_a_page_with_a_search_box(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert 'name="q"' in answer.text
    assert "Traceback" not in answer.text


def test_a_mistyped_address_offers_the_case_that_was_meant(client: FlaskClient) -> None:
    assert "/cases/kiryu-cocotomo" in client.get("/cases/kiryu-cocotom").text


def test_a_method_a_page_does_not_know_gets_a_sentence(client: FlaskClient) -> None:
    answer = client.delete("/cases")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "もう一度お試しください" in answer.text


@pytest.mark.parametrize("host", ["a..b", "..", "x" * 64 + ".example", "a b", "["])
def test_a_host_that_is_none_is_refused_or_ignored_and_never_a_failure(
    client: FlaskClient, host: str
) -> None:
    assert client.get("/cases/kiryu-cocotomo", headers={"Host": host}).status_code in (200, 400)


def test_no_page_may_load_anything_from_elsewhere_or_run_anything_inline(client: FlaskClient) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_a_static_file_is_kept_for_ever_under_the_version_it_has_and_no_other(client: FlaskClient) -> None:
    page = client.get("/").text
    address = re.search(r'href="(/static/css/base\.css\?v=[0-9a-f]{12})"', page)
    assert address
    assert "immutable" in client.get(address[1], buffered=True).headers["Cache-Control"]
    assert "immutable" not in client.get("/static/css/base.css", buffered=True).headers.get(
        "Cache-Control", ""
    )


def test_the_operator_hears_that_the_service_is_alive(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok", "search": "ok"}


def test_a_database_that_is_not_ready_gets_a_sentence_and_no_trace(empty_app: Flask) -> None:
    kit = kit_of(empty_app)
    with sqlite3.connect(kit.settings.data / "catalogue.sqlite") as connection:
        connection.execute('DROP TABLE "case_page"')
    answer = empty_app.test_client().get("/cases/anything")
    assert answer.status_code == 503
    assert "データベースを使えない状態です" in answer.text


def test_an_unexpected_failure_shows_no_trace(own_app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    kit = kit_of(own_app)
    with kit.writers() as session:
        session.get_one(Case, "kiryu-cocotomo").started_year = 1
        session.commit()
    with sqlite3.connect(kit.settings.data / "catalogue.sqlite") as connection:
        connection.execute("UPDATE case_page SET data = '{}' WHERE case_slug = 'kiryu-cocotomo'")
    answer = own_app.test_client().get("/cases/kiryu-cocotomo")
    assert answer.status_code == 500
    assert "ご迷惑をおかけしています" in answer.text
    assert "KeyError" not in answer.text
    assert "an unexpected failure" in caplog.text


def test_readers_look_while_somebody_writes(own_app: Flask) -> None:
    with kit_of(own_app).writers() as session:
        session.get_one(Case, "kiryu-cocotomo").title = "書きかけ"
        session.flush()
        assert own_app.test_client().get("/cases/kiryu-cocotomo").status_code == 200
