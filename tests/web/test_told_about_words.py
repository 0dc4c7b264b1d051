"""What the search page tells of how words were taken, and whether it can be taken back."""

import html
import re
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from catalogue.reading.search import PER_PAGE
from catalogue.settings import ROOT

PARTIAL = "ここから下は、言葉の一部を含む事例です"
GOES_ON = "言葉の一部を含む事例（前のページからの続き）"
# Common enough that some cases have all of these words, and more than a page only some.
COMMON = "商店街 起業 大学 企業 補助金"


def told(client: FlaskClient, **asked: object) -> str:
    """The page as it is read: no markup, entities as characters."""
    page = client.get("/cases", query_string=asked).text.split("<main", 1)[1]
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def link(client: FlaskClient, words: str, **asked: object) -> str:
    """The address of the link that says these words."""
    page = client.get("/cases", query_string=asked).text
    found = re.search(rf'href="([^"]+)"[^>]*>{words}<', page)
    assert found, words
    return html.unescape(found[1])


def count(page: str) -> int:
    found = re.search(r"(\d+)件", page.rsplit("しぼりこむ", maxsplit=1)[-1])
    assert found
    return int(found[1])


def test_a_synonym_that_was_looked_for_too_is_told_and_can_be_left_out(client: FlaskClient) -> None:
    assert re.search(
        "「クラファン」は「クラウドファンディング」.*も探しました。", told(client, q="クラファン")
    )
    only = client.get(link(client, "入力した言葉だけで探す", q="クラファン")).text
    assert "も探しました" not in only
    assert "クラウドファンディング</mark>" not in only


def test_what_was_left_out_stands_as_a_chip_that_brings_it_back(client: FlaskClient) -> None:
    page = client.get("/cases?q=クラファン&exact=1").text
    chip = re.search(r'class="chip" href="([^"]+)">入力した言葉だけで探す', page)
    assert chip
    assert "も探しました。" in client.get(html.unescape(chip[1])).text
    assert '<input type="hidden" name="exact" value="1">' in page


def test_a_reading_is_told(client: FlaskClient) -> None:
    assert re.search("「おうめ」は「青梅市?」の読みとしても探しました。", told(client, q="おうめ"))


def test_a_slip_of_the_finger_is_told_and_its_correction_is_a_link(client: FlaskClient) -> None:
    page = told(client, q="ドロン")
    assert re.search(
        "もしかして「ドローン」？ 「ドロン」は見つからなかったため、「ドローン」.*で探しました。", page
    )
    assert "「ドロン」は、どの事例にも見つかりませんでした" not in page
    corrected = client.get(link(client, "「ドローン」", q="ドロン")).text
    assert "もしかして" not in corrected
    assert "<mark>ドローン</mark>" in corrected


def test_words_that_were_excluded_and_words_that_are_nowhere_are_told(client: FlaskClient) -> None:
    assert "「オンライン」を含む事例を除いています。" in told(client, q="商店街 -オンライン")
    assert "「量子暗号」は、どの事例にも見つかりませんでした。" in told(client, q="商店街 量子暗号")


def test_how_a_case_was_found_is_said_with_the_place(client: FlaskClient) -> None:
    assert re.search(r"類義語で一致（[^）]+）", told(client, q="クラファン"))
    assert re.search(r"読みで一致（[^）]+）", told(client, q="おうめ"))
    assert re.search(r"つづりの近い言葉で一致（[^）]+）", told(client, q="ドロン"))
    assert re.search(r"すべての言葉を含む（[^）]+）", told(client, q="商店街 空き店舗"))
    assert re.search(r"言葉の一部を含む（[^）]+）", told(client, q="商店街 空き店舗"))


