"""A list of which no row names its source: it is named once, on the page of the dry run."""

from flask import Flask
from flask.testing import FlaskClient

from catalogue.context import session
from catalogue.models import finding
from tests.desk.imports.bringing import as_xlsx, bring, result, send, sent, the_import, words
from tests.editing.imports.sheets import HEADINGS, good

WITHOUT = tuple(heading for heading in HEADINGS if not heading.startswith("出典"))
ADDRESS = "https://shiken.example/jireishu"


def bare(number: int) -> dict[str, str]:
    """A row that names no source."""
    return {name: text for name, text in good(number).items() if not name.startswith("出典")}


def test_one_source_is_given_to_all_rows_that_have_none(desk: Flask, editor: FlaskClient) -> None:
    address = bring(editor, bare(0), bare(1), bare(2), headings=WITHOUT)
    page = editor.get(address).text
    assert "出典のない行が3行あります。" in words(page)
    answer = sent(editor, address, {"source:all": f"試験の事例集（試験県、2023年3月） {ADDRESS}"})
    assert answer.status_code == 303
    page = editor.get(address).text
    assert result(page) == "3行すべてを、新しく登録できます。"
    assert ADDRESS in page
    assert sent(editor, address, {}, "/take").status_code == 303
    with desk.app_context():
        slug = (the_import(desk, address).result or {})["cases"][0]["slug"]
        (source,) = finding.newest_of(session(), finding.case_of(session(), slug)).document["sources"]
    assert (source["title"], source["publisher"], source["url"]) == ("試験の事例集", "試験県", ADDRESS)


def test_what_can_be_no_source_is_told_and_kept_in_its_field(editor: FlaskClient) -> None:
    address = bring(editor, bare(0), headings=WITHOUT)
    sent(editor, address, {"source:all": "試験の事例集"})
    page = words(editor.get(address).text)
    assert "すべての行の出典は、アドレス（URL）も発行者も書かれていないので使えません。" in page
    assert "試験の事例集" in page


def test_a_list_whose_rows_name_their_sources_is_not_asked_for_one(editor: FlaskClient) -> None:
    assert "出典のない行の出典" not in editor.get(bring(editor, good(0))).text


def test_a_form_with_one_case_is_refused_with_what_to_do(editor: FlaskClient) -> None:
    rows = [{"a": name, "b": "試験"} for name in ("事例名", "自治体", "概要", "背景", "成果", "出典")]
    answer = send(editor, as_xlsx(*rows, headings=("a", "b"), name="個票"))
    assert answer.status_code == 422
    assert "見出しが縦に並んでいます" in answer.text
