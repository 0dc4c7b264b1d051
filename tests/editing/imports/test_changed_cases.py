"""A row with the ID of a case changes it: what the sheet says replaces, what others have written since is not lost."""

import pytest
from flask import Flask

from catalogue.context import transaction
from catalogue.domain.errors import Invalid
from catalogue.domain.workflow import State
from catalogue.editing import drafts, review
from catalogue.editing.imports.cases.judgement import RowJudged, Verdict
from catalogue.models import finding
from tests.editing.imports import sheets
from tests.editing.imports.sheets import brought, cell, rows_of, take_in
from tests.editing.loading import looking
from tests.editing.reviewing import CASE, actor, approver, do, editor, make_public, save

FEW = ("ID", "版", "題名", "副題")


def _one(app: Flask, import_id: int) -> RowJudged:
    return rows_of(app, editor(app), import_id)[0]


def _title(app: Flask) -> str:
    return str(sheets.document(app, CASE)["title"])


def test_what_the_sheet_says_replaces_and_every_other_field_stays(own_app: Flask) -> None:
    who, before = editor(own_app), sheets.document(own_app, CASE)
    import_id = brought(own_app, who, {"ID": CASE, "題名": "新しい題名"}, headings=("ID", "題名"))
    row = _one(own_app, import_id)
    assert (row.verdict, row.slug, row.number) == (Verdict.CHANGE, CASE, 1)
    assert [(each.path, each.before, each.after) for each in row.changes] == [
        ("title", before["title"], "新しい題名")
    ]
    result = take_in(own_app, who, import_id)
    assert result["cases"] == [
        {
            "slug": CASE,
            "number": 2,
            "was": 1,
            "created": False,
            "title": "新しい題名",
            "row": sheets.row_key(0),
        }
    ]
    assert sheets.document(own_app, CASE) == before | {"title": "新しい題名"}


def test_an_empty_cell_in_a_column_that_is_there_empties_the_field(own_app: Flask) -> None:
    who, before = editor(own_app), sheets.document(own_app, CASE)
    save(own_app, who, subtitle="消えるはずの副題")
    import_id = brought(own_app, who, {"ID": CASE, "題名": before["title"]}, headings=("ID", "題名", "副題"))
    assert [(each.path, each.after) for each in _one(own_app, import_id).changes] == [("subtitle", "")]
    take_in(own_app, who, import_id)
    assert sheets.document(own_app, CASE)["subtitle"] is None


def test_what_must_be_said_cannot_be_emptied(own_app: Flask) -> None:
    who = editor(own_app)
    row = _one(own_app, brought(own_app, who, {"ID": CASE}, headings=("ID", "題名", "分類", "概要")))
    assert {str(each.place).removeprefix("事例!") for each in row.mistakes} == {"B2", "C2", "D2"}


def test_a_row_that_says_what_the_case_says_saves_nothing(own_app: Flask) -> None:
    who, before = editor(own_app), sheets.document(own_app, CASE)
    import_id = brought(own_app, who, {"ID": CASE.upper(), "題名": before["title"]}, headings=("ID", "題名"))
    judgement = sheets.judged(own_app, who, import_id)
    assert judgement.counts == {Verdict.SAME: 1}
    assert not judgement.ready
    with pytest.raises(Invalid):
        take_in(own_app, who, import_id)


