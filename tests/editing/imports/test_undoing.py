"""An import is taken back as far as nobody has touched it since; what somebody has touched is named and left."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, text
from sqlmodel import col, select

from catalogue.context import transaction
from catalogue.domain.errors import Conflict, Forbidden, NotFound
from catalogue.domain.roles import Role
from catalogue.editing import comments, drafts, links, review, themes, uses
from catalogue.editing.acting import Actor
from catalogue.editing.imports.cases import undoing
from catalogue.editing.imports.cases.judging import NO_REVISION
from catalogue.editing.imports.cases.undoing import Undoing
from catalogue.models import Inquiry, KeptList, PlanNode, Revision, Theme, finding
from tests.conftest import kit_of
from tests.editing.imports import sheets
from tests.editing.imports.sheets import brought, decide, good, judged, take_in
from tests.editing.loading import count, looking
from tests.editing.reviewing import CASE, actor, approver, do, editor, make_public, save, trail

NEW = "sakai-1"


def _told(app: Flask, import_id: int, who: Actor | None = None) -> Undoing:
    with looking(app) as session:
        return undoing.what_would_go(session, import_id, who)


def _undo(app: Flask, import_id: int, who: Actor | None = None) -> Mapping[str, Any]:
    who = who or editor(app)
    with app.app_context(), transaction() as session:
        return dict(undoing.undo(session, who, import_id).result or {})


def _taken(app: Flask, *rows: Mapping[str, str], headings: tuple[str, ...] = sheets.HEADINGS) -> int:
    import_id = brought(app, editor(app), *rows, headings=headings)
    take_in(app, editor(app), import_id)
    return import_id


def _changed(app: Flask) -> int:
    return _taken(app, {"ID": CASE, "題名": "表の題名"}, headings=("ID", "題名"))


def _everything(app: Flask) -> dict[str, list[Any]]:
    """All rows of all tables but the trail and the imports themselves; of dossiers those that can be found."""
    found = {"dossier": "SELECT kind, slug, public_number FROM dossier WHERE kind NOT LIKE 'undone-%'"}
    with looking(app) as session:
        names = inspect(session.connection()).get_table_names()
        return {
            name: sorted(map(str, session.connection().execute(text(rows)).all()))
            for name in names
            for rows in (found.get(name, f'SELECT * FROM "{name}"'),)  # noqa: S608
            if name not in ("audit_record", "import", "edition", "alembic_version")
        }


def test_what_nobody_has_touched_goes_without_a_trace_but_in_the_trail(own_app: Flask) -> None:
    editor(own_app)
    before = _everything(own_app)
    import_id = _taken(own_app, good(0), good(1), {"ID": CASE, "題名": "表の題名", **_kiryu(own_app)})
    assert _everything(own_app) != before
    told = _told(own_app, import_id)
    assert [(each.slug, each.before) for each in told.goes] == [(NEW, None), ("sakai-2", None), (CASE, 1)]
    result = _undo(own_app, import_id)
    assert _everything(own_app) == before
    assert result["undone"] == [NEW, "sakai-2", CASE]
    assert result["stayed"] == []
    kept = sheets.kept(own_app, import_id)
    assert (kept.state, kept.undone_by) == ("undone", editor(own_app).name)
    assert trail(own_app, "事例一覧.xlsx")[-1][::2] == (
        "import-undone",
        "消した事例2件、前の版に戻した事例1件",
    )


def test_it_is_undone_once(own_app: Flask) -> None:
    import_id = _taken(own_app, good(0))
    _undo(own_app, import_id)
    with pytest.raises(Conflict, match="もう取り消されています"):
        _undo(own_app, import_id)
    with pytest.raises(Conflict, match="まだ取り込まれていない"):
        _undo(own_app, brought(own_app, editor(own_app), good(1)))


def test_the_same_sheet_can_be_brought_again(own_app: Flask) -> None:
    _undo(own_app, _taken(own_app, good(0)))
    _taken(own_app, good(0))
    assert sheets.document(own_app, NEW)["title"] == good(0)["題名"]


def test_the_number_of_an_undone_revision_is_never_given_again(own_app: Flask) -> None:
    _undo(own_app, _changed(own_app))
    save(own_app, editor(own_app), title="手で直した題名")
    with looking(own_app) as session:
        assert finding.newest_of(session, finding.case_of(session, CASE)).number == 3
        with pytest.raises(NotFound):
            finding.revision_of(session, finding.case_of(session, CASE), 2)


def test_nor_is_that_of_a_case_that_went_with_its_import(own_app: Flask) -> None:
    _undo(own_app, _taken(own_app, good(0)))
    take_in(own_app, editor(own_app), brought(own_app, editor(own_app), good(0)))
    with looking(own_app) as session:
        assert finding.newest_of(session, finding.case_of(session, NEW)).number == 2


@pytest.mark.parametrize("slug", [CASE, NEW])
def test_a_row_that_was_exported_from_an_undone_revision_is_told_so(own_app: Flask, slug: str) -> None:
    """Of a case that stayed, and of one that came, went and came again with another content."""
    who = editor(own_app)
    before = [{"ID": CASE, "題名": "表の題名", **_kiryu(own_app)}, good(0, ID=NEW)]
    import_id = _taken(own_app, *before)
    with looking(own_app) as session:
        number = finding.newest_of(session, finding.case_of(session, slug)).number
    _undo(own_app, import_id)
    _taken(own_app, *(row | {"題名": f"{row['題名']}２"} for row in before))
    exported = {"ID": slug, "版": str(number), "題名": "書き出した表で直した題名"}
    (row,) = sheets.rows_of(own_app, who, brought(own_app, who, exported, headings=("ID", "版", "題名")))
    assert [each.reason for each in row.mistakes] == [NO_REVISION]


def _submit(app: Flask) -> None:
    do(app, review.submit, editor(app), NEW, 1)


def _submit_and_take_back(app: Flask) -> None:
    _submit(app)
    do(app, review.take_back, editor(app), NEW, 1)


def _draft(app: Flask) -> None:
    do(app, drafts.keep, approver(app), {"title": ["題"]}, slug=NEW, based_on=1)


def _link(app: Flask) -> None:
    do(app, links.put_link, editor(app), NEW, _node(app), None, "試験：同じように貸し出すと考えた。")


def _link_and_unlink(app: Flask) -> None:
    _link(app)
    do(app, links.drop_link, editor(app), NEW, _node(app))


def _list(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        who = editor(app)
        assert who.id is not None
        session.add(KeptList(staff_id=who.id, title="候補", entries=[[NEW, ""]], saved_at=who.now))


def _inquiry(app: Flask, slug: str = NEW) -> None:
    with app.app_context(), transaction() as session:
        now = kit_of(app).now()
        session.add(
            Inquiry(
                case_slug=slug,
                state="open",
                letter={},
                questions=[],
                made_by="x",
                made_at=now,
                changed_at=now,
            )
        )


def _name_as_related(app: Flask) -> None:
    save(app, editor(app), related_cases=[NEW])


@pytest.mark.parametrize(
    ("touch", "reason"),
    [
        (lambda app: save(app, editor(app), NEW, title="直した"), "henshuさんが、あとから第2版を保存"),
        (_submit, "「提出」の記録"),
        (_submit_and_take_back, "「引戻し」の記録"),
        (lambda app: make_public(app, 1, NEW), "「承認」の記録"),
        (lambda app: do(app, comments.comment, approver(app), NEW, 1, "title", "短く"), "コメント"),
        (_draft, "shoninさんの書きかけ"),
        (_link, "計画との関連付け"),
        (_link_and_unlink, "関連付けの記録"),
        (lambda app: do(app, uses.note, editor(app), NEW, "骨子案 12ページ", None), "使った場所"),
        (_list, "保存したリスト"),
        (_inquiry, "照会文"),
        (_name_as_related, CASE),
    ],
)
def test_what_somebody_has_done_since_keeps_the_case_and_is_named(
    own_app: Flask, touch: Callable[[Flask], Any], reason: str
) -> None:
    import_id = _taken(own_app, good(0), good(1))
    touch(own_app)
    before = _everything(own_app)
    (stays,) = _told(own_app, import_id).stays
    assert (stays.slug, stays.title) == (NEW, good(0)["題名"])
    assert any(reason in each for each in stays.reasons), stays.reasons
    result = _undo(own_app, import_id)
    assert result["undone"] == ["sakai-2"]
    assert [each["slug"] for each in result["stayed"]] == [NEW]
    after = _everything(own_app)
    gone = {name for name in before if before[name] != after[name]}
    assert gone == {"dossier", "revision"}
    assert not [row for name in after for row in after[name] if "sakai-2" in row]


def test_a_change_goes_back_to_the_revision_before_and_links_made_since_stay(own_app: Flask) -> None:
    before = sheets.document(own_app, CASE)
    import_id = _changed(own_app)
    do(own_app, links.put_link, editor(own_app), CASE, _node(own_app), None, "同じように考えた。")
    do(own_app, uses.note, editor(own_app), CASE, "骨子案 12ページ", None)
    _undo(own_app, import_id)
    assert sheets.document(own_app, CASE) == before


def test_a_letter_to_the_city_that_was_made_since_keeps_the_change(own_app: Flask) -> None:
    _inquiry(own_app, CASE)
    import_id = _changed(own_app)
    with own_app.app_context(), transaction() as session:
        session.exec(select(Inquiry)).one().made_at -= timedelta(days=1)
    assert not _told(own_app, import_id).stays
    _inquiry(own_app, CASE)
    assert _told(own_app, import_id).stays[0].reasons == ("取り込んだあとに作られた照会文があります。",)


def test_a_draft_upon_the_changed_revision_keeps_it_and_an_older_one_does_not(own_app: Flask) -> None:
    do(own_app, drafts.keep, approver(own_app), {"title": ["前から"]}, slug=CASE, based_on=1)
    import_id = _changed(own_app)
    assert not _told(own_app, import_id).stays
    do(own_app, drafts.keep, editor(own_app), {"title": ["題"]}, slug=CASE, based_on=2)
    assert _told(own_app, import_id).stays[0].reasons == ("henshuさんの書きかけがあります。",)


def test_where_nothing_can_go_back_the_import_stays_as_it_is(own_app: Flask) -> None:
    import_id = _taken(own_app, good(0))
    _submit(own_app)
    with pytest.raises(Conflict, match="取り消せるものがありません"):
        _undo(own_app, import_id)
    assert sheets.kept(own_app, import_id).state == "done"


def test_two_that_name_each_other_go_together_and_stay_together(own_app: Flask) -> None:
    headings = (*sheets.HEADINGS, "関連する事例")
    rows = [
        good(0, ID="sakai-a", 関連する事例="sakai-b"),
        good(1, ID="sakai-b", 関連する事例="sakai-a"),
        good(2, ID="sakai-c"),
    ]
    import_id = _taken(own_app, *rows, headings=headings)
    assert len(_told(own_app, import_id).goes) == 3
    do(own_app, review.submit, editor(own_app), "sakai-b", 1)
    assert {each.slug for each in _told(own_app, import_id).stays} == {"sakai-a", "sakai-b"}


def test_a_case_that_is_gone_already_is_said_to_be(own_app: Flask) -> None:
    import_id = _taken(own_app, good(0), good(1))
    with own_app.app_context(), transaction() as session:
        dossier = finding.case_of(session, NEW)
        session.delete(finding.newest_of(session, dossier))
        session.flush()
        session.delete(dossier)
    assert _told(own_app, import_id).stays[0].reasons == ("この事例の原稿は、もうありません。",)
    assert _undo(own_app, import_id)["undone"] == ["sakai-2"]


def _with_theme(app: Flask) -> int:
    who = approver(app)
    import_id = brought(app, who, good(0, テーマ="観光", 分類="体験プログラム"))
    decide(app, who, import_id, names={judged(app, who, import_id).unknown[0].key: "+"})
    take_in(app, who, import_id)
    return import_id


def test_a_theme_that_was_made_goes_where_no_case_uses_it(own_app: Flask) -> None:
    import_id = _with_theme(own_app)
    told = _told(own_app, import_id, approver(own_app))
    assert told.themes == ("テーマ「観光」", "分類「体験プログラム」（テーマ「観光」）")
    assert told.touches_the_public
    _undo(own_app, import_id, approver(own_app))
    with looking(own_app) as session:
        assert session.get(Theme, "kanko") is None
        assert "kanko" not in [row["slug"] for row in themes.current(session)[0]["themes"]]


def test_a_theme_that_a_case_uses_by_now_stays(own_app: Flask) -> None:
    import_id = _with_theme(own_app)
    take_in(
        own_app,
        editor(own_app),
        brought(own_app, editor(own_app), good(1, テーマ="観光", 分類="体験プログラム")),
    )
    told = _told(own_app, import_id, approver(own_app))
    assert not told.themes
    assert [each.reasons for each in told.themes_staying] == [
        ("分類が残っています。",),
        (f"「{good(1)['題名']}」が使っています。",),
    ]
    _undo(own_app, import_id, approver(own_app))
    with looking(own_app) as session:
        assert session.get(Theme, "kanko") is not None


def test_who_may_not_approve_undoes_the_cases_and_leaves_the_theme(own_app: Flask) -> None:
    import_id = _with_theme(own_app)
    result = _undo(own_app, import_id)
    assert result["undone"] == [NEW]
    assert "承認の役割" in result["stayed"][-1]["reasons"][0]


def test_who_may_not_write_cannot_undo(own_app: Flask) -> None:
    import_id = _taken(own_app, good(0))
    with pytest.raises(Forbidden):
        _undo(own_app, import_id, actor(own_app, "kanri", Role.ADMINISTRATOR))


def test_an_undone_revision_leaves_nothing_that_names_it(own_app: Flask) -> None:
    import_id = _taken(own_app, *(good(number) for number in range(4)))
    revisions = count(own_app, Revision)
    _undo(own_app, import_id)
    assert count(own_app, Revision) == revisions - 4
    with looking(own_app) as session:
        assert finding.find(session, finding.CASE, NEW) is None
        assert session.connection().execute(text("PRAGMA foreign_key_check")).all() == []


def _node(app: Flask) -> str:
    with looking(app) as session:
        return session.exec(select(PlanNode.key).order_by(col(PlanNode.key))).first() or ""


def _kiryu(app: Flask) -> dict[str, str]:
    """What the columns of a sheet of new cases say of a case that is there."""
    document = sheets.document(app, CASE)
    source = document["sources"][0]
    return {
        "テーマ": document["theme"],
        "分類": document["category"],
        "都道府県": "群馬県",
        "市区町村": "桐生市",
        "概要": document["summary"]["text"],
        "状況": "継続中",
        "出典：資料の題名": source["title"],
        "出典：発行者": source["publisher"],
        "出典：種類": "公式",
        "出典：アドレス（URL）": source["url"] or "",
    }
