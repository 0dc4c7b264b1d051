"""Reports of mistakes at the desk: the list, one report, taking it, answering it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from catalogue.context import private_transaction, session
from catalogue.domain.report_parts import FIELD_OF, ReportPart
from catalogue.editing.reports import send
from catalogue.models import AuditRecord, Report
from catalogue.reading import desk_reports

SLUG = "kiryu-cocotomo"
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)


def sent(app: Flask, about: str = "outcomes", text: str = "数の時点が違います。", **more: str) -> int:
    """The number of a report that has come in."""
    with app.app_context():
        at = datetime.now(UTC) - timedelta(days=1)
        with private_transaction() as writing:
            send(writing, SLUG, {"about": about, "text": text, **more}, f"{about} {text}", at)
        found = session().exec(select(Report.id).order_by(Report.id.desc())).first()  # type: ignore[union-attr]
        assert found
        return found


def the_report(app: Flask, number: int) -> Report:
    with app.app_context():
        return session().get_one(Report, number)


def dealt_with(app: Flask, number: int, state: str, at: datetime) -> None:
    with app.app_context(), private_transaction() as writing:
        report = writing.get_one(Report, number)
        report.state, report.handled_by, report.handled_at = state, "編集さん", at
        writing.add(report)


def test_the_list_says_what_came_and_about_which_part(desk: Flask, editor: FlaskClient) -> None:
    number = sent(desk, informant="featured", contact="shokan@example.jp")
    page = editor.get("/desk/reports").text
    assert f'href="/desk/reports/{number}"' in page
    for words in ("「cocotomo」：成果の数値", "数の時点が違います。", "掲載された自治体・団体", "未対応"):
        assert words in page


def test_new_reports_stand_before_those_dealt_with(desk: Flask, editor: FlaskClient) -> None:
    first, second = sent(desk, text="一つめ"), sent(desk, text="二つめ")
    dealt_with(desk, second, "done", datetime.now(UTC))
    page = editor.get("/desk/reports").text
    assert page.index(f"/desk/reports/{first}") < page.index(f"/desk/reports/{second}")


def test_the_list_is_filtered_by_state_and_counts_each(desk: Flask, editor: FlaskClient) -> None:
    sent(desk, text="新しい報告")
    dealt_with(desk, sent(desk, text="済んだ報告"), "done", datetime.now(UTC))
    page = editor.get("/desk/reports?state=done").text
    assert "済んだ報告" in page
    assert "新しい報告" not in page
    assert "未対応（1件）" in page
    assert "「対応中」の報告はありません。" in editor.get("/desk/reports?state=taken").text


@pytest.mark.parametrize("address", ["?state=nonsense", "?page=-3", "?page=99999999999999999999", "?page=x"])
def test_an_odd_address_shows_the_list_all_the_same(desk: Flask, editor: FlaskClient, address: str) -> None:
    number = sent(desk)
    answer = editor.get(f"/desk/reports{address}")
    assert answer.status_code == 200
    assert f'href="/desk/reports/{number}"' in answer.text


def test_more_than_a_page_of_reports_is_turned_over(desk: Flask, editor: FlaskClient) -> None:
    with desk.app_context(), private_transaction() as writing:
        for number in range(desk_reports.ON_A_PAGE + 1):
            writing.add(
                Report(
                    case_slug=SLUG,
                    path="other",
                    text=f"報告その{number}。",
                    sender="",
                    sent_at=LONG_AGO,
                    state="new",
                )
            )
    assert "報告その0。" not in editor.get("/desk/reports").text
    assert "報告その0。" in editor.get("/desk/reports?page=2").text


def test_one_report_leads_to_the_field_where_the_mistake_is_mended(desk: Flask, editor: FlaskClient) -> None:
    page = editor.get(f"/desk/reports/{sent(desk, about='funding')}").text
    assert f'href="/desk/cases/{SLUG}/edit#funding"' in page
    page = editor.get(f"/desk/reports/{sent(desk, about='links')}").text
    assert f'href="/desk/cases/{SLUG}/links"' in page


@pytest.mark.parametrize("part", FIELD_OF)
def test_every_part_leads_to_a_field_that_is_there(
    desk: Flask, editor: FlaskClient, part: ReportPart
) -> None:
    page = editor.get(f"/desk/reports/{sent(desk, about=part.value)}").text
    address = f"/desk/cases/{SLUG}/edit#{FIELD_OF[part]}"
    assert f'href="{address}"' in page
    assert f'id="{FIELD_OF[part]}"' in editor.get(address).text


def test_taking_a_report_names_who_deals_with_it(desk: Flask, editor: FlaskClient) -> None:
    number = sent(desk)
    answer = editor.post(f"/desk/reports/{number}/take", data={"seen": "new "})
    assert answer.status_code == 303
    assert (the_report(desk, number).state, the_report(desk, number).handled_by) == ("taken", "henshuさん")
    assert "担当：henshuさん" in editor.get("/desk/reports").text


def test_whoever_comes_second_sees_who_was_first_and_may_step_in(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    number = sent(desk)
    editor.post(f"/desk/reports/{number}/take", data={"seen": "new "})
    second = approver.post(f"/desk/reports/{number}/take", data={"seen": "new "})
    assert second.status_code == 409
    assert "henshuさん" in second.text
    assert 'name="seen" value="taken henshuさん"' in second.text
    approver.post(f"/desk/reports/{number}/take", data={"seen": "taken henshuさん"})
    assert the_report(desk, number).handled_by == "shoninさん"


def test_an_answer_ends_a_report_and_stands_in_the_trail(desk: Flask, editor: FlaskClient) -> None:
    number = sent(desk)
    typed = {"state": "done", "answer": "事業報告で確かめて直しました。", "seen": "new "}
    assert editor.post(f"/desk/reports/{number}/answer", data=typed).status_code == 303
    assert the_report(desk, number).state == "done"
    assert "事業報告で確かめて直しました。" in editor.get(f"/desk/reports/{number}").text
    with desk.app_context():
        acts = session().exec(select(AuditRecord.act).where(AuditRecord.subject == SLUG)).all()
    assert acts == ["report-answered"]


def test_an_answer_that_says_too_little_is_shown_again(desk: Flask, editor: FlaskClient) -> None:
    number = sent(desk)
    answer = editor.post(f"/desk/reports/{number}/answer", data={"answer": "確かめました。", "seen": "new "})
    assert answer.status_code == 422
    assert "確かめました。" in answer.text
    assert '<a href="#state">' in answer.text


def test_an_answer_that_comes_too_late_is_not_lost(desk: Flask, editor: FlaskClient) -> None:
    number = sent(desk)
    dealt_with(desk, number, "done", datetime.now(UTC))
    typed = {"state": "no-mistake", "answer": "誤りではありません。", "seen": "new "}
    answer = editor.post(f"/desk/reports/{number}/answer", data=typed)
    assert answer.status_code == 409
    assert "誤りではありません。" in answer.text
    assert the_report(desk, number).state == "done"


def test_a_contact_is_shown_to_staff_until_180_days_after_the_end(desk: Flask, editor: FlaskClient) -> None:
    number = sent(desk, contact="shokan@example.jp")
    assert "shokan@example.jp" in editor.get(f"/desk/reports/{number}").text
    dealt_with(desk, number, "done", datetime.now(UTC) - timedelta(days=180))
    assert "shokan@example.jp" not in editor.get(f"/desk/reports/{number}").text
    editor.get("/desk/reports")
    assert the_report(desk, number).contact is None


def test_a_report_about_a_case_that_is_no_longer_public_can_still_be_read(
    desk: Flask, editor: FlaskClient
) -> None:
    with desk.app_context(), private_transaction() as writing:
        report = Report(
            case_slug="gone", path="title", text="題名が違う", sender="", sent_at=LONG_AGO, state="new"
        )
        writing.add(report)
        writing.flush()
        number = report.id
    assert "いまは公開していません" in editor.get(f"/desk/reports/{number}").text


@pytest.mark.parametrize(
    "address", ["/desk/reports/99", "/desk/reports/99999999999999999999", "/desk/reports/x"]
)
def test_there_is_no_page_for_a_report_that_is_not_there(editor: FlaskClient, address: str) -> None:
    assert editor.get(address).status_code == 404


def test_an_administrator_reads_reports_and_changes_none(desk: Flask, administrator: FlaskClient) -> None:
    number = sent(desk)
    page = administrator.get(f"/desk/reports/{number}")
    assert page.status_code == 200
    assert "/answer" not in page.text
    for act in ("take", "answer"):
        assert administrator.post(f"/desk/reports/{number}/{act}", data={"seen": "new "}).status_code == 403
    assert the_report(desk, number).state == "new"


def test_a_member_of_the_committee_sees_no_report(desk: Flask, member: FlaskClient) -> None:
    number = sent(desk)
    for address in ("/desk/reports", f"/desk/reports/{number}"):
        assert member.get(address).status_code == 403
    assert member.post(f"/desk/reports/{number}/take").status_code == 403


def test_a_dossier_shows_the_reports_that_wait(desk: Flask, editor: FlaskClient) -> None:
    open_one, done = sent(desk), sent(desk, about="title")
    dealt_with(desk, done, "done", LONG_AGO)
    page = editor.get(f"/desk/cases/{SLUG}").text
    assert f'href="/desk/reports/{open_one}"' in page
    assert f'href="/desk/reports/{done}"' not in page
    assert "対応の終わった報告が1件あります" in page
