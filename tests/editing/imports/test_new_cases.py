"""A row that is no case yet becomes one: with what a sheet need not say, under an address of its own."""

from flask import Flask

from catalogue.domain.clock import day_in_tokyo
from catalogue.domain.workflow import State
from catalogue.editing.imports.cases.judgement import Verdict
from catalogue.models import Case, finding
from tests.conftest import kit_of
from tests.editing.imports import sheets
from tests.editing.imports.sheets import brought, cell, good, grid, rows_of, take_in
from tests.editing.loading import looking
from tests.editing.reviewing import editor, trail


def test_a_good_row_would_be_a_new_case_and_nothing_stands_in_its_way(own_app: Flask) -> None:
    judgement = sheets.judged(own_app, editor(own_app), brought(own_app, editor(own_app), good()))
    assert judgement.ready, judgement
    assert judgement.counts == {Verdict.NEW: 1}
    row = judgement.rows[0]
    assert (row.title, row.where, row.slug) == ("試験：空き店舗の貸出し窓口", "茨城県境町", "sakai-1")
    assert not row.mistakes


def test_what_is_taken_in_is_a_draft_of_whoever_did_it_and_not_public(own_app: Flask) -> None:
    who = editor(own_app)
    result = take_in(own_app, who, brought(own_app, who, good()))
    assert [(each["slug"], each["number"], each["was"], each["created"]) for each in result["cases"]] == [
        ("sakai-1", 1, None, True)
    ]
    with looking(own_app) as session:
        dossier = finding.case_of(session, "sakai-1")
        revision = finding.newest_of(session, dossier)
        assert finding.state_of(session, revision) is State.DRAFT
        assert (revision.author, revision.author_id) == (who.name, who.id)
        assert revision.note == "取込み（事例一覧.xlsx）"
        assert dossier.public_number is None
        assert session.get(Case, "sakai-1") is None


def test_what_the_sheet_does_not_say_is_not_made_up(own_app: Flask) -> None:
    who = editor(own_app)
    take_in(own_app, who, brought(own_app, who, good()))
    document = sheets.document(own_app, "sakai-1")
    assert document["status"] == "unknown"
    assert document["checked"] == {
        "on": day_in_tokyo(kit_of(own_app).now()).isoformat(),
        "how": "持ち込まれた表から登録（出典・先方には未確認）",
        "by_person": False,
    }
    assert document["started"] is None
    assert document["activities"] == []


def test_the_one_source_vouches_for_the_summary(own_app: Flask) -> None:
    who = editor(own_app)
    take_in(own_app, who, brought(own_app, who, good()))
    document = sheets.document(own_app, "sakai-1")
    assert document["summary"]["sources"] == [source["key"] for source in document["sources"]]


def test_every_new_case_of_a_town_gets_an_address_of_its_own(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, good(0), good(1), good(2))
    assert [row.slug for row in rows_of(own_app, who, import_id)] == ["sakai-1", "sakai-2", "sakai-3"]
    take_in(own_app, who, import_id)
    again = brought(own_app, who, good(3))
    assert rows_of(own_app, who, again)[0].slug == "sakai-4"


def test_an_id_that_can_be_an_address_becomes_it_and_any_other_only_joins_rows(own_app: Flask) -> None:
    who = editor(own_app)
    rows = [good(0, ID="sakai-akitenpo"), good(1, ID="新1"), good(2, ID="12"), good(3, ID="new")]
    found = rows_of(own_app, who, brought(own_app, who, *rows))
    assert [row.slug for row in found] == ["sakai-akitenpo", "sakai-1", "sakai-2", "sakai-3"]


def test_two_rows_cannot_have_one_id(own_app: Flask) -> None:
    who = editor(own_app)
    rows = [good(0, ID="sakai-akitenpo"), good(1, ID="sakai-akitenpo")]
    import_id = brought(own_app, who, *rows)
    first, second = rows_of(own_app, who, import_id)
    assert not first.mistakes
    assert [str(mistake.place) for mistake in second.mistakes] == [cell(1, "ID")]
    sheets.decide(own_app, who, import_id, cells={cell(1, "ID"): "sakai-kyushoku"})
    assert sheets.judged(own_app, who, import_id).ready


