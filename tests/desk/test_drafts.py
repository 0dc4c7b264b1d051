"""What is typed is kept before it is saved: as one types, with every button, through mistakes, for nobody else."""

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from catalogue.context import session
from catalogue.domain.acts import Act
from catalogue.domain.roles import Role
from catalogue.editing.drafts import MOST_DRAFTS
from catalogue.models import AuditRecord, Draft
from catalogue.reading.memory import edition_of
from tests.conftest import kit_of
from tests.desk.conftest import seated
from tests.desk.filling import opened

KIRYU = "kiryu-cocotomo"
EDIT = f"/desk/cases/{KIRYU}/edit"


def drafts(app: Flask) -> list[Draft]:
    with app.app_context():
        return list(session().exec(select(Draft).order_by(Draft.id)).all())  # type: ignore[arg-type]


def test_what_is_typed_is_kept_while_one_types(desk: Flask, editor: FlaskClient) -> None:
    page = opened(editor, EDIT).fill(subtitle="途中の副")
    answer = editor.post("/desk/drafts", data=page.fields)
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["message"].startswith("書きかけを保存しました ")
    again = opened(editor, EDIT)
    assert again.value("subtitle") == "途中の副"
    assert "書きかけがあります" in again.text
    assert again.value("based_on") == "1"


def test_typing_on_is_the_same_draft(desk: Flask, editor: FlaskClient) -> None:
    page = opened(editor, "/desk/cases/new").fill(title="一")
    first = editor.post("/desk/drafts", data=page.fields).json
    assert first is not None
    second = editor.post("/desk/drafts", data=page.fill(title="一二", draft=str(first["id"])).fields).json
    assert second is not None
    assert first["id"] == second["id"]
    assert [draft.form["title"] for draft in drafts(desk)] == [["一二"]]


def test_several_new_cases_may_be_begun(desk: Flask, editor: FlaskClient) -> None:
    ids = []
    for title in ("一つめ", "二つめ"):
        page = opened(editor, "/desk/cases/new").fill(title=title)
        answer = editor.post("/desk/drafts", data=page.fields).json
        assert answer is not None
        ids.append(answer["id"])
    listed = opened(editor, "/desk/drafts")
    assert "一つめ" in listed.text
    assert "二つめ" in listed.text
    assert opened(editor, f"/desk/cases/new?draft={ids[0]}").value("title") == "一つめ"


def test_without_scripts_every_button_keeps_it(desk: Flask, editor: FlaskClient) -> None:
    page = opened(editor, "/desk/cases/new?full=1").fill(title="題").press("press", "events:add")
    assert page.status == 200
    assert page.value("draft") == str(drafts(desk)[0].id)
    page.fill(title="題名").press("press", "stay")
    assert [draft.form["title"] for draft in drafts(desk)] == [["題名"]]


def test_a_form_in_which_nothing_was_typed_is_no_draft(desk: Flask, editor: FlaskClient) -> None:
    opened(editor, "/desk/cases/new?full=1").press("press", "events:add")
    opened(editor, "/desk/cases/new").press("act", "full")
    assert drafts(desk) == []


def test_mistakes_are_kept_as_they_were_typed(desk: Flask, editor: FlaskClient) -> None:
    opened(editor, EDIT).fill(title="", started__date="いつか").press()
    again = opened(editor, EDIT)
    assert (again.value("title"), again.value("started-date")) == ("", "いつか")


def test_saving_ends_the_draft(desk: Flask, editor: FlaskClient) -> None:
    page = opened(editor, EDIT).fill(subtitle="途中の副題")
    editor.post("/desk/drafts", data=page.fields)
    opened(editor, EDIT).press()
    assert drafts(desk) == []
    assert "書きかけがあります" not in opened(editor, EDIT).text


def test_a_draft_is_dropped_on_a_page_of_its_own(desk: Flask, editor: FlaskClient) -> None:
    editor.post("/desk/drafts", data=opened(editor, EDIT).fill(subtitle="途中").fields)
    page = opened(editor, f"/desk/drafts/{drafts(desk)[0].id}/drop")
    assert "元には戻せません" in page.text
    assert page.press().status == 303
    assert drafts(desk) == []
    with desk.app_context():
        acts = [(row.act, row.subject) for row in session().exec(select(AuditRecord))]
    assert (Act.DRAFT_DROPPED.value, KIRYU) in acts


def test_nobody_else_reads_or_touches_a_draft(desk: Flask, editor: FlaskClient) -> None:
    editor.post("/desk/drafts", data=opened(editor, "/desk/cases/new").fill(title="ひみつの題").fields)
    editor.post("/desk/drafts", data=opened(editor, EDIT).fill(subtitle="ひみつの副題").fields)
    first, second = (draft.id for draft in drafts(desk))
    other = seated(desk, "betsu", Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR)
    for address in (
        f"/desk/cases/new?draft={first}",
        f"/desk/drafts/{first}/drop",
        f"/desk/drafts/{second}/drop",
    ):
        assert other.get(address).status_code == 404
    assert other.post(f"/desk/drafts/{first}/drop").status_code == 404
    assert "ひみつ" not in other.get("/desk/drafts").text
    assert "ひみつ" not in other.get(EDIT).text
    other.post("/desk/drafts", data={"title": "別の題", "draft": str(first)})
    assert drafts(desk)[0].form["title"] == ["ひみつの題"]


def test_there_is_room_for_so_many_drafts_and_no_more(desk: Flask, editor: FlaskClient) -> None:
    for number in range(MOST_DRAFTS):
        assert editor.post("/desk/drafts", data={"title": f"題{number}"}).status_code == 200
    refused = editor.post("/desk/drafts", data={"title": "もう一つ"})
    assert refused.status_code == 422
    assert refused.json is not None
    assert str(MOST_DRAFTS) in refused.json["message"]
    page = opened(editor, "/desk/cases/new").fill(title="もう一つ").press("press", "stay")
    assert page.value("title") == "もう一つ"
    assert "これ以上は残せません" in page.text


def test_keeping_a_draft_changes_nothing_the_public_sees(desk: Flask, editor: FlaskClient) -> None:
    page = opened(editor, EDIT).fill(subtitle="途中の副題")
    before = edition_of(kit_of(desk).engine)
    editor.post("/desk/drafts", data=page.fields)
    page.press()
    assert edition_of(kit_of(desk).engine) == before
    assert "途中の副題" not in editor.get(f"/cases/{KIRYU}").text


def test_a_draft_of_no_case_is_refused(desk: Flask, editor: FlaskClient) -> None:
    assert editor.post("/desk/drafts", data={"case_slug": "nobody", "title": "題"}).status_code == 404


def test_a_draft_older_than_the_newest_revision_says_so(desk: Flask, editor: FlaskClient) -> None:
    editor.post("/desk/drafts", data=opened(editor, EDIT).fill(subtitle="わたしの副題").fields)
    opened(seated(desk, "betsu", Role.EDITOR), EDIT).fill(lead="相手の主体").press()
    page = opened(editor, EDIT)
    assert "第2版が保存されています（betsuさん）" in page.text
    assert page.value("subtitle") == "わたしの副題"
    assert page.press().status == 409
