import random
import re
from html import unescape
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeSerializer
from sqlmodel import select
from werkzeug.test import TestResponse

from catalogue.context import transaction
from catalogue.domain.shortlist import LONGEST_NOTE, MOST, Entry, Kept, Shortlist
from catalogue.models import Case, CasePage
from catalogue.web.keeping import COOKIE, packed, serializer
from tests.conftest import kit_of

A, B, C = "kiryu-cocotomo", "nagoya-endoji-online-shotengai", "sakai-jidounten-drone"
MORE = [C, "kawasaki-chizai-matching", "niihama-dx-suishin-lab"]
SHARED = f"/shortlist?case={A}&case={B}&note={A}:見に行く&title=勉強会"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
# What nobody has to remember, but no file or page may stumble over.
AWKWARD = "</script><script>alert(1)</script> =1+1 @SUM(A1) “😀” 𠮷野家 {{ 7*7 }} %0d%0a"


def post(client: FlaskClient, address: str = "/shortlist", **fields: object) -> TestResponse:
    """Press a button of the page's form, as a browser does."""
    token = TOKEN.search(client.get("/cases").text)
    assert token
    return client.post(address, data={"csrf_token": token[1]} | fields)


def save(client: FlaskClient, title: str = "", **fields: object) -> TestResponse:
    """Fill in the fields of the visitor's own list and press a button; notes are named by their case."""
    page = client.get("/shortlist").text
    shown = {name: unescape(value) for name, value in _fields(page)}
    typed = {f"note-{slug}": note for slug, note in fields.items() if slug in (A, B, C)}
    buttons = {name: value for name, value in fields.items() if name not in (A, B, C)} or {"save": "1"}
    return client.post("/shortlist", data=shown | {"title": title} | typed | buttons)


