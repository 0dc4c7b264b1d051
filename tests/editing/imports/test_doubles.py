"""A row that is like a case, or like a row above it, waits until somebody has said what it is."""

from flask import Flask

from catalogue.editing.imports.cases.judgement import Choice, Verdict
from tests.editing.imports import sheets
from tests.editing.imports.sheets import brought, decide, good, judged, row_key, rows_of, take_in
from tests.editing.reviewing import CASE, editor, save

SOURCE = "出典：アドレス（URL）"


def test_a_row_like_a_case_waits_for_a_choice_and_says_why(own_app: Flask) -> None:
    who = editor(own_app)
    row = rows_of(own_app, who, brought(own_app, who, _like_kiryu(own_app)))[0]
    assert row.undecided
    assert [(each.slug, each.reason, each.public) for each in row.alike] == [(CASE, "題名が似ています", True)]


def test_until_it_is_decided_nothing_is_taken_in(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, _like_kiryu(own_app), good(1))
    judgement = judged(own_app, who, import_id)
    assert not judgement.ready
    assert judgement.counts == {Verdict.NEW: 2}


def test_it_can_be_another_case_after_all(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, _like_kiryu(own_app))
    decide(own_app, who, import_id, rows={row_key(0): "new"})
    row = rows_of(own_app, who, import_id)[0]
    assert (row.undecided, row.choice, row.verdict) == (False, Choice.AS_NEW, Verdict.NEW)
    assert row.alike
    take_in(own_app, who, import_id)
    assert sheets.document(own_app, "kiryu-1")["title"] == row.title


def test_it_can_rewrite_that_case_and_its_empty_cells_say_nothing(own_app: Flask) -> None:
    who = editor(own_app)
    save(own_app, who, subtitle="残る副題")
    before = sheets.document(own_app, CASE)
    headings = (*sheets.HEADINGS, "副題")
    page = "https://www.city.kiryu.example/atarashii"
    import_id = brought(own_app, who, _like_kiryu(own_app) | {SOURCE: page}, headings=headings)
    decide(own_app, who, import_id, rows={row_key(0): f"update:{CASE}"})
    row = rows_of(own_app, who, import_id)[0]
    assert (row.verdict, row.slug, row.updates) == (Verdict.CHANGE, CASE, CASE)
    take_in(own_app, who, import_id)
    after = sheets.document(own_app, CASE)
    assert after["subtitle"] == "残る副題"
    assert after["summary"]["text"] == sheets.GOOD["概要"]
    assert after["activities"] == before["activities"]
    assert after["sources"][:-1] == before["sources"]
    assert after["sources"][-1]["url"] == page
    assert after["status"] == before["status"]


def test_two_rows_cannot_rewrite_one_case(own_app: Flask) -> None:
    who = editor(own_app)
    first, second = _like_kiryu(own_app), _like_kiryu(own_app) | {"概要": "ほかの概要。"}
    import_id = brought(own_app, who, first, second)
    decide(own_app, who, import_id, rows={row_key(0): f"update:{CASE}", row_key(1): f"update:{CASE}"})
    rows = rows_of(own_app, who, import_id)
    assert [bool(row.mistakes) for row in rows] == [False, True]


def test_of_two_rows_that_are_alike_the_lower_one_is_asked_about(own_app: Flask) -> None:
    who = editor(own_app)
    rows = [good(0), good(1), good(0, 題名="試験：空き店舗の貸出し窓口を開く", **{SOURCE: ""})]
    found = rows_of(own_app, who, brought(own_app, who, *rows))
    assert [row.undecided for row in found] == [False, False, True]
    assert [str(place) for place in found[2].twins] == [row_key(0)]
    assert found[2].suggested is None


def test_a_row_that_stands_twice_is_suggested_to_be_left_out(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, good(0), good(0))
    row = rows_of(own_app, who, import_id)[1]
    assert (row.undecided, row.suggested) == (True, Choice.SKIP)
    decide(own_app, who, import_id, rows={row_key(1): "skip"})
    assert len(take_in(own_app, who, import_id)["cases"]) == 1


def test_leaving_out_the_upper_row_settles_the_lower_one(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, good(0), good(0))
    decide(own_app, who, import_id, rows={row_key(0): "skip"})
    assert not rows_of(own_app, who, import_id)[1].undecided


def test_rows_of_different_towns_are_not_taken_for_one(own_app: Flask) -> None:
    who = editor(own_app)
    found = rows_of(own_app, who, brought(own_app, who, good(0), good(0, 市区町村="五霞町")))
    assert not any(row.undecided for row in found)


def test_a_case_that_was_imported_and_is_not_public_is_found_as_well(own_app: Flask) -> None:
    who = editor(own_app)
    take_in(own_app, who, brought(own_app, who, good(0)))
    row = rows_of(own_app, who, brought(own_app, who, good(0)))[0]
    assert [(each.slug, each.public) for each in row.alike] == [("sakai-1", False)]
    assert row.alike[0].reason == "題名が似ています、同じ出典を使っています"


def _like_kiryu(app: Flask) -> dict[str, str]:
    document = sheets.document(app, CASE)
    return good(0, 題名=document["title"], 都道府県="群馬県", 市区町村="桐生市", **{SOURCE: ""})