def test_a_revision_of_a_case_that_is_not_there_is_a_mistake(own_app: Flask) -> None:
    who = editor(own_app)
    row = rows_of(own_app, who, brought(own_app, who, good(0, ID="sakai-dokonimonai", 版="3")))[0]
    assert row.verdict is Verdict.PROBLEM
    assert [(str(each.place), each.typed) for each in row.mistakes] == [(cell(0, "版"), "3")]


def test_all_mistakes_of_all_rows_are_told_at_once_each_with_its_cell(own_app: Flask) -> None:
    who = editor(own_app)
    wrong = good(0, 題名="", 状況="休止中かも", 市区町村="境町町")
    also = good(1, **{"出典：種類": "うわさ", "出典：アドレス（URL）": "ftp://example.jp/a", "分類": ""})
    found = rows_of(own_app, who, brought(own_app, who, wrong, also))
    told = [{(str(each.place), each.typed) for each in row.mistakes} for row in found]
    assert told == [
        {(cell(0, "題名"), ""), (cell(0, "状況"), "休止中かも"), (cell(0, "市区町村"), "境町町")},
        {
            (cell(1, "出典：種類"), "うわさ"),
            (cell(1, "出典：アドレス（URL）"), "ftp://example.jp/a"),
            (cell(1, "分類"), ""),
        },
    ]


def test_a_closed_list_offers_its_words(own_app: Flask) -> None:
    who = editor(own_app)
    mistake = rows_of(own_app, who, brought(own_app, who, good(0, 状況="休止中かも")))[0].mistakes[0]
    assert mistake.label == "状況"
    assert "継続中" in mistake.options


def test_a_mended_cell_is_judged_anew(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, good(0, 状況="休止中かも"))
    sheets.decide(own_app, who, import_id, cells={cell(0, "状況"): "縮小"})
    assert sheets.judged(own_app, who, import_id).ready
    take_in(own_app, who, import_id)
    assert sheets.document(own_app, "sakai-1")["status"] == "reduced"


def test_a_row_that_is_left_out_is_not_judged(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, good(0, 状況="休止中かも"), good(1))
    sheets.decide(own_app, who, import_id, rows={sheets.row_key(0): "skip"})
    judgement = sheets.judged(own_app, who, import_id)
    assert judgement.ready
    assert judgement.counts == {Verdict.SKIP: 1, Verdict.NEW: 1}
    result = take_in(own_app, who, import_id)
    assert len(result["cases"]) == 1


def test_the_trail_has_one_line_for_the_import_and_one_for_each_case(own_app: Flask) -> None:
    who = editor(own_app)
    take_in(own_app, who, brought(own_app, who, good(0), good(1)))
    assert [line[0] for line in trail(own_app, "sakai-1")] == ["case-saved"]
    acts = trail(own_app, "事例一覧.xlsx")
    assert [line[0] for line in acts] == ["import-begun", "cases-imported"]
    assert acts[1][2] == "新しい事例2件"


def test_a_part_that_belongs_to_no_case_stands_in_the_way_until_it_is_mended_or_left_out(
    own_app: Flask,
) -> None:
    who = editor(own_app)
    results = grid([{"ID": "sakai-naimono", "指標": "利用者", "値": "100人"}], ("ID", "指標", "値"), "成果")
    import_id = sheets.brought_grids(own_app, who, [grid([good(0, ID="sakai-akitenpo")]), results])
    judgement = sheets.judged(own_app, who, import_id)
    assert not judgement.ready
    (mistake,) = judgement.mistakes
    assert "sakai-naimono" in mistake.reason
    assert mistake.place is not None
    sheets.decide(own_app, who, import_id, rows={str(mistake.place): "skip"})
    assert sheets.judged(own_app, who, import_id).ready
    sheets.decide(
        own_app,
        who,
        import_id,
        rows={str(mistake.place): None},
        cells={str(mistake.place): "sakai-akitenpo"},
    )
    take_in(own_app, who, import_id)
    assert [row["value"] for row in sheets.document(own_app, "sakai-akitenpo")["outcomes"]] == ["100人"]