def _fields(page: str) -> list[tuple[str, str]]:
    inputs = re.findall(r'<input type="(?:text|hidden)"[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page)
    areas = re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return [*inputs, *areas]


def listed(client: FlaskClient) -> list[str]:
    """The cases of the visitor's list, in order."""
    slugs: list[str] = client.get("/shortlist?format=json").get_json()["slugs"]
    return slugs


def noted(client: FlaskClient) -> dict[str, str]:
    """The notes that stand in the fields of the visitor's list."""
    fields = _fields(client.get("/shortlist").text)
    return {name.removeprefix("note-"): unescape(words) for name, words in fields if name.startswith("note-")}


def cookie_of(client: FlaskClient) -> str:
    kept = client.get_cookie(COOKIE)
    return kept.value if kept else ""


def count_in_head(page: str) -> str:
    found = re.search(r"<span data-list-count>(\d+)</span>", page)
    assert found
    return found[1]


def signed(app: Flask, kept: Kept) -> str:
    with app.test_request_context():
        return packed(kept)


# What a visitor does


def test_a_case_goes_into_the_list_and_the_visitor_comes_back_to_where_they_were(client: FlaskClient) -> None:
    answer = post(client, add=A, next="/cases?q=商店街")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/cases?q=%E5%95%86%E5%BA%97%E8%A1%97#keep-{A}"
    assert listed(client) == [A]
    assert count_in_head(client.get("/").text) == "1"


def test_hits_cards_and_the_case_itself_say_that_it_is_in_the_list(client: FlaskClient) -> None:
    for address in (f"/cases/{A}", "/cases?q=cocotomo", "/cases?view=table", "/themes/shopping-street"):
        assert f'name="add" value="{A}"' in client.get(address).text, address
    post(client, add=A)
    for address in (f"/cases/{A}", "/cases?q=cocotomo", "/cases?view=table", "/themes/shopping-street"):
        page = client.get(address).text
        assert f'name="drop" value="{A}"' in page, address
        assert f'name="add" value="{A}"' not in page, address


def test_what_is_in_one_visitor_s_list_is_not_seen_by_another(app: Flask, client: FlaskClient) -> None:
    post(client, add=A)
    client.get(f"/cases/{A}")
    other = app.test_client()
    for address in (f"/cases/{A}", "/cases?q=cocotomo"):
        page = other.get(address).text
        assert f'name="add" value="{A}"' in page
        assert count_in_head(page) == "0"


def test_several_cases_are_added_at_once(client: FlaskClient) -> None:
    page = client.get("/themes/dx").text
    button = re.search(r'name="add" value="([^"]+)">このテーマの事例をリストに入れる（(\d+)件）', page)
    assert button
    post(client, add=button[1])
    assert len(listed(client)) == int(button[2]) > 1
    assert "このテーマの事例は、すべてリストに入っています" in client.get("/themes/dx").text


def test_cases_are_moved_and_dropped(client: FlaskClient) -> None:
    post(client, add=[A, B, C])
    post(client, up=C)
    assert listed(client) == [A, C, B]
    post(client, down=A)
    assert listed(client) == [C, A, B]
    post(client, drop=A)
    assert listed(client) == [C, B]


def test_a_cleared_list_comes_back_with_its_notes(client: FlaskClient) -> None:
    post(client, add=[A, B])
    save(client, title="空き店舗", **{A: "見に行く"})
    post(client, clear="1")
    page = client.get("/shortlist").text
    assert "リストを空にしました" in page
    assert "元に戻す（2件のリスト）" in page
    assert listed(client) == []
    post(client, undo="1")
    assert listed(client) == [A, B]
    assert noted(client)[A] == "見に行く"
    assert "元に戻す" not in client.get("/shortlist").text


def test_notes_and_title_are_kept_whatever_they_say(client: FlaskClient) -> None:
    post(client, add=[A, B])
    answer = save(client, title="空き店舗", **{A: AWKWARD, B: "一行目\r\n二行目\x00\x0b"})
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("#saved")
    page = client.get("/shortlist").text
    assert noted(client) == {A: AWKWARD, B: "一行目\n二行目"}
    assert "<h1>空き店舗</h1>" in page
    assert "<script>alert" not in page


def test_pressing_any_button_of_the_list_saves_what_was_typed(client: FlaskClient) -> None:
    post(client, add=[A, B])
    save(client, up=B, **{A: "書きかけ"})
    assert listed(client) == [B, A]
    assert noted(client)[A] == "書きかけ"


def test_an_empty_list_teaches_how_to_fill_it(client: FlaskClient) -> None:
    page = client.get("/shortlist").text
    assert "リストには、まだ事例がありません" in page
    assert "「リストに入れる」を押します" in page


def test_the_list_leads_to_the_comparison_of_its_first_six(app: Flask, client: FlaskClient) -> None:
    with kit_of(app).readers() as session:
        slugs = session.exec(select(CasePage.case_slug)).all()[:8]
    post(client, add=slugs)
    found = re.search(
        r'href="(/compare\?[^"]+)">はじめの6件をくらべる', client.get("/shortlist?paper=a3").text
    )
    assert found
    assert re.findall("case=([a-z0-9-]+)", found[1]) == slugs[:6]
    assert "paper=a3" in found[1]


def test_the_list_says_each_case_as_text_to_copy_with_its_note(client: FlaskClient) -> None:
    post(client, add=[A, B])
    save(client, **{B: "メモの文"})
    texts = re.findall(
        r'<pre class="block-text" id="block-([^"]+)"[^>]*>(.*?)</pre>', client.get("/shortlist").text, re.S
    )
    assert [slug for slug, _ in texts] == [A, B]
    assert "【商店街活性化】円頓寺オンライン商店街（愛知県名古屋市）" in texts[1][1]
    assert "メモの文" in texts[1][1]


# What does not fit


def test_the_sixty_first_case_is_refused_in_a_sentence_and_the_way_back_is_offered(app: Flask) -> None:
    client = app.test_client()
    slugs = [f"case-{number}" for number in range(MOST)]
    client.set_cookie(COOKIE, signed(app, Kept(Shortlist(tuple(map(Entry, slugs))))))
    answer = post(client, add=A, next="/cases?q=桐生")
    assert answer.status_code == 422
    assert "リストに入れられるのは60件までです" in answer.text
    assert '<a href="/cases?q=桐生">前のページに戻る</a>' in answer.text
    assert "Set-Cookie" not in answer.headers
    assert listed(client) == slugs


def test_all_there_is_fits_into_the_cookie_with_a_note_for_every_third(
    app: Flask, client: FlaskClient
) -> None:
    with kit_of(app).readers() as session:
        slugs = session.exec(select(CasePage.case_slug)).all()
    assert len(slugs) > 50
    entries = [
        Entry(slug, f"{number}件目。委員会で紹介する案として、運営費を聞く。" * (number % 3 == 0))
        for number, slug in enumerate(slugs)
    ]
    client.set_cookie(COOKIE, signed(app, Kept(Shortlist(tuple(entries)))))
    assert listed(client) == slugs


def test_too_long_a_note_is_named_and_nothing_typed_is_lost(client: FlaskClient) -> None:
    post(client, add=[A, B])
    long, other = "あ" * (LONGEST_NOTE + 1), "もう一つのメモ"
    answer = save(client, title="名前も", **{A: long, B: other})
    assert answer.status_code == 422
    assert "メモは300文字までです（いま301文字）" in answer.text
    shown = dict(_fields(answer.text))
    assert (shown[f"note-{A}"], shown[f"note-{B}"], shown["title"]) == (long, other, "名前も")
    assert noted(client) == {A: "", B: ""}


def test_notes_that_are_too_long_together_are_refused_with_how_much_to_shorten_and_kept_in_the_fields(
    app: Flask, client: FlaskClient
) -> None:
    with kit_of(app).readers() as session:
        slugs = session.exec(select(CasePage.case_slug)).all()[:20]
    post(client, add=slugs)
    letters = random.Random(2)
    typed = {
        f"note-{slug}": "".join(chr(letters.randint(0x4E00, 0x9FA0)) for _ in range(250 + number))
        for number, slug in enumerate(slugs)
    }
    shown = dict(_fields(client.get("/shortlist").text))
    answer = client.post("/shortlist", data=shown | {"title": ""} | typed)
    assert answer.status_code == 422
    said = re.search(r"全体で、あと(\d+)文字ほど短くしてください", answer.text)
    assert said
    assert f'id="problem-{slugs[-1]}">いちばん長いメモです（269文字）' in answer.text
    fields = dict(_fields(answer.text))
    assert {name: fields[name] for name in typed} == typed
    left = sum(map(len, typed.values())) - int(said[1])
    shorter = {name: words[: int(left / len(typed) * 0.95)] for name, words in typed.items()}
    again = client.post("/shortlist", data=fields | {"title": ""} | shorter)
    assert again.status_code == 303
    assert len(cookie_of(client)) + len(COOKIE) < 4000


def test_two_pages_open_at_once_keep_what_both_save(client: FlaskClient) -> None:
    post(client, add=[A, B])
    left = dict(_fields(client.get("/shortlist").text))
    right = dict(left)
    post(client, add=C)
    assert client.post("/shortlist", data=left | {f"note-{A}": "左"}).status_code == 303
    assert client.post("/shortlist", data=right | {f"note-{B}": "右"}).status_code == 303
    assert noted(client) == {A: "左", B: "右", C: ""}
    answer = client.post("/shortlist", data=right | {f"note-{A}": "右から"})
    assert answer.status_code == 409
    assert "ほかの画面で保存された内容：左" in answer.text
    assert dict(_fields(answer.text))[f"note-{A}"] == "右から"
    assert noted(client)[A] == "左"
    assert client.post("/shortlist", data=dict(_fields(answer.text))).status_code == 303
    assert noted(client)[A] == "右から"


def test_a_note_typed_for_a_case_that_was_dropped_in_another_page_is_shown(client: FlaskClient) -> None:
    post(client, add=[A, B])
    left = dict(_fields(client.get("/shortlist").text))
    post(client, drop=B)
    answer = client.post("/shortlist", data=left | {f"note-{B}": "書きかけのメモ"})
    assert answer.status_code == 409
    assert "リストからはずされた事例のメモ（保存されていません）：<q>書きかけのメモ</q>" in answer.text


# Who may change it


def test_without_a_token_nothing_changes_and_what_was_typed_is_shown_again(client: FlaskClient) -> None:
    post(client, add=A)
    fields = dict(_fields(client.get("/shortlist").text)) | {f"note-{A}": "消えないメモ"}
    answer = client.post("/shortlist", data=fields | {"csrf_token": "wrong"})
    assert answer.status_code == 400
    assert "もう一度「保存する」を押してください" in answer.text
    again = dict(_fields(answer.text))
    assert again[f"note-{A}"] == "消えないメモ"
    assert noted(client)[A] == ""
    assert client.post("/shortlist", data=again).status_code == 303
    assert noted(client)[A] == "消えないメモ"


def test_a_button_pressed_without_a_token_says_what_to_do(client: FlaskClient) -> None:
    answer = client.post("/shortlist", data={"add": A, "next": f"/cases/{A}"})
    assert answer.status_code == 400
    assert "前のページに戻って読み込み直し、もう一度お試しください" in answer.text
    assert f'<a href="/cases/{A}">前のページに戻る</a>' in answer.text
    assert listed(client) == []


def test_what_another_site_sends_is_neither_saved_nor_shown(client: FlaskClient) -> None:
    post(client, add=A)
    answer = client.post("/shortlist", data={"title": "よそから"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert "よそから" not in answer.text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "////evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/%09/evil.example\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "http:evil.example",
        "/[",
        "//[",
        "evil.example",
        "",
        "/" + "a" * 5000,
    ],
)
def test_nobody_is_led_to_another_host(client: FlaskClient, elsewhere: str) -> None:
    answer = post(client, add=A, next=elsewhere)
    assert answer.status_code == 303
    location = answer.headers["Location"]
    assert re.match(r"/[^/\\]", location)
    assert urlsplit(urljoin("http://localhost/shortlist", location)).netloc == "localhost"


@pytest.mark.parametrize("slug", ["gone", "../secret", "<b>", "", "a" * 10_000, "\x00"])
def test_a_case_that_is_not_there_is_refused_in_a_sentence(client: FlaskClient, slug: str) -> None:
    answer = post(client, add=slug)
    assert answer.status_code == 422
    assert "公開されていないか、見つかりません" in answer.text


@pytest.mark.parametrize(
    "fields", [{}, {"up": "gone"}, {"drop": "gone"}, {"undo": "1"}, {"clear": "1"}, {"save": ""}]
)
def test_a_press_that_has_nothing_to_do_does_nothing(client: FlaskClient, fields: dict[str, str]) -> None:
    assert post(client, **fields).status_code == 303
    assert listed(client) == []


@pytest.mark.parametrize("take", ["append", "replace"])
def test_there_is_nothing_to_take_over_where_no_list_is_shared(client: FlaskClient, take: str) -> None:
    assert post(client, take=take).status_code == 422
    assert post(client, "/shortlist?case=gone", take=take).status_code == 422


# The cookie


def hostile_cookies(app: Flask) -> list[str]:
    """Tampered with, signed for something else, signed by us with another shape, and plain noise."""
    right = signed(app, Kept(Shortlist((Entry(A),))))
    other = str(URLSafeSerializer(app.config["SECRET_KEY"], salt="other").dumps([["", A], None]))
    shapes = [
        None,
        1,
        "x",
        [],
        [1, 2],
        [["t", 1], None],
        [["t", ["a"]], None],
        [["t", []], None],
        [[1], None],
        {"a": 1},
    ]
    with app.test_request_context():
        strange = [str(serializer().dumps(shape)) for shape in shapes]
    noise = ["", ".", "a.b.c", "." * 3000, "é", "x" * 8000, '"', "日本語", "a=b; c"]
    return [other, right[:-1], right[1:], f"{right}x", f".{right}", *strange, *noise]


def test_a_cookie_that_is_broken_or_made_up_is_an_empty_list_on_every_page(app: Flask) -> None:
    for cookie in [*(each.encode().decode("latin-1") for each in hostile_cookies(app)), "\xff\xfe"]:
        client = app.test_client(use_cookies=False)
        for address in ("/", "/shortlist", f"/cases/{A}", "/nothing-here"):
            answer = client.get(address, headers={"Cookie": f"{COOKIE}={cookie}"})
            assert answer.status_code == (404 if address == "/nothing-here" else 200), (cookie[:40], address)
            assert count_in_head(answer.text) == "0"


def test_the_cookie_is_kept_from_scripts_and_other_sites_and_for_half_a_year(client: FlaskClient) -> None:
    cookies = post(client, add=A).headers.getlist("Set-Cookie")
    (ours,) = (cookie for cookie in cookies if cookie.startswith(f"{COOKIE}="))
    assert {"HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=15552000"} <= set(ours.split("; "))
    assert "Secure" not in ours


def test_over_https_the_cookie_stays_on_https(client: FlaskClient) -> None:
    page = client.get("/cases", base_url="https://localhost").text
    token = TOKEN.search(page)
    assert token
    answer = client.post(
        "/shortlist",
        data={"csrf_token": token[1], "add": A},
        base_url="https://localhost",
        headers={"Referer": "https://localhost/cases"},
    )
    assert answer.status_code == 303
    assert any("Secure" in cookie for cookie in answer.headers.getlist("Set-Cookie") if COOKIE in cookie)


def test_looking_sets_no_cookie_but_the_one_a_form_needs(app: Flask) -> None:
    for address in ("/", "/themes", "/plans", "/nothing-here", "/about"):
        assert "Set-Cookie" not in app.test_client().get(address).headers, address
    cookies = app.test_client().get("/cases").headers.getlist("Set-Cookie")
    assert [cookie.partition("=")[0] for cookie in cookies] == ["session"]


@pytest.mark.parametrize("address", ["/", "/cases", f"/cases/{A}", "/shortlist", "/nothing-here"])
def test_no_shared_cache_hands_one_visitor_s_page_to_another(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert "Cookie" in answer.headers["Vary"]
    assert "private" in answer.headers["Cache-Control"]


# A list as an address


def test_the_address_of_a_list_shows_the_same_list_to_anybody(app: Flask, client: FlaskClient) -> None:
    post(client, add=[B, A])
    save(client, title="空き店舗 & 交流", **{A: AWKWARD})
    addresses = re.findall(r'id="share-\d" value="([^"]+)" readonly', client.get("/shortlist").text)
    assert len(addresses) == 2
    for address, noted_too in zip(map(unescape, addresses), (False, True), strict=True):
        page = app.test_client().get(address).text
        assert "アドレスで共有されたリストです" in page
        assert page.index(f'id="case-{B}"') < page.index(f'id="case-{A}"')
        assert "<h1>空き店舗 &amp; 交流</h1>" in page
        shown = re.search(r'<div class="listed-note"><span>メモ</span><p>(.*?)</p>', page, re.DOTALL)
        assert (unescape(shown[1]) if shown else None) == (AWKWARD if noted_too else None)
        assert "<textarea" not in page


def test_looking_at_a_shared_list_changes_nothing_of_one_s_own(client: FlaskClient) -> None:
    post(client, add=C)
    page = client.get(SHARED).text
    assert "自分のリスト（1件）の後ろに加える" in page
    assert count_in_head(page) == "1"
    assert listed(client) == [C]


def test_a_shared_list_is_added_behind_one_s_own_with_its_notes(client: FlaskClient) -> None:
    post(client, add=[C, B])
    assert post(client, SHARED, take="append", with_notes="1").headers["Location"] == "/shortlist#taken"
    assert listed(client) == [C, B, A]
    assert noted(client)[A] == "見に行く"


def test_a_shared_list_takes_the_place_of_one_s_own_and_can_be_undone(client: FlaskClient) -> None:
    post(client, add=C)
    post(client, SHARED, take="replace")
    assert listed(client) == [A, B]
    assert noted(client)[A] == ""
    assert "<h1>勉強会</h1>" in client.get("/shortlist").text
    post(client, undo="1")
    assert listed(client) == [C]


def test_a_shared_list_that_does_not_fit_is_refused_where_it_is_shown(app: Flask) -> None:
    client = app.test_client()
    slugs = [f"case-{number}" for number in range(MOST - 1)]
    client.set_cookie(COOKIE, signed(app, Kept(Shortlist(tuple(map(Entry, slugs))))))
    answer = post(client, SHARED, take="append")
    assert answer.status_code == 422
    assert listed(client) == slugs
    assert "あと1件入れられます" in answer.text
    assert "アドレスで共有されたリストです" in answer.text


def test_where_the_notes_of_a_shared_list_do_not_fit_the_cases_alone_do(client: FlaskClient) -> None:
    letters = random.Random(3)
    notes = {slug: "".join(chr(letters.randint(0x4E00, 0x9FA0)) for _ in range(300)) for slug in (A, B)}
    post(client, add=[A, B])
    save(client, **notes)
    more = [chr(letters.randint(0x4E00, 0x9FA0)) for _ in range(900)]
    theirs = "/shortlist?" + urlencode(
        [("case", slug) for slug in MORE]
        + [("note", f"{slug}:{''.join(more[n::3])}") for n, slug in enumerate(MORE)]
    )
    answer = post(client, theirs, take="append", with_notes="1")
    assert answer.status_code == 422
    assert "「メモも取り入れる」をはずすと、事例だけを取り入れられます" in answer.text
    assert post(client, theirs, take="append").status_code == 303
    assert listed(client) == [A, B, *MORE]
    assert noted(client)[A] == notes[A]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"/shortlist?case={A}&case={A}", "同じ事例が2回以上選ばれていた"),
        (f"/shortlist?case={A}&case=gone", "見つからないものがありました（gone）"),
        ("/shortlist?" + urlencode([("case", "gone")]), "表示できる事例がありません"),
        ("/shortlist?case=", "表示できる事例がありません"),
        (f"/shortlist?case={A}&note={A}:{'あ' * 400}", "300文字より長いメモ"),
    ],
)
def test_what_is_wrong_with_an_address_is_said_and_the_rest_is_shown(
    client: FlaskClient, address: str, said: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert said in answer.text
    assert (f'id="case-{A}"' in answer.text) == (A in address)


def test_an_address_with_more_than_sixty_cases_shows_sixty(own_app: Flask) -> None:
    client = own_app.test_client()
    slugs = copies(own_app, MOST + 1)
    page = client.get("/shortlist?" + urlencode([("case", slug) for slug in slugs])).text
    assert "リストに入れられるのは60件まで" in page
    assert page.count('<li class="listed-case') == MOST


def test_sixty_cases_can_be_kept_and_no_more(own_app: Flask) -> None:
    client = own_app.test_client()
    slugs = copies(own_app, MOST + 1)
    post(client, add=" ".join(slugs[:MOST]))
    assert listed(client) == slugs[:MOST]
    assert client.get("/shortlist").status_code == 200
    assert post(client, add=slugs[MOST]).status_code == 422


def copies(app: Flask, count: int) -> list[str]:
    """So many public cases, each like the first; made past the gate, which does not matter here."""
    slugs = [f"copy-of-a-case-{number}" for number in range(count)]
    with app.app_context(), transaction() as session:
        case, page = session.get_one(Case, A), session.get_one(CasePage, A)
        session.add_all(Case(**case.model_dump() | {"slug": slug}) for slug in slugs)
        session.flush()
        session.add_all(
            CasePage(case_slug=slug, data=page.data | {"slug": slug}, card=page.card | {"slug": slug})
            for slug in slugs
        )
    return slugs


@pytest.mark.parametrize(
    "rest",
    [
        "note=:",
        "note=x",
        f"note={A}",
        f"note=nobody:{'x' * 5000}",
        "title=" + "長" * 500,
        "title=%00%FF%FE",
        "format=json",
        "number=資料3-2&paper=a3",
        "note=" + "&note=".join(["a:b"] * 300),
        "case=" + "&case=".join(["x"] * 300),
        "case=%E3%81%82%00&case=../../etc/passwd",
    ],
)
def test_no_address_breaks_the_page(client: FlaskClient, rest: str) -> None:
    assert client.get(f"/shortlist?{rest}").status_code == 200
    assert client.get(f"/shortlist?case={A}&{rest}").status_code == 200


def test_the_number_of_a_meeting_s_paper_is_printed_and_kept(client: FlaskClient) -> None:
    page = client.get(f"{SHARED}&number=資料3-2").text
    assert '<p class="paper-number print-only">資料3-2</p>' in page
    form = page.split('class="paper-form"')[1].split("</form>")[0]
    assert re.findall(r'name="(case|note|title)" value="([^"]+)"', form) == [
        ("case", A),
        ("case", B),
        ("note", f"{A}:見に行く"),
        ("title", "勉強会"),
    ]


def test_a_withdrawn_case_is_said_with_its_note_and_can_be_taken_out(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie(COOKIE, signed(app, Kept(Shortlist((Entry("withdrawn", "大事なメモ"), Entry(A))))))
    page = client.get("/shortlist").text
    assert "見つからないものがありました（withdrawn）" in page
    assert "<q>大事なメモ</q>" in page
    assert f'id="case-{A}"' in page
    post(client, drop="withdrawn")
    assert listed(client) == [A]


def test_shared_lists_are_not_for_search_engines(client: FlaskClient) -> None:
    assert '<meta name="robots" content="noindex">' in client.get(SHARED).text


# For the script


def test_a_script_hears_what_is_in_the_list_and_what_to_say(client: FlaskClient) -> None:
    answer = post(client, add=A, format="json")
    assert answer.get_json() == {"count": 1, "slugs": [A], "said": "リストに入れました（1件）"}
    assert listed(client) == [A]
    answer = post(client, drop=A, format="json")
    assert answer.get_json() == {"count": 0, "slugs": [], "said": "リストからはずしました（0件）"}
    answer = post(client, add="gone", format="json")
    assert answer.status_code == 422
    assert "見つかりません" in answer.get_json()["said"]
