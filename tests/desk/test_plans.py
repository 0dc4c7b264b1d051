"""Plans at the desk, through the pages: what is typed stays, who may not is refused, and each act can be taken back."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from catalogue.context import private_transaction, session, transaction
from catalogue.domain.roles import Role
from catalogue.editing import plans
from catalogue.editing.acting import actor_of
from catalogue.editing.links import put_link
from catalogue.models import PlanNode
from tests.conftest import kit_of
from tests.desk.conftest import person

R9 = "/desk/plans/r9"
CASE = "kiryu-cocotomo"
MEASURE = {"kind": "measure", "title": "試験用の施策", "source": "outline", "parent": "kogyo"}


def based_on(page: str) -> str:
    """The revision a page says it began from."""
    found = re.search(r'name="based_on" value="(\d+)"', page)
    assert found
    return found[1]


def post(
    client: FlaskClient, address: str, form: dict[str, Any] | None = None, seen: str = R9
) -> TestResponse:
    """Send a form that began from what stands on the page ``seen`` now."""
    return client.post(address, data={"based_on": based_on(client.get(seen).text)} | (form or {}))


def said_after(client: FlaskClient, answer: TestResponse) -> str:
    """The page one is led to."""
    assert answer.status_code == 303
    return client.get(answer.location).text


def newest(app: Flask, slug: str = "r9") -> int:
    """The number of the newest revision."""
    with app.app_context():
        return plans.newest(session(), slug)[1].number


def measure_places(page: str) -> list[str]:
    """The codes of the nodes below which the page adds a measure with one button."""
    return re.findall(r'/nodes/new\?parent=([a-z0-9-]+)&amp;kind=measure"', page)


PAGES = (
    "/desk/plans",
    R9,
    f"{R9}/history",
    f"{R9}/lineage",
    f"{R9}/publish",
)
FORMS = (
    "/desk/plans/new",
    f"{R9}/edit",
    f"{R9}/sources/new",
    f"{R9}/sources/outline",
    f"{R9}/nodes/new?parent=kogyo",
    f"{R9}/nodes/v1-1",
    f"{R9}/nodes/v1-1/remove",
    f"{R9}/lineage/new",
    "/desk/plans/2017-rev/lineage/0",
    f"{R9}/carry",
)
ACTS = (
    "/desk/plans/new",
    f"{R9}/edit",
    f"{R9}/undo",
    f"{R9}/restore/1",
    f"{R9}/sources/new",
    f"{R9}/sources/outline",
    f"{R9}/sources/outline/remove",
    f"{R9}/nodes/new",
    f"{R9}/nodes/v1-1",
    f"{R9}/nodes/v1-1/move",
    f"{R9}/nodes/v1-1/remove",
    f"{R9}/lineage/new",
    "/desk/plans/2017-rev/lineage/0",
    "/desk/plans/2017-rev/lineage/0/remove",
    f"{R9}/carry",
    f"{R9}/publish",
)


def test_who_only_reads_sees_the_plans_and_no_form(administrator: FlaskClient) -> None:
    for page in PAGES:
        answer = administrator.get(page)
        assert answer.status_code == 200, page
        assert 'name="based_on"' not in answer.text, page
    assert [administrator.get(form).status_code for form in FORMS] == [403] * len(FORMS)
    assert [administrator.post(act).status_code for act in ACTS] == [403] * len(ACTS)


def test_a_member_of_the_committee_sees_nothing_of_it(member: FlaskClient) -> None:
    assert {member.get(page).status_code for page in (*PAGES, *FORMS)} == {403}
    assert {member.post(act).status_code for act in ACTS} == {403}


def test_who_is_not_signed_in_gets_the_form_to_sign_in(desk: Flask) -> None:
    visitor = desk.test_client()
    assert {visitor.get(page).status_code for page in (*PAGES, *FORMS)} == {403}
    assert {visitor.post(act).status_code for act in ACTS} == {403}


def test_who_writes_opens_every_page(editor: FlaskClient) -> None:
    assert [editor.get(page).status_code for page in (*PAGES, *FORMS)] == [200] * len((*PAGES, *FORMS))


def test_what_is_not_there_is_not_found(editor: FlaskClient) -> None:
    for address in (
        "/desk/plans/r99",
        "/desk/plans/r99/publish",
        "/desk/plans/r99/carry",
        f"{R9}/nodes/nothing",
        f"{R9}/nodes/new?parent=nothing",
        f"{R9}/sources/nothing",
        f"{R9}/lineage/99",
        "/desk/plans/2017/lineage/new",
    ):
        assert editor.get(address).status_code == 404, address


def test_a_measure_may_be_added_below_every_direction_and_every_undivided_field(
    editor: FlaskClient, administrator: FlaskClient
) -> None:
    assert measure_places(editor.get(R9).text) == ["shogyo", "kogyo", "kiban"]
    divided = measure_places(editor.get("/desk/plans/2017-rev").text)
    assert divided == ["kogyo-1", "kogyo-2", "kyotsu-1", "kyotsu-2", "kyotsu-3"]
    form = editor.get(f"{R9}/nodes/new?parent=shogyo&kind=measure").text
    assert '<option value="measure" selected>' in form
    assert "施策を加える" not in administrator.get(R9).text


def test_the_place_of_the_last_measure_is_chosen_for_the_next(editor: FlaskClient) -> None:
    outline = said_after(editor, post(editor, f"{R9}/nodes/new", MEASURE))
    assert '<option value="kogyo" selected>分野：工業振興</option>' in outline


def test_a_measure_is_added_marked_and_taken_back(desk: Flask, editor: FlaskClient) -> None:
    form = editor.get(f"{R9}/nodes/new?parent=kogyo").text
    assert 'value="kogyo-1"' in form
    outline = said_after(editor, post(editor, f"{R9}/nodes/new", MEASURE))
    assert "施策「試験用の施策」を加えました。" in outline
    assert "公開していない変更が1件あります。" in outline
    assert "plan-mark-added" in outline
    with desk.app_context():
        assert session().get(PlanNode, "r9:kogyo-1") is None
    assert "試験用の施策" not in editor.get("/plans/r9").text
    assert "公開していない変更が1件あります。" in editor.get("/desk/plans").text
    outline = said_after(editor, post(editor, f"{R9}/undo"))
    assert "直前の変更を取り消しました" in outline
    assert "公開している内容と同じです。" in outline
    history = editor.get(f"{R9}/history").text
    assert re.findall(r'<th scope="row">(第\d版)', history) == ["第3版", "第2版", "第1版"]


def test_what_was_typed_stays_where_something_is_wrong(desk: Flask, editor: FlaskClient) -> None:
    typed = MEASURE | {"title": "", "text": "一つ目\n二つ目", "code": "だめ"}
    answer = post(editor, f"{R9}/nodes/new", typed)
    assert answer.status_code == 422
    assert "当サイトの見出しを書いてください" in answer.text
    assert "一つ目\n二つ目" in answer.text
    answer = post(editor, f"{R9}/nodes/new", typed | {"title": "題名", "text": "あ" * 2001})
    assert answer.status_code == 422
    assert 'href="#text">本文（1行目）</a>' in answer.text
    assert 'href="#code">コード</a>' in answer.text
    assert 'value="だめ"' in answer.text
    assert newest(desk) == 1


def test_the_second_of_two_who_change_a_node_keeps_what_they_typed_and_sees_the_first(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    first = {"kind": "vision", "label": "1-①", "heading": "先の見出し", "source": "outline"}
    seen = based_on(editor.get(f"{R9}/nodes/v1-1").text)
    assert post(approver, f"{R9}/nodes/v1-1", first).status_code == 303
    second = first | {"heading": "後の見出し", "based_on": seen}
    answer = editor.post(f"{R9}/nodes/v1-1", data=second)
    assert answer.status_code == 409
    assert "開いている間に、ほかの人がこの計画を変えました" in answer.text
    assert 'value="後の見出し"' in answer.text
    assert "先の見出し" in answer.text
    again = second | {"based_on": based_on(answer.text)}
    assert editor.post(f"{R9}/nodes/v1-1", data=again).status_code == 303
    assert newest(desk) == 3


def test_a_button_pressed_on_an_old_page_says_what_happened_meanwhile(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    old = based_on(editor.get(R9).text)
    post(approver, f"{R9}/nodes/new", MEASURE)
    for address, form in (
        (f"{R9}/nodes/v1/move", {"step": "down"}),
        (f"{R9}/nodes/v1/move", {"parent": "kogyo"}),
        (f"{R9}/undo", {}),
        (f"{R9}/restore/1", {}),
        (f"{R9}/nodes/kiban/remove", {}),
        (f"{R9}/sources/revision/remove", {}),
        (f"{R9}/lineage/0/remove", {}),
    ):
        answer = editor.post(address, data=form | {"based_on": old})
        assert answer.status_code == 409, address
        assert "施策「試験用の施策」を加えました" in answer.text, address
    assert editor.post(f"{R9}/nodes/v1/move", data={"step": "down"}).status_code == 409
    assert newest(desk) == 2


def test_a_node_is_moved_by_buttons_and_hung_elsewhere(editor: FlaskClient) -> None:
    outline = said_after(editor, post(editor, f"{R9}/nodes/v1/move", {"step": "down"}))
    assert "「1. 良好な地域経済循環構造の実現」を下へ動かしました。" in outline
    assert outline.index('id="v2"') < outline.index('id="v1"')
    assert outline.count('class="plan-mark plan-mark-moved"') == 2  # one of them explains the sign
    outline = said_after(editor, post(editor, f"{R9}/nodes/v1-1/move", {"parent": "v2"}))
    assert outline.index('id="v2-3"') < outline.index('id="v1-1"') < outline.index('id="v1"')
    answer = post(editor, f"{R9}/nodes/v2/move", {"parent": "v2-1"})
    assert answer.status_code == 422
    assert "自分自身や、その下にある項目の下へは移せません。" in answer.text


def test_a_page_says_what_removing_a_node_touches(desk: Flask, editor: FlaskClient) -> None:
    page = editor.get(f"{R9}/nodes/v1/remove").text
    assert "このままでは消せません" in page
    assert "事例が" in page
    assert "消す</button>" not in page
    assert post(editor, f"{R9}/nodes/v1/remove").status_code == 409
    page = editor.get("/desk/plans/2017-rev/nodes/kogyo-2/remove").text
    assert "一緒に消える項目（3件）" in page
    assert "系譜4件も" in page
    assert "消す</button>" in editor.get(f"{R9}/nodes/kiban/remove").text
    outline = said_after(editor, post(editor, f"{R9}/nodes/kiban/remove"))
    assert "<s>産業基盤や産業連携体制の構築</s>" in outline
    assert newest(desk) == 2


def test_facts_and_papers_are_written_with_what_is_unknown_left_empty(editor: FlaskClient) -> None:
    facts = {
        "title": "新しい題名",
        "short_title": "新プラン",
        "standing": "案",
        "period": "",
        "introduction": "紹介文です。\n二段落目です。",
    }
    assert "計画の題名や説明を直しました。" in said_after(editor, post(editor, f"{R9}/edit", facts))
    assert "二段落目です。" in editor.get(f"{R9}/edit").text
    answer = post(editor, f"{R9}/edit", facts | {"short_title": ""})
    assert answer.status_code == 422
    assert 'href="#short_title">短い題名</a>' in answer.text
    paper = {"title": "素案（表題・日付未確認）", "publisher": "青梅市", "date": "", "url": "", "note": ""}
    page = said_after(editor, post(editor, f"{R9}/sources/new", paper))
    assert "素案（表題・日付未確認）" in page
    answer = post(editor, f"{R9}/sources/paper-1", paper | {"date": "令和8年5月"})
    assert answer.status_code == 303
    assert 'value="2026年5月"' in editor.get(f"{R9}/sources/paper-1").text
    answer = post(editor, f"{R9}/sources/paper-1", paper | {"url": "だめなアドレス"})
    assert answer.status_code == 422
    assert 'value="だめなアドレス"' in answer.text
    assert post(editor, f"{R9}/sources/outline/remove").status_code == 409
    assert post(editor, f"{R9}/sources/paper-1/remove").status_code == 303


def test_lineage_says_which_nodes_have_none_and_takes_several_at_once(editor: FlaskClient) -> None:
    post(editor, f"{R9}/nodes/new", MEASURE)
    page = editor.get(f"{R9}/lineage").text
    assert "系譜のない前の計画の項目（22件）" in page
    form = editor.get(f"{R9}/lineage/new?older=kogyo-1-1").text
    assert 'value="kogyo-1-1" checked' in form
    drawn = {"kind": "merged", "older": ["kogyo-1-1", "kogyo-1-2"], "newer": ["kogyo-1"], "source": "outline"}
    page = said_after(editor, post(editor, f"{R9}/lineage/new", drawn))
    assert "書いた系譜（2件）" in page
    assert "系譜のない前の計画の項目（20件）" in page
    wrong = drawn | {"kind": "retitled", "reading": "試験の読み取り"}
    answer = post(editor, f"{R9}/lineage/new", wrong)
    assert answer.status_code == 422
    assert "「名称変更」では、前の計画の項目を1つだけ選んでください。" in answer.text
    assert "試験の読み取り" in answer.text
    assert 'value="kogyo-1-2" checked' in answer.text
    page = said_after(editor, post(editor, f"{R9}/lineage/0/remove"))
    assert "書いた系譜（1件）" in page


@pytest.fixture
def waiting(desk: Flask, editor: FlaskClient) -> str:
    """The key of a measure that is not public, with a case that waits for it."""
    post(editor, f"{R9}/nodes/new", MEASURE)
    writer = actor_of(person(desk, "henshu", Role.EDITOR), "192.0.2.1", kit_of(desk).now())
    with desk.app_context(), transaction() as writing:
        put_link(writing, writer, CASE, "r9:kogyo-1", "model", "試験の理由。")
    return "r9:kogyo-1"


def test_publishing_is_foreseen_then_done_and_everything_public_follows(
    desk: Flask, editor: FlaskClient, approver: FlaskClient, waiting: str
) -> None:
    page = approver.get(f"{R9}/publish").text
    assert "試験用の施策" in page
    assert "待っていた関連付けが公開され、「試験用の施策」のページに表示されます。" in page
    assert "紹介文は前のままです" in page
    assert "公開する</button>" not in editor.get(f"{R9}/publish").text
    assert editor.post(f"{R9}/publish").status_code == 403
    noted = {"reference": "試験第1号", "comment": "試験の備考"}
    answer = post(approver, f"{R9}/publish", noted, seen=f"{R9}/publish")
    assert "計画「新プラン」の第2版を公開しました。" in said_after(approver, answer)
    visitor = desk.test_client()
    assert "試験用の施策" in visitor.get("/plans/r9").text
    assert "試験の理由。" in visitor.get("/plans/r9/kogyo-1").text
    assert "試験用の施策" in visitor.get(f"/cases/{CASE}").text
    assert f"/cases/{CASE}" in visitor.get(f"/cases?node={waiting}").text
    assert "文書番号 試験第1号、試験の備考" in editor.get(f"{R9}/history").text
    assert "公開していない変更はありません。" in approver.get(f"{R9}/publish").text
    assert not kit_of(desk).outbox.check()


def test_who_saved_last_is_told_that_another_one_publishes(approver: FlaskClient) -> None:
    post(approver, f"{R9}/nodes/new", MEASURE)
    page = approver.get(f"{R9}/publish").text
    assert "ご自身が最後に保存した計画は、ご自身では公開できません。" in page
    assert "公開する</button>" not in page
    answer = post(approver, f"{R9}/publish", seen=R9)
    assert answer.status_code == 403
    assert "ご自身が最後に保存した計画は" in answer.text


def test_a_plan_is_begun_on_a_form(desk: Flask, editor: FlaskClient) -> None:
    assert '<option value="r9" selected>' in editor.get("/desk/plans/new").text
    facts = {"slug": "r19", "title": "次の計画", "short_title": "次", "standing": "案", "supersedes": "r9"}
    answer = editor.post("/desk/plans/new", data=facts | {"slug": "R19 だめ"})
    assert answer.status_code == 422
    assert 'value="次の計画"' in answer.text
    page = said_after(editor, editor.post("/desk/plans/new", data=facts))
    assert "まだ公開していません。" in page
    assert "まず、項目の言葉のもとになる資料を登録してください。" in page
    assert desk.test_client().get("/plans/r19").status_code == 404
    assert "このままでは公開できません" in editor.get("/desk/plans/r19/publish").text


def test_links_are_carried_forward_from_a_table(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    assert "引き継げる関連付けは、いまはありません。" in editor.get(f"{R9}/carry").text
    post(editor, f"{R9}/nodes/new", MEASURE)
    drawn = {"kind": "unchanged", "older": "kogyo-2-2", "newer": "kogyo-1", "source": "outline"}
    post(editor, f"{R9}/lineage/new", drawn)
    post(approver, f"{R9}/publish", seen=f"{R9}/publish")
    page = editor.get(f"{R9}/carry").text
    names = re.findall(r'name="take-([^"]+)" value="yes" checked', page)
    assert names
    assert editor.post(f"{R9}/carry", data={}).status_code == 422
    wrong = {f"take-{names[0]}": "yes", f"rationale-{names[0]}": ""}
    answer = editor.post(f"{R9}/carry", data=wrong)
    assert answer.status_code == 422
    assert f'href="#rationale-{names[0]}"' in answer.text
    answer = editor.post(f"{R9}/carry", data=wrong | {f"rationale-{names[0]}": "見直した理由。"})
    assert "関連付けを1件、引き継ぎました。" in said_after(editor, answer)
    assert "見直した理由。" in desk.test_client().get("/plans/r9/kogyo-1").text
    assert editor.post(f"{R9}/carry", data=wrong).status_code == 409


def test_a_busy_database_saves_nothing_and_says_so(desk: Flask, editor: FlaskClient) -> None:
    seen = based_on(editor.get(R9).text)
    with desk.app_context(), private_transaction() as somebody_else:
        somebody_else.connection()
        answer = editor.post(f"{R9}/nodes/new", data=MEASURE | {"based_on": seen})
    assert answer.status_code == 503
    assert "を加えました" not in editor.get(R9).text
    assert newest(desk) == 1
