"""Writing cases at the desk: quick entry, the full form, mistakes, two writers at once, likeness, hostile forms."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlmodel import col, select

from catalogue.context import private_transaction, session
from catalogue.domain.acts import Act
from catalogue.domain.roles import Role
from catalogue.domain.vocabulary import DecisionKind
from catalogue.editing import revisions
from catalogue.models import AuditRecord, Case, Dossier, Draft, Revision, finding
from tests.conftest import kit_of
from tests.desk.conftest import seated
from tests.desk.filling import Sheet, opened

KIRYU = "kiryu-cocotomo"
EDIT = f"/desk/cases/{KIRYU}/edit"
QUICK = {
    "title": "空き店舗の改修を助ける補助",
    "municipality_text": "さかいまち",
    "category": "shopping-street/shopping-street-revival",
    "summary-text": "町は、空き店舗の改修費を補助している。3年で5店が開いた。",
    "sources-0-title": "空き店舗の補助について",
    "sources-0-publisher": "○○新聞",
    "sources-0-kind": "press",
}


def newest(app: Flask, slug: str) -> Revision:
    with app.app_context():
        query = select(Revision).join(Dossier).where(Dossier.slug == slug, Dossier.kind == "case")
        found = session().exec(query.order_by(col(Revision.number).desc())).first()
        assert found is not None
        session().expunge(found)
        return found


def audited(app: Flask, act: Act) -> list[str]:
    with app.app_context():
        return [row.subject for row in session().exec(select(AuditRecord)) if row.act == act]


def drafts(app: Flask) -> list[Draft]:
    with app.app_context():
        return list(session().exec(select(Draft)).all())


def submitted(app: Flask, slug: str) -> None:
    with app.app_context(), private_transaction() as writing:
        dossier = revisions.opened(writing, finding.CASE, slug)
        last = finding.latest(writing, dossier)
        assert last is not None
        revisions.decide(writing, last, DecisionKind.SUBMITTED, actor="編集", now=kit_of(app).now())


def quick(client: FlaskClient, **more: str) -> Sheet:
    return opened(client, "/desk/cases/new").fill_in(QUICK | more)


# Quick entry


def test_five_answers_make_a_case(desk: Flask, editor: FlaskClient) -> None:
    answer = quick(editor).press()
    assert answer.status == 303
    assert answer.response.location == "/desk/cases/sakai-1"
    saved = newest(desk, "sakai-1")
    assert (saved.number, saved.author, saved.from_seed) == (1, "henshuさん", False)
    assert saved.document["municipality"] == "085464"
    assert saved.document["summary"]["sources"] == [saved.document["sources"][0]["key"]]
    assert audited(desk, Act.CASE_SAVED) == ["sakai-1"]


def test_a_saved_case_is_not_public(desk: Flask, editor: FlaskClient) -> None:
    quick(editor).press()
    with desk.app_context():
        assert session().get(Case, "sakai-1") is None
    assert editor.get("/cases/sakai-1").status_code == 404


def test_after_quick_entry_the_way_leads_on_to_all_fields(desk: Flask, editor: FlaskClient) -> None:
    where = quick(editor).press().response.location
    page = opened(editor, "/desk/cases/sakai-1/edit")
    assert where.startswith("/desk/cases/sakai-1")
    assert page.value("title") == QUICK["title"]
    assert page.value("municipality_text") == "茨城県境町"


def test_quick_entry_goes_on_in_full_with_what_was_typed(desk: Flask, editor: FlaskClient) -> None:
    page = quick(editor).press("act", "full")
    assert page.value("title") == QUICK["title"]
    assert page.value("sources-0-publisher") == QUICK["sources-0-publisher"]
    assert page.value("status") == "unknown"
    again = page.fill_in({"lead": "境町"}).press()
    assert again.status == 303
    assert newest(desk, "sakai-1").document["lead"] == "境町"


def test_two_cases_of_one_place_have_two_addresses(desk: Flask, editor: FlaskClient) -> None:
    quick(editor).press()
    quick(editor, title="まったくちがう取組", **{"sources-0-title": "別の資料"}).press()
    assert newest(desk, "sakai-2").number == 1


def test_an_address_may_be_chosen_and_must_be_free(desk: Flask, editor: FlaskClient) -> None:
    assert quick(editor, slug="akitenpo").press().response.location == "/desk/cases/akitenpo"
    taken = quick(editor, slug=KIRYU, title="別の取組").press()
    assert taken.status == 422
    assert "ほかの事例か画面で使っています" in taken.text
    assert quick(editor, slug="new", title="別の取組").press().status == 422


def test_a_typed_address_is_corrected_where_it_was_typed(desk: Flask, editor: FlaskClient) -> None:
    page = opened(editor, "/desk/cases/new?full=1").fill_in(QUICK | {"slug": "あきてんぽ"}).press()
    assert page.status == 422
    assert page.page.xpath("//input[@id='slug']/@value") == ["あきてんぽ"]
    assert "英小文字" in page.text
    assert page.fill(slug="akitenpo").press().response.location == "/desk/cases/akitenpo"


# Mistakes


def test_what_is_missing_is_told_once_and_at_once(desk: Flask, editor: FlaskClient) -> None:
    page = opened(editor, "/desk/cases/new").press()
    assert page.status == 422
    told = [" ".join(each.text_content().split()) for each in page.page.xpath("//*[@class='mistakes']//li")]
    assert [each.partition("：")[0] for each in told] == ["題名", "テーマと分類", "自治体", "概要", "出典"]


def test_a_locked_database_loses_nothing_that_was_typed(desk: Flask, editor: FlaskClient) -> None:
    page = opened(editor, EDIT).fill(subtitle="新しい副題")
    with kit_of(desk).engine.execution_options(writes=True).connect() as other, other.begin():
        answer = page.press()
    assert answer.status == 503
    assert "まだ保存していません" in answer.text
    assert answer.value("subtitle") == "新しい副題"
    assert answer.press().status == 303


def test_every_mistake_is_told_at_once_and_nothing_typed_is_lost(desk: Flask, editor: FlaskClient) -> None:
    page = opened(editor, "/desk/cases/new?full=1")
    typed = {"title": "題" * 300, "lead": "だれか", "outcomes-0-value": "5店", "started-date": "いつか"}
    page = page.press("press", "outcomes:add").fill_in(typed).press()
    assert page.status == 422
    assert {name: page.value(name) for name in typed} == typed
    for mistake in ("自治体", "100文字まで", "成果（1）の指標", "日付として読み取れません"):
        assert mistake in page.text
    targets = [href[1:] for href in page.page.xpath("//*[@class='mistakes']//a/@href")]
    assert targets
    assert all(page.page.xpath("//*[@id=$id]", id=target) for target in targets)


def test_a_mistake_is_said_at_its_field(desk: Flask, editor: FlaskClient) -> None:
    page = quick(editor, title="").press()
    assert page.page.xpath("//input[@name='title']/@aria-invalid") == ["true"]
    assert page.value("summary-text") == QUICK["summary-text"]


def test_unchanged_means_no_new_revision(desk: Flask, editor: FlaskClient) -> None:
    answer = opened(editor, EDIT).press()
    assert answer.status == 303
    assert newest(desk, KIRYU).number == 1
    assert "変わったところがない" in editor.get("/desk/cases").text
    assert drafts(desk) == []


@pytest.mark.parametrize(
    "slug", ["aizuwakamatsu-smartcity-aict", "higashiomi-community-business-sib", "shiojiri-kado"]
)
def test_a_form_of_a_seed_changes_nothing_by_itself(desk: Flask, editor: FlaskClient, slug: str) -> None:
    opened(editor, f"/desk/cases/{slug}/edit").press()
    assert newest(desk, slug).number == 1


def test_a_change_is_the_next_revision(desk: Flask, editor: FlaskClient) -> None:
    opened(editor, EDIT).fill(subtitle="新しい副題").press()
    saved = newest(desk, KIRYU)
    assert (saved.number, saved.document["subtitle"]) == (2, "新しい副題")
    assert saved.document["slug"] == KIRYU


def test_the_address_of_a_case_never_changes(desk: Flask, editor: FlaskClient) -> None:
    opened(editor, EDIT).fill(subtitle="新しい副題", slug="another").press()
    assert newest(desk, KIRYU).document["slug"] == KIRYU


def test_what_waits_for_approval_is_not_written_over(desk: Flask, editor: FlaskClient) -> None:
    page = opened(editor, EDIT)
    submitted(desk, KIRYU)
    answer = page.fill(subtitle="新しい副題").press()
    assert answer.status == 409
    assert "提出を取り戻す" in answer.text
    assert answer.value("subtitle") == "新しい副題"
    assert newest(desk, KIRYU).number == 1
    assert [draft.form["subtitle"] for draft in drafts(desk)] == [["新しい副題"]]


# Municipalities


def test_a_name_of_several_places_is_asked_about(desk: Flask, editor: FlaskClient) -> None:
    page = quick(editor, municipality_text="府中市").press()
    assert page.status == 422
    codes = page.page.xpath("//input[@type='radio' and @name='municipality']/@value")
    assert codes == ["132063", "342084"]
    answer = page.fill(municipality="342084").press()
    assert answer.response.location == "/desk/cases/fuchu-1"
    assert newest(desk, "fuchu-1").document["municipality"] == "342084"


def test_a_name_of_no_place_is_answered_with_the_nearest(desk: Flask, editor: FlaskClient) -> None:
    page = quick(editor, municipality_text="青海市").press()
    assert page.status == 422
    assert "東京都青梅市" in page.text
    assert page.value("municipality_text") == "青海市"


def test_an_emptied_municipality_is_missing(desk: Flask, editor: FlaskClient) -> None:
    page = opened(editor, EDIT).fill(municipality_text="").press()
    assert page.status == 422
    assert newest(desk, KIRYU).number == 1


def test_several_other_municipalities_stand_one_a_line(desk: Flask, editor: FlaskClient) -> None:
    answer = opened(editor, EDIT).fill(other_municipalities_text="みどり市\nいせさきし").press()
    assert answer.status == 303
    assert newest(desk, KIRYU).document["other_municipalities"] == ["102121", "102041"]
    page = opened(editor, EDIT)
    assert page.value("other_municipalities_text").split() == ["群馬県みどり市", "群馬県伊勢崎市"]
    wrong = page.fill(other_municipalities_text="みどり市\nどこか").press()
    assert wrong.status == 422
    assert "「どこか」という自治体は見つかりません" in wrong.text


# Likeness


def test_a_case_that_may_be_there_already_is_shown_first(desk: Flask, editor: FlaskClient) -> None:
    page = quick(editor, title="ココトモ cocotomo", municipality_text="桐生市").press()
    assert page.status == 422
    assert "似た事例があります" in page.text
    assert f"/desk/cases/{KIRYU}" in page.response.text
    assert page.press("apart", "1").response.location == "/desk/cases/kiryu-1"


# Two writers


@pytest.fixture
def second(desk: Flask) -> FlaskClient:
    return seated(desk, "betsu", Role.EDITOR)


def test_the_second_to_save_sees_the_difference_and_loses_nothing(
    desk: Flask, editor: FlaskClient, second: FlaskClient
) -> None:
    mine, theirs = opened(editor, EDIT), opened(second, EDIT)
    theirs.fill(subtitle="相手の副題", lead="相手の主体").press()
    page = mine.fill(subtitle="わたしの副題", status_note="わたしの補足").press()
    assert page.status == 409
    assert "ほかの人が先に保存しました" in page.text
    assert "betsuさん" in page.text
    assert newest(desk, KIRYU).number == 2
    assert [draft.form["subtitle"] for draft in drafts(desk)] == [["わたしの副題"]]
    assert "side-subtitle" not in page.fields

    unsettled = page.press("act", "merge")
    assert unsettled.status == 422
    assert newest(desk, KIRYU).number == 2

    answer = unsettled.fill(**{"side-subtitle": "theirs"}).press("act", "merge")
    assert answer.status == 303
    saved = newest(desk, KIRYU)
    assert saved.number == 3
    assert saved.document["subtitle"] == "相手の副題"
    assert saved.document["lead"] == "相手の主体"
    assert saved.document["status_note"] == "わたしの補足"
    assert drafts(desk) == []


def test_what_does_not_touch_comes_together_by_itself(
    desk: Flask, editor: FlaskClient, second: FlaskClient
) -> None:
    mine, theirs = opened(editor, EDIT), opened(second, EDIT)
    theirs.fill(lead="相手の主体").press()
    page = mine.fill(subtitle="わたしの副題").press()
    assert "同じところを変えた箇所はありません" in page.text
    assert page.press("act", "merge").status == 303
    assert newest(desk, KIRYU).document["lead"] == "相手の主体"
    assert newest(desk, KIRYU).document["subtitle"] == "わたしの副題"


def test_a_merge_can_be_worked_on_before_it_is_saved(
    desk: Flask, editor: FlaskClient, second: FlaskClient
) -> None:
    mine, theirs = opened(editor, EDIT), opened(second, EDIT)
    theirs.fill(subtitle="相手の副題", lead="相手の主体").press()
    page = mine.fill(subtitle="わたしの副題").press().press("act", "rework")
    assert page.status == 200
    assert (page.value("subtitle"), page.value("lead"), page.value("based_on")) == (
        "わたしの副題",
        "相手の主体",
        "2",
    )
    assert page.fill(subtitle="ふたりの副題").press().status == 303
    assert newest(desk, KIRYU).document["subtitle"] == "ふたりの副題"


def test_a_third_save_while_deciding_is_noticed(
    desk: Flask, editor: FlaskClient, second: FlaskClient
) -> None:
    mine, theirs = opened(editor, EDIT), opened(second, EDIT)
    theirs.fill(subtitle="相手の副題").press()
    page = mine.fill(subtitle="わたしの副題").press()
    opened(second, EDIT).fill(lead="さらに").press()
    answer = page.fill(**{"side-subtitle": "mine"}).press("act", "merge")
    assert answer.status == 409
    assert "さらに新しい版" in answer.text
    assert newest(desk, KIRYU).number == 3
    assert answer.press("act", "merge").status == 303
    saved = newest(desk, KIRYU)
    assert (saved.number, saved.document["subtitle"], saved.document["lead"]) == (4, "わたしの副題", "さらに")


def test_mistakes_come_before_the_difference(desk: Flask, editor: FlaskClient, second: FlaskClient) -> None:
    mine, theirs = opened(editor, EDIT), opened(second, EDIT)
    theirs.fill(lead="相手の主体").press()
    page = mine.fill(title="").press()
    assert page.status == 422
    assert page.fill(title="わたしの題名").press().status == 409


def test_a_form_that_says_nothing_of_its_beginning_overwrites_nobody(
    desk: Flask, editor: FlaskClient
) -> None:
    page = opened(editor, EDIT).fill(subtitle="わたしの副題", based_on="")
    assert page.press().status == 409
    assert newest(desk, KIRYU).number == 1


# Hostile forms


@pytest.mark.parametrize(
    "form",
    [
        {"title": "\x00\x1b\u202e" * 5},
        {"title": "あ" * 150_000},
        {"title": "\ud800"},
        {f"nobody-knows-{n}": "x" for n in range(3000)},
        {f"outcomes-{n}-indicator": "x" for n in range(400)},
        {f"sources-{n}-title": "x" for n in range(400)},
        {"outcomes-99999999999-indicator": "x", "outcomes--1-indicator": "x", "outcomes-²-value": "x"},
        {"category": "/".join("abc" * 50), "based_on": "9" * 400, "draft": "-1", "case_slug": "../.."},
        {
            "municipality": "x" * 1000,
            "municipality_text": "\u3000",
            "other_municipalities_text": "市\n" * 5000,
        },
        {"outcomes-0-number": "1e309", "outcomes-0-value": "NaN", "population-value": "∞"},
        {"checked-on": "0000-00-00", "started-date": "令和９９９９年", "ended-date": "2025-02-30"},
        {"dropped": '[["x"]', "press": "outcomes:undrop"},
        {"press": "sources-9999:drop"},
        {"press": "\x00:add"},
        {"act": "merge"},
        {"act": "nonsense", "apart": "2", "side-title": "nobody"},
    ],
)
def test_no_form_breaks_the_desk(desk: Flask, editor: FlaskClient, form: dict[str, str]) -> None:
    raw = {name: value.encode("utf-8", "surrogatepass") for name, value in form.items()}
    for address in ("/desk/cases/new", EDIT):
        assert editor.post(address, data=raw).status_code in (200, 422)
    assert newest(desk, KIRYU).number == 1


def test_a_form_that_is_too_large_is_refused(desk: Flask, editor: FlaskClient) -> None:
    assert editor.post(EDIT, data={"title": "x" * 3_000_000}).status_code == 413


# The list


def test_the_list_shows_where_every_case_stands(desk: Flask, editor: FlaskClient) -> None:
    opened(editor, EDIT).fill(subtitle="新しい副題").press()
    page = editor.get("/desk/cases").text
    assert page.index(KIRYU) < page.index(
        "niihama-dx-suishin-lab" if "niihama-dx-suishin-lab" in page else "</table>"
    )
    assert "henshuさん" in page
    assert "state-draft" in page
    mine = editor.get("/desk/cases?mine=1").text
    assert KIRYU in mine
    assert "原稿：1件" in mine
    assert "当てはまる原稿はありません" in editor.get("/desk/cases?state=returned").text
    assert "原稿：1件" in editor.get("/desk/cases?q=群馬県　ＣＯＣＯ").text


def test_the_list_asks_few_questions_however_many_cases_there_are(desk: Flask, editor: FlaskClient) -> None:
    asked: list[str] = []
    engine = kit_of(desk).engine
    event.listen(engine, "before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement))
    editor.get("/desk/cases")
    assert len([each for each in asked if each.startswith("SELECT")]) <= 10


def test_nobody_else_may_write(desk: Flask, member: FlaskClient, administrator: FlaskClient) -> None:
    for client in (member, administrator, desk.test_client()):
        for address in ("/desk/cases/new", EDIT, "/desk/drafts", "/desk/municipalities"):
            assert client.get(address).status_code == 403
        for address in ("/desk/cases/new", EDIT, "/desk/drafts", "/desk/drafts/1/drop"):
            assert client.post(address, data=QUICK).status_code == 403
    assert member.get("/desk/cases").status_code == 403
    assert administrator.get("/desk/cases").status_code == 200
    assert "新しい事例を書く" not in administrator.get("/desk/cases").text