def test_all_words_come_before_some_and_the_border_is_shown_once_over_all_pages(
    client: FlaskClient,
) -> None:
    first = told(client, q=COMMON)
    full, total = re.search(r"すべてを含む事例は(\d+)件", first), count(first)
    assert full is not None
    pages = [told(client, q=COMMON, page=page) for page in range(1, -(-total // PER_PAGE) + 1)]
    assert len(pages) > 1
    hows = [how for page in pages for how in re.findall("(すべての言葉|言葉の一部)を含む[・（]", page)]
    assert hows == ["すべての言葉"] * int(full[1]) + ["言葉の一部"] * (total - int(full[1]))
    assert sum(page.count(PARTIAL) for page in pages) == 1
    assert all(GOES_ON in page for page in pages[int(full[1]) // PER_PAGE + 1 :])


def test_in_another_order_there_is_no_border(client: FlaskClient) -> None:
    assert PARTIAL not in told(client, q=COMMON, sort="newest")


def test_the_table_shows_the_border_too(client: FlaskClient) -> None:
    page = client.get("/cases", query_string={"q": COMMON, "view": "table"}).text
    assert f'<th scope="rowgroup" colspan="10">{PARTIAL}</th>' in page


def _examples_on(page: str) -> list[str]:
    shown = page.split('class="tips-list"')[1].split("</dl>", maxsplit=1)[0]
    return [html.unescape(address) for address in re.findall(r'href="([^"]+)"', shown)]


@pytest.mark.parametrize("page", ["/cases", "/about"])
def test_every_example_of_the_query_language_gives_something(client: FlaskClient, page: str) -> None:
    examples = _examples_on(client.get(page).text)
    assert len(examples) >= 8
    for address in examples:
        found = client.get(address)
        assert found.status_code == 200
        assert "<strong>0件</strong>" not in found.text, address


def test_the_examples_of_the_guide_give_something_too(client: FlaskClient) -> None:
    guide = Path(ROOT / "docs/guide.ja.md").read_text(encoding="utf-8")
    section = guide.split("### くわしくさがす")[1].split("\n### ")[0]
    examples = re.findall(r"`([^`]+)`", section)
    assert len(examples) >= 7
    for example in examples:
        assert count(told(client, q=example)) > 0, example


def test_nobody_is_left_with_nothing(client: FlaskClient) -> None:
    page = client.get("/cases?q=ヴョヴョ&exact=1").text
    assert "条件に合う事例は、まだ登録されていません" in page
    assert "似た意味の言葉や読みも含めてさがす" in page
    assert "すべての事例を見る" in page


def test_a_text_that_is_too_long_is_looked_for_as_far_as_it_goes_and_this_is_said(
    client: FlaskClient,
) -> None:
    answer = client.get("/cases", query_string={"q": "商店街" * 66 + "を活性化したい"})
    assert answer.status_code == 200
    assert "検索の言葉は200文字までです。後ろの「性化したい」は使っていません。" in answer.text
    longer = told(client, q="商店街 " * 3_000)
    assert re.search("検索の言葉は200文字までです。後ろの「[^」]{1,20}…」は使っていません。", longer)
    assert "200文字まで" not in told(client, q="商" * 200 + "　")


HOSTILE = {
    "asterisk": "*",
    "wildcards": "a*b*c*",
    "brackets": "((((" * 40,
    "range": "[a TO",
    "terms": " ".join(f"語{number}" for number in range(10_000)),
    "NUL": "\u0000",
    "surrogates": "%ED%A0%80",
    "right to left": "\u202e\u200f商店街\u2066",
    "a megabyte": "a" * 1_000_000,
    "quotes": '"' * 199,
    "operators": "OR AND NOT -" * 15,
    "exclusions": "-a " * 66,
    "prefixes": "自治体:テーマ:施策:年度:" * 10,
    "alternatives": "あ OR " * 40,
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("more", ["", "&exact=1", "&view=table&sort=newest"], ids=["plain", "exact", "table"])
def test_no_hostile_query_is_an_error_or_takes_long(client: FlaskClient, words: str, more: str) -> None:
    client.get("/cases?q=商店街")
    asked = words if words.startswith("%") else quote(words)
    begun = time.monotonic()
    answer = client.get(f"/cases?q={asked}{more}")
    assert answer.status_code == 200
    assert time.monotonic() - begun < 2