def test_what_somebody_wrote_after_the_sheet_was_made_is_brought_together_with_it(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(
        own_app, who, {"ID": CASE, "版": "1", "題名": "表の題名"}, headings=("ID", "版", "題名")
    )
    save(own_app, approver(own_app), subtitle="あとから書いた副題")
    row = _one(own_app, import_id)
    assert not row.clashes
    assert [each.path for each in row.changes] == ["title"]
    take_in(own_app, who, import_id)
    document = sheets.document(own_app, CASE)
    assert (document["title"], document["subtitle"]) == ("表の題名", "あとから書いた副題")


def test_what_both_changed_must_be_decided(own_app: Flask) -> None:
    who, before = editor(own_app), _title(own_app)
    save(own_app, approver(own_app), title="職員の題名")
    import_id = brought(
        own_app, who, {"ID": CASE, "版": "1", "題名": "表の題名"}, headings=("ID", "版", "題名")
    )
    row = _one(own_app, import_id)
    assert row.verdict is Verdict.PROBLEM
    clash = row.clashes[0]
    assert (clash.label, clash.base, clash.mine, clash.theirs, clash.chosen) == (
        "題名",
        before,
        "表の題名",
        "職員の題名",
        None,
    )
    sheets.decide(own_app, who, import_id, fields={clash.key: "theirs"})
    assert _one(own_app, import_id).verdict is Verdict.SAME
    sheets.decide(own_app, who, import_id, fields={clash.key: "mine"})
    assert _one(own_app, import_id).verdict is Verdict.CHANGE
    take_in(own_app, who, import_id)
    assert _title(own_app) == "表の題名"


def test_a_revision_the_case_never_had_is_a_mistake(own_app: Flask) -> None:
    import_id = brought(own_app, editor(own_app), {"ID": CASE, "版": "9", "題名": "題"}, headings=FEW)
    assert [str(each.place) for each in _one(own_app, import_id).mistakes] == [cell(0, "版", FEW)]


def test_a_case_that_waits_for_approval_is_not_changed_behind_its_approvers_back(own_app: Flask) -> None:
    who = editor(own_app)
    number = save(own_app, who, subtitle="提出する")
    do(own_app, review.submit, who, CASE, number)
    changed, same = {"ID": CASE, "題名": "表の題名"}, {"ID": CASE, "題名": _title(own_app)}
    row = _one(own_app, brought(own_app, who, changed, headings=("ID", "題名")))
    assert row.verdict is Verdict.PROBLEM
    assert "提出を取り戻す" in row.mistakes[0].reason
    row = _one(own_app, brought(own_app, who, same, headings=("ID", "題名")))
    assert row.verdict is Verdict.SAME


def test_a_withdrawn_case_can_be_changed_and_one_is_told(own_app: Flask) -> None:
    do(own_app, review.withdraw, approver(own_app), CASE, 1, "確かめるため")
    row = _one(
        own_app, brought(own_app, editor(own_app), {"ID": CASE, "題名": "題"}, headings=("ID", "題名"))
    )
    assert row.verdict is Verdict.CHANGE
    assert "取り下げ" in row.cautions[0]


def test_somebodys_unsaved_work_is_told_and_does_not_stand_in_the_way(own_app: Flask) -> None:
    other = actor(own_app, "hoka", *editor(own_app).roles)
    do(own_app, drafts.keep, other, {"title": ["書きかけ"]}, slug=CASE, based_on=1)
    row = _one(
        own_app, brought(own_app, editor(own_app), {"ID": CASE, "題名": "題"}, headings=("ID", "題名"))
    )
    assert row.verdict is Verdict.CHANGE
    assert row.cautions == (
        "hokaさんの書きかけがあります。取り込むと、書きかけを保存するときに違いを確かめることになります。",
    )


def test_what_the_public_sees_stays_until_somebody_approves(own_app: Flask) -> None:
    who, before = editor(own_app), _title(own_app)
    take_in(own_app, who, brought(own_app, who, {"ID": CASE, "題名": "題"}, headings=("ID", "題名")))
    page = own_app.test_client().get(f"/cases/{CASE}").get_data(as_text=True)
    assert before in page
    make_public(own_app, 2)
    with looking(own_app) as session:
        dossier = finding.case_of(session, CASE)
        assert finding.state_of(session, finding.newest_of(session, dossier)) is State.APPROVED


def test_a_case_saved_between_looking_and_taking_in_is_judged_anew(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(
        own_app, who, {"ID": CASE, "版": "1", "題名": "表の題名"}, headings=("ID", "版", "題名")
    )
    assert sheets.judged(own_app, who, import_id).ready
    save(own_app, approver(own_app), title="職員の題名")
    with pytest.raises(Invalid):
        take_in(own_app, who, import_id)
    assert _title(own_app) == "職員の題名"
    with own_app.app_context(), transaction() as session:
        assert finding.import_of(session, import_id).state == "open"


def test_name_and_code_that_disagree_mean_the_one_that_was_changed(own_app: Flask) -> None:
    who = editor(own_app)
    headings = ("ID", "都道府県", "市区町村", "全国地方公共団体コード")
    moved = {"ID": CASE, "都道府県": "群馬県", "市区町村": "高崎市", "全国地方公共団体コード": "102032"}
    import_id = brought(own_app, who, moved, headings=headings)
    assert _one(own_app, import_id).where == "群馬県高崎市"
    new = sheets.good(0, 全国地方公共団体コード="102032")
    import_id = brought(own_app, who, new, headings=(*sheets.HEADINGS, "全国地方公共団体コード"))
    assert "合いません" in _one(own_app, import_id).mistakes[0].reason


def test_a_list_that_names_one_source_does_not_take_away_those_that_are_cited(own_app: Flask) -> None:
    who, before = editor(own_app), sheets.document(own_app, CASE)
    source = {"出典：資料の題名": "新しい資料", "出典：発行者": "桐生市", "出典：種類": "公式"}
    headings = ("ID", "題名", *source)
    import_id = brought(own_app, who, {"ID": CASE, "題名": "表の題名", **source}, headings=headings)
    row = _one(own_app, import_id)
    assert row.verdict is Verdict.CHANGE, row.mistakes
    assert any("残します" in each for each in row.cautions)
    take_in(own_app, who, import_id)
    after = sheets.document(own_app, CASE)
    assert after["sources"][0]["title"] == "新しい資料"
    assert after["activities"] == before["activities"]


def test_an_id_that_slipped_into_the_wrong_row_is_noticed(own_app: Flask) -> None:
    row = _one(own_app, brought(own_app, editor(own_app), sheets.good(0, ID=CASE, 状況="継続中")))
    assert row.verdict is Verdict.CHANGE
    assert any("別の事例のID" in each for each in row.cautions)
