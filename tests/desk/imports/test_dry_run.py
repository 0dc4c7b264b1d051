"""The dry run of a sheet of cases: what it says, what is decided and mended on its page; nothing typed is lost."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue.domain.grid import Place
from tests.desk.imports.bringing import (
    as_xlsx,
    bring,
    decide,
    result,
    send,
    sent,
    the_import,
    three,
    version,
    words,
)
from tests.editing.imports.sheets import HEADINGS, cell, good, row_key

CASE = "kiryu-cocotomo"


def step(page: str, name: str) -> str:
    """How far a step is."""
    for found in re.findall(r'<li class="import-step.*?</li>', page, re.DOTALL):
        if name in words(found):
            return words(found)
    raise AssertionError(name)


def field(page: str, name: str) -> str:
    """What stands in a field."""
    found = re.search(rf'<(?:input|select|textarea)[^>]*name="{re.escape(name)}"[^>]*>', page)
    assert found, name
    if found[0].startswith("<input"):
        value = re.search(r'value="([^"]*)"', found[0])
        assert value
        return unescape(value[1])
    rest = page[found.end() :]
    if found[0].startswith("<textarea"):
        return unescape(rest[: rest.index("</textarea>")]).removeprefix("\n")
    chosen = re.search(r'<option value="([^"]*)" selected', rest[: rest.index("</select>")])
    assert chosen
    return unescape(chosen[1])


def test_mistakes_are_told_by_row_and_cell_with_the_reason_and_a_field(editor: FlaskClient) -> None:
    page = editor.get(bring(editor, good(0), good(1, 状況="やっている最中"), good(2, 題名=""))).text
    assert result(page) == "3行のうち、1件を新しく登録でき、2行に直すところがあります。"
    assert "4 直すところ 2行、2か所" in step(page, "直すところ")
    place = cell(1, "状況")
    assert f" {place.rpartition('!')[2]} 状況 " in words(page)
    assert "「やっている最中」は選べません" in page
    assert field(page, f"cell:{place}") == "やっている最中"
    assert '<option value="継続中">継続中</option>' in page
    assert field(page, f"cell:{cell(2, '題名')}") == ""


def test_mending_a_cell_judges_everything_anew_and_leads_to_the_result(
    desk: Flask, editor: FlaskClient
) -> None:
    address = bring(editor, good(0), good(1, 状況="やっている最中"))
    answer = sent(editor, address, {f"cell:{cell(1, '状況')}": "継続中"})
    assert answer.status_code == 303
    assert answer.location.endswith("#summary")
    page = editor.get(answer.location).text
    assert result(page) == "2行すべてを、新しく登録できます。"
    assert "確かめ直しました" in page
    assert the_import(desk, address).choices["cells"] == {cell(1, "状況"): "継続中"}


def test_what_was_mended_can_be_mended_again_and_taken_back(desk: Flask, editor: FlaskClient) -> None:
    address = bring(editor, good(0, 題名="試験用の題名"), good(1))
    name = f"cell:{cell(0, '題名')}"
    sent(editor, address, {f"cell:{cell(1, '状況')}": "継続中", name: "別の題名"})
    page = editor.get(address).text
    assert "この画面で直したセル" in page
    assert field(page, name) == "別の題名"
    assert "もとの表：試験用の題名" in page
    sent(editor, address, {name: "試験用の題名"})
    assert the_import(desk, address).choices["cells"] == {cell(1, "状況"): "継続中"}


def test_a_form_that_changes_nothing_leaves_everything_as_it_is(desk: Flask, editor: FlaskClient) -> None:
    address = bring(editor, good(0), good(1, 状況="やっている最中"))
    before = the_import(desk, address).version
    answer = sent(editor, address, {f"cell:{cell(1, '状況')}": "やっている最中"})
    assert answer.status_code == 303
    assert (the_import(desk, address).version, the_import(desk, address).choices) == (before, {})


def test_what_is_wrong_in_the_same_way_in_many_rows_is_mended_once(desk: Flask, editor: FlaskClient) -> None:
    address = bring(editor, *(good(number, 状況="やっている最中") for number in range(4)))
    page = editor.get(address).text
    assert "列「状況」の「やっている最中」 4行" in words(page)
    assert page.count('name="cell:') == 0
    places = "\r\n".join(cell(number, "状況") for number in range(4))
    key = re.findall(r'name="same:([^"]+)"', page)[0]
    assert unescape(field(page, f"same-places:{key}")) == places.replace("\r\n", "\n")
    answer = sent(editor, address, {f"same:{key}": "継続中", f"same-places:{key}": places})
    assert result(editor.get(answer.location).text) == "4行すべてを、新しく登録できます。"


def test_what_is_the_same_can_be_mended_row_by_row_too(desk: Flask, editor: FlaskClient) -> None:
    address = bring(editor, *(good(number, 状況="やっている最中") for number in range(4)))
    answer = sent(editor, address, {"to": "each:1"})
    assert answer.location.endswith("?each=1#mend")
    page = editor.get(answer.location).text
    assert page.count('name="cell:') == 4
    assert "まとめて直す" in page


def test_a_field_without_a_column_is_not_mended_over_another_one(editor: FlaskClient) -> None:
    """What a sheet of sources has no column for is told at its ID, which must not be written over."""
    headings = ["ID", "題名", "都道府県", "市区町村", "テーマ", "分類", "概要"]
    sources = [
        ["ID", "番号", "資料の題名", "発行者"],
        *(["新1", "1", "資料", "境町"], ["新2", "1", "資料", "境町"]),
    ]
    rows = [good(number, ID=f"新{number + 1}") for number in range(2)]
    answer = send(editor, as_xlsx(*rows, headings=headings, 出典=sources))
    page = editor.get(answer.location).text
    assert "この項目の列がありません" in page
    assert "出典（1）の種類 2行" in words(page)
    assert 'name="cell:' not in page
    assert 'name="same:' not in page


def test_a_row_can_be_left_out_and_taken_in_after_all(desk: Flask, editor: FlaskClient) -> None:
    address = bring(editor, good(0), good(1, 題名=""))
    sent(editor, address, {f"skip:{row_key(1)}": "yes"})
    page = editor.get(address).text
    assert result(page) == "2行のうち、1件を新しく登録でき、1行は取り込みません。"
    assert "取り込まないことにした行" in page
    sent(editor, address, {f"take:{row_key(1)}": "yes"})
    assert "rows" not in the_import(desk, address).choices


def test_columns_of_a_foreign_list_are_confirmed_with_one_press(desk: Flask, editor: FlaskClient) -> None:
    headings = ["事業の名称", "自治体名", "テーマ", "分類", "事業概要", "資料名", "発行元", "種別", "URL"]
    row = dict(
        zip(
            headings,
            [
                "空き家の活用",
                "茨城県境町",
                "商店街活性化",
                "交流拠点整備",
                "概要です。",
                "資料",
                "境町",
                "公式",
                "https://example.jp/a",
            ],
            strict=True,
        )
    )
    address = send(editor, as_xlsx(row, headings=headings, name="Sheet1")).location
    page = editor.get(address).text
    assert "列がどの項目かを確かめてください。" in result(page)
    assert "列を確かめる" in step(page, "1")
    assert "列が決まると分かります" in step(page, "直すところ")
    assert 'id="mend"' not in page
    fields = {name: field(page, name) for name in re.findall(r'name="(column:[^"]+)"', page)}
    assert fields["column:Sheet1!A1"] == "title"
    assert "空き家の活用" in page
    answer = sent(editor, address, fields)
    page = editor.get(answer.location).text
    assert "すべて分かりました" in step(page, "1")
    assert 'name="column:Sheet1!A1"' in page  # and can be changed still


def test_what_is_odd_in_rows_is_told_once_the_columns_are_known(editor: FlaskClient) -> None:
    headings = ["事業の名称", "自治体名", "テーマ", "分類", "事業概要", "出典", "URL"]
    row = dict.fromkeys(headings, "試験") | {"自治体名": "茨城県境町", "テーマ": "商店街活性化"}
    row |= {"分類": "交流拠点整備", "出典": "試験の資料", "URL": "https://siryo.example/1"}
    address = send(editor, as_xlsx(row, headings=headings, name="Sheet1")).location
    page = editor.get(address).text
    odd = "発行者のない出典（1件）は、アドレスのサイト名"
    assert odd not in page
    sent(editor, address, {name: field(page, name) for name in re.findall(r'name="(column:[^"]+)"', page)})
    assert odd in words(editor.get(address).text)


def test_what_is_wrong_with_a_cell_in_the_same_way_many_times_is_told_once_in_the_list(
    editor: FlaskClient,
) -> None:
    headings = ["題名", "市区町村", "テーマ", "分類", "概要", "出典"]
    row = {
        "題名": "空き家の活用",
        "市区町村": "茨城県境町",
        "概要": "試験です。",
        "出典": "試験の資料1\n試験の資料2",
    }
    address = send(editor, as_xlsx(row, headings=headings, name="Sheet1")).location
    page = editor.get(address).text
    sent(editor, address, {name: field(page, name) for name in re.findall(r'name="(column:[^"]+)"', page)})
    listed = words(editor.get(f"{address}/rows").text)
    assert listed.count("出典の発行者が分かりません") == 1
    assert "出典（1）の発行者など2か所：" in listed


def test_two_columns_taken_for_the_same_are_mended_where_columns_are_chosen(
    desk: Flask, editor: FlaskClient
) -> None:
    headings = ["題名", "名称", "市区町村", "テーマ", "分類", "概要"]
    row = {"題名": "空き家の活用", "名称": "空き家", "市区町村": "茨城県境町", "概要": "概要です。"}
    address = send(editor, as_xlsx(row, headings=headings, name="Sheet1")).location
    page = editor.get(address).text
    columns = {name: field(page, name) for name in re.findall(r'name="(column:[^"]+)"', page)}
    sent(editor, address, {**columns, "column:Sheet1!B1": "title"})
    page = editor.get(address).text
    assert "1列を直す" in step(page, "1")
    part = page[page.index('id="columns" open') : page.index('id="mend"')]
    assert "同じ項目の列が2つあります" in part
    sent(editor, address, {"column:Sheet1!B1": ""})
    assert "すべて分かりました" in step(editor.get(address).text, "1")


def test_a_field_that_somebody_else_has_changed_since_is_decided_about(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    first = send(editor, as_xlsx({"ID": CASE, "場所": "先に保存した場所"}, headings=["ID", "場所"])).location
    sent(editor, first, {}, "/take")
    row = {"ID": CASE, "版": "1", "場所": "表で書いた場所"}
    address = send(editor, as_xlsx(row, headings=["ID", "版", "場所"])).location
    page = editor.get(address).text
    assert "4 食い違い 1項目を決める" in step(page, "食い違い")
    said = words(page)
    assert "表の内容にする 表で書いた場所" in said
    assert "いまの内容のままにする 先に保存した場所" in said
    name = re.findall(r'name="(field:[^"]+)"', page)[0]
    sent(editor, address, {name: "theirs"})
    assert "いまの内容と同じです" in result(editor.get(address).text)
    sent(editor, address, {name: "mine"})
    assert "内容を変えられます" in result(editor.get(address).text)


def test_a_case_that_waits_for_approval_is_told_of_with_a_way_to_it(editor: FlaskClient) -> None:
    first = send(editor, as_xlsx({"ID": CASE, "場所": "別の場所"}, headings=["ID", "場所"])).location
    sent(editor, first, {}, "/take")
    editor.post(f"/desk/cases/{CASE}/submit", data={"number": "2"})
    page = editor.get(
        send(editor, as_xlsx({"ID": CASE, "場所": "また別の場所"}, headings=["ID", "場所"])).location
    ).text
    assert "承認を待っています" in page
    assert f'<a href="/desk/cases/{CASE}">原稿のページを開く</a>' in page
    assert "この項目の列がありません" not in page


def test_a_theme_that_is_not_there_is_chosen_or_made(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    address = bring(editor, good(0, テーマ="観光まちづくり", 分類="特産品づくり"), good(1))
    page = editor.get(address).text
    assert result(page) == "2行のうち、1件を新しく登録でき、1行に決めることが残っています。"
    assert "テーマ「観光まちづくり」 1行" in words(page)
    name = re.findall(r'name="(name:[^"]+)"', page)[0]
    sent(editor, address, {unescape(name): "+"})
    page = editor.get(address).text
    assert "承認の役割が必要です" in page
    assert "件を取り込む</button>" not in page
    page = approver.get(address).text
    assert "テーマ「観光まちづくり」、分類「特産品づくり」" in page
    assert "公開のページにも、すぐに出ます。" in page
    assert "2件を取り込む</button>" in page
    sent(editor, address, {unescape(name): "dx"})
    assert "分類「特産品づくり」 （テーマ「DX化」）" in words(editor.get(address).text)


def test_a_list_without_a_column_of_categories_is_asked_once_for_each_theme(
    desk: Flask, editor: FlaskClient
) -> None:
    headings = [name for name in HEADINGS if name != "分類"]
    rows = [good(number, テーマ="DX化") for number in range(3)]
    address = send(editor, as_xlsx(*rows, headings=headings)).location
    page = editor.get(address).text
    assert result(page) == "3行すべてに、決めることが残っています。"
    assert "テーマ「DX化」の行の分類 （表に列がありません） 3行" in words(page)
    name = unescape(re.findall(r'name="(name:[^"]+)"', page)[0])
    assert '<option value="+"' not in page
    sent(editor, address, {name: "dx/dx"})
    assert "決めることが残っています" in result(editor.get(address).text)  # there is no such category
    value = re.findall(r'<option value="(dx/[^"]+)"', page)[0]
    sent(editor, address, {name: value})
    assert result(editor.get(address).text) == "3行すべてを、新しく登録できます。"


def test_a_list_that_says_nothing_of_themes_is_asked_once_for_all(desk: Flask, editor: FlaskClient) -> None:
    headings = [name for name in HEADINGS if name not in ("テーマ", "分類")]
    address = send(editor, as_xlsx(*three(), headings=headings)).location
    page = editor.get(address).text
    assert "すべての行のテーマと分類 （表に列がありません） 3行" in words(page)
    name = unescape(re.findall(r'name="(name:[^"]+)"', page)[0])
    value = re.findall(r'<option value="(dx/[^"]+)"', page)[0]
    sent(editor, address, {name: value})
    assert result(editor.get(address).text) == "3行すべてを、新しく登録できます。"


def test_a_row_like_a_case_that_is_there_is_decided_about(desk: Flask, editor: FlaskClient) -> None:
    alike = good(0, 題名="cocotomo（ココトモ）", 都道府県="群馬県", 市区町村="桐生市")
    address = bring(editor, alike, good(1))
    page = editor.get(address).text
    assert "1行に決めることが残っています" in result(page)
    assert f'href="/desk/cases/{CASE}"' in page
    assert "題名が似ています" in page
    for value in ("new", f"update:{CASE}", "skip"):
        assert f'name="row:{row_key(0)}" value="{value}"' in page
    sent(editor, address, {f"row:{row_key(0)}": f"update:{CASE}"})
    page = editor.get(address).text
    assert result(page) == "2行のうち、1件を新しく登録でき、1件の内容を変えられます。"
    assert "書き換える事例（1件）" in page
    assert f'name="row:{row_key(0)}" value="update:{CASE}" checked' in page


def test_many_rows_that_are_alike_are_decided_about_at_once(desk: Flask, editor: FlaskClient) -> None:
    address = bring(editor, good(0), good(0), good(0))
    page = editor.get(address).text
    assert "まだ決めていない2行を、まとめて決める" in page
    places = field(page, "rows-all-keys")
    answer = sent(editor, address, {"rows-all": "skip", "rows-all-keys": places, f"row:{row_key(2)}": "new"})
    page = editor.get(answer.location).text
    assert result(page) == "3行のうち、2件を新しく登録でき、1行は取り込みません。"


def test_many_names_the_catalogue_lacks_are_made_at_once(editor: FlaskClient, approver: FlaskClient) -> None:
    address = bring(editor, *(good(number, 分類=f"試験用の分類{number}") for number in range(3)))
    page = editor.get(address).text
    assert "まだ決めていない3つを、まとめて決める" in page
    name = re.findall(r'name="(name:[^"]+)"', page)[0]
    near = re.findall(r'<option value="([a-z-]+/[^"]+)"', page)[0]
    keys = field(page, "names-all-keys")
    sent(editor, address, {"names-all": "+", "names-all-keys": keys, name: near, f"was:{name}": ""})
    page = approver.get(address).text
    assert result(page) == "3行すべてを、新しく登録できます。"
    assert field(page, name) == near
    assert len(re.findall(r'<option value="\+" selected', page)) == 2


def test_a_long_list_of_mistakes_comes_a_page_at_a_time_and_turning_over_keeps_what_was_typed(
    desk: Flask, editor: FlaskClient
) -> None:
    address = bring(editor, *(good(number, 題名="") for number in range(60)))
    page = editor.get(address).text
    assert page.count('name="cell:') == 50
    first = f"cell:{cell(0, '題名')}"
    answer = sent(editor, address, {first: "書きかけの題名", "to": "mend:2", "at-mend": "1"})
    assert answer.location.endswith("?mend=2#mend")
    assert the_import(desk, address).choices["cells"] == {first.removeprefix("cell:"): "書きかけの題名"}
    second = editor.get(answer.location).text
    second = second[second.index('id="mend"') : second.index('id="mended"')]
    assert second.count('name="cell:') == 9
    assert 'name="at-mend" value="2"' in editor.get(answer.location).text


def test_somebody_else_who_decided_meanwhile_is_told_of_and_nothing_typed_is_lost(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    address = bring(editor, good(0), good(1, 題名=""), good(2, 概要=""))
    stale = version(editor, address)
    sent(approver, address, {f"cell:{cell(2, '概要')}": "ほかの人が書いた概要。"})
    typed = {"version": stale, f"cell:{cell(1, '題名')}": "わたしが書いた題名", f"skip:{row_key(1)}": "yes"}
    answer = editor.post(address, data=typed)
    assert answer.status_code == 409
    assert "ほかの人がこの取込みについて決めました" in answer.text
    assert field(answer.text, f"cell:{cell(1, '題名')}") == "わたしが書いた題名"
    assert f'name="skip:{row_key(1)}" value="yes" checked' in answer.text
    assert "ほかの人が書いた概要。" in answer.text
    assert f"{cell(1, '題名')} わたしが書いた題名" in words(answer.text)
    again = {**typed, "version": field(answer.text, "version")}
    assert editor.post(address, data=again).status_code == 303


def test_a_stale_form_that_changes_nothing_says_so_too(editor: FlaskClient, approver: FlaskClient) -> None:
    address = bring(editor, good(0), good(1, 題名=""))
    stale = version(editor, address)
    sent(approver, address, {f"cell:{cell(1, '題名')}": "題名"})
    assert editor.post(address, data={"version": stale}).status_code == 409


def test_a_decision_that_is_none_is_refused_and_the_page_stays(editor: FlaskClient) -> None:
    address = bring(editor, good(0))
    answer = decide(editor, address, **{f"row__{row_key(0)}": "なにか"})
    assert answer.status_code == 422
    assert "読み取れませんでした" in answer.text


def test_what_would_change_in_a_case_is_shown_letter_by_letter(editor: FlaskClient) -> None:
    row = {"ID": CASE, "概要": "試験用に書き換えた概要です。"}
    page = editor.get(send(editor, as_xlsx(row, headings=["ID", "概要"])).location).text
    assert result(page) == "1行で、いまある事例の内容を変えられます。"
    part = page[page.index('id="changes"') :]
    assert f'href="/desk/cases/{CASE}"' in part
    assert "<ins>" in part
    assert "<del>" in part
    assert "概要" in words(part)


def test_an_empty_cell_that_empties_a_field_is_announced(editor: FlaskClient) -> None:
    page = editor.get(send(editor, as_xlsx({"ID": CASE}, headings=["ID", "背景"])).location).text
    assert "か所が消えます" in words(page).replace(" ", "")
    assert "表の空のセルのとおりに" in page


def test_every_row_is_listed_with_what_would_become_of_it(editor: FlaskClient) -> None:
    address = bring(editor, good(0), good(1, 題名=""), *(good(number) for number in range(2, 130)))
    page = editor.get(f"{address}/rows").text
    assert "130行" in page
    assert page.count("行目</td>") == 100
    assert editor.get(f"{address}/rows?page=2").text.count("行目</td>") == 30
    wrong = words(editor.get(f"{address}/rows?fate=problem").text)
    name = cell(1, "題名").rpartition("!")[2]
    assert f" {name} 題名：必ず記入してください。" in wrong.replace("　", " ")
    assert editor.get(f"{address}/rows?fate=nonsense&page=99999999999999999999").status_code == 200


def test_a_sheet_of_many_rows_stays_a_light_page(editor: FlaskClient) -> None:
    page = editor.get(bring(editor, *(good(number) for number in range(300)))).text
    assert result(page) == "300行すべてを、新しく登録できます。"
    assert len(page) < 60_000


@pytest.mark.parametrize("number", ["99", "99999999999999999999", "x", "0"])
@pytest.mark.parametrize("act", ["", "/rows", "/problems.xlsx", "/undo", "/drop"])
def test_there_is_no_page_for_an_import_that_is_not_there(editor: FlaskClient, number: str, act: str) -> None:
    assert editor.get(f"/desk/imports/cases/{number}{act}").status_code == 404


def test_place_names_are_read_back_as_they_are_written(editor: FlaskClient) -> None:
    from catalogue.desk.imports.cases.typed import place_named

    for place in (Place("事例", 0, 0), Place("一覧 (2)!", 1999, 199), Place("a", 98, 26)):
        assert place_named(str(place)) == place
    for name in ("", "C5", "事例!", "事例!5C", "事例!C0", "事例!C-1"):
        assert place_named(name) is None


def test_headings_of_the_tests_are_known(editor: FlaskClient) -> None:
    page = editor.get(bring(editor, *three())).text
    assert f"見出しから分かった列（{len(HEADINGS)}列）" in page
