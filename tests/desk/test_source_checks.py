"""Pages that cases cite: asked by the operator's command, marked on the page of the case, looked after at the desk."""

import html
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from catalogue.context import kit, transaction
from catalogue.domain.link_rot import Answered, Outcome
from catalogue.editing import source_checks
from catalogue.models import AuditRecord, CasePage, Source, SourceCheck
from catalogue.outside.addresses import Host
from tests.conftest import kit_of
from tests.outside.servers import by_path, on_this_machine, says, serving

SLUG = "nagoya-endoji-online-shotengai"
PAGE = "https://www.pref.osaka.lg.jp/shogyoshien/minmamo/shourepo_2112.html"
WARNING = "このページを開けませんでした"


def noted(app: Flask, url: str, answer: Answered, days_ago: int = 0) -> None:
    with app.app_context(), transaction() as writing:
        source_checks.note(writing, {url: answer}, kit().now() - timedelta(days=days_ago))


def shown(app: Flask, slug: str = SLUG) -> str:
    return app.test_client().get(f"/cases/{slug}").text


def cite_only(app: Flask, *urls: str) -> None:
    """Let public cases cite these pages and no others, so that a test asks nobody else."""
    with app.app_context(), transaction() as writing:
        sources = writing.exec(select(Source).where(Source.url != None).order_by(Source.url)).all()  # noqa: E711
        for number, source in enumerate(sources):
            source.url = urls[number] if number < len(urls) else None
            writing.add(source)


def allow_checking(app: Flask, *, on: bool = True) -> None:
    known = kit_of(app)
    settings = replace(known.settings, sources_check=on)
    app.extensions["catalogue"] = replace(known, settings=settings, may_ask=on_this_machine)


def rows(app: Flask) -> dict[str, SourceCheck]:
    with Session(kit_of(app).engine) as session:
        return {row.url: row for row in session.exec(select(SourceCheck))}


def test_nothing_is_asked_until_an_operator_turns_it_on(own_app: Flask) -> None:
    allow_checking(own_app, on=False)
    with serving(says(200)) as origin:
        cite_only(own_app, f"{origin}/page")
        answer = own_app.test_cli_runner().invoke(args=["sources", "check"])
    assert answer.exit_code == 1
    assert "SOURCES_CHECK=yes" in answer.stderr
    assert rows(own_app) == {}


def test_the_command_keeps_what_each_page_answered_and_leaves_its_line_in_the_trail(own_app: Flask) -> None:
    allow_checking(own_app)
    with serving(by_path({"/here": says(200), "/moved": says(301, "/here")})) as origin:
        cite_only(own_app, f"{origin}/here", f"{origin}/gone", f"{origin}/moved", "http://10.0.0.1/inside")
        answer = own_app.test_cli_runner().invoke(args=["sources", "check"])
    assert answer.exit_code == 0, answer.output
    assert "4件のページを確かめます" in answer.output
    found = rows(own_app)
    assert {url.removeprefix(origin): row.outcome for url, row in found.items()} == {
        "/here": "answers",
        "/gone": "gone",
        "/moved": "answers",
        "http://10.0.0.1/inside": "not-asked",
    }
    assert found[f"{origin}/moved"].moved_to == f"{origin}/here"
    with Session(kit_of(own_app).engine) as session:
        trail = session.exec(select(AuditRecord).where(AuditRecord.act == "sources-checked")).one()
        assert "ページがありません：1件" in (trail.detail or "")


def test_what_was_asked_lately_is_left_and_a_limit_is_kept(own_app: Flask) -> None:
    allow_checking(own_app)
    with serving(says(200)) as origin:
        cite_only(own_app, *(f"{origin}/{number}" for number in range(3)))
        run = own_app.test_cli_runner().invoke
        run(args=["sources", "check", "--limit", "2"])
        assert len(rows(own_app)) == 2
        run(args=["sources", "check"])
        assert len(rows(own_app)) == 3
        assert "確かめる時期のページはありません" in run(args=["sources", "check"]).output
        assert "3件のページ" in run(args=["sources", "check", "--days", "0"]).output


def test_a_round_that_is_broken_off_has_kept_what_was_answered(own_app: Flask) -> None:
    allow_checking(own_app)
    with serving(says(200)) as first, serving(says(200)) as second:
        port = int(second.rpartition(":")[2])

        def broken_off_at_the_second(host: Host, asked: int) -> bool:
            while asked == port:
                if rows(own_app):
                    raise KeyboardInterrupt
                time.sleep(0.01)
            return on_this_machine(host, asked)

        kit = replace(kit_of(own_app), may_ask=broken_off_at_the_second)
        own_app.extensions["catalogue"] = kit
        cite_only(own_app, f"{first}/page", f"http://localhost:{port}/page")
        answer = own_app.test_cli_runner().invoke(args=["sources", "check"])
    assert answer.exit_code == 1
    assert list(rows(own_app)) == [f"{first}/page"]


def test_a_machine_without_a_way_out_marks_nothing(own_app: Flask) -> None:
    allow_checking(own_app)
    with serving(says(200)) as origin:
        cite_only(own_app, f"{origin}/page")
    answer = own_app.test_cli_runner().invoke(args=["sources", "check"])
    assert answer.exit_code == 1
    assert "どのページにもつながりませんでした" in answer.stderr
    assert rows(own_app) == {}


def test_one_silent_page_is_kept_where_another_shows_that_there_is_a_way_out(own_app: Flask) -> None:
    allow_checking(own_app)
    with serving(says(200)) as silent:
        pass
    with serving(says(200)) as origin:
        cite_only(own_app, f"{origin}/page", f"{silent}/page")
        noted(own_app, f"{origin}/page", Answered(Outcome.ANSWERS, 200))
        answer = own_app.test_cli_runner().invoke(args=["sources", "check"])
    assert answer.exit_code == 0, answer.output
    assert {row.outcome for row in rows(own_app).values()} == {"answers", "silent"}


def test_a_page_that_is_gone_is_marked_where_the_case_cites_it(own_app: Flask) -> None:
    assert WARNING not in shown(own_app)
    noted(own_app, PAGE, Answered(Outcome.GONE, 404, why="サーバーが、ページはないと答えました"))
    page = shown(own_app)
    assert page.count(WARNING) == 1
    source = page[page.index(f'href="{PAGE}') :]
    assert source.index(WARNING) < source.index("</li>"), "beside the very source"
    noted(own_app, PAGE, Answered(Outcome.ANSWERS, 200))
    assert WARNING not in shown(own_app), "it answers again"


def test_one_silence_is_not_told_to_readers_but_to_staff(desk: Flask, editor: FlaskClient) -> None:
    noted(desk, PAGE, Answered(Outcome.SILENT, why="つながりません"), days_ago=3)
    assert WARNING not in shown(desk)
    assert "つながらない（1件）" in editor.get("/desk/sources").text
    noted(desk, PAGE, Answered(Outcome.SILENT, why="つながりません"))
    assert WARNING in shown(desk)


def test_the_day_somebody_read_a_page_is_kept_and_shown(desk: Flask, editor: FlaskClient) -> None:
    noted(desk, PAGE, Answered(Outcome.GONE, 404))
    today = datetime.now(UTC) + timedelta(hours=9)
    answer = editor.post("/desk/sources/read?trouble=gone", data={"url": PAGE, "on": f"{today:%Y/%m/%d}"})
    assert (answer.status_code, answer.location) == (303, "/desk/sources?trouble=gone")
    page = shown(desk)
    assert WARNING not in page, "who has read it since knows better"
    source = page[page.index(f'href="{PAGE}') :]
    assert f"閲覧：令和8（2026）年{today.month}月{today.day}日" in source[: source.index("</li>")]
    assert "（henshuさん）" in editor.get("/desk/sources").text
    with Session(kit_of(desk).engine) as session:
        assert session.exec(select(AuditRecord).where(AuditRecord.act == "source-read")).one().subject == PAGE


def test_an_earlier_day_than_the_case_says_does_not_take_its_place(desk: Flask, editor: FlaskClient) -> None:
    editor.post("/desk/sources/read", data={"url": PAGE, "on": "2026-01-05"})
    assert "閲覧：令和8（2026）年1月5日" not in shown(desk)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "日まで書いてください"),
        ("きのう", "日まで書いてください"),
        ("2026年11月", "日まで"),
        ("2199-01-01", "今日よりあと"),
    ],
)
def test_what_is_no_day_is_said_to_be_none_and_stays_in_the_field(
    editor: FlaskClient, typed: str, said: str
) -> None:
    answer = editor.post("/desk/sources/read", data={"url": PAGE, "on": typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{html.escape(typed)}"' in answer.text


def test_a_page_no_case_cites_cannot_be_noted(editor: FlaskClient) -> None:
    answer = editor.post("/desk/sources/read", data={"url": "https://example.jp/", "on": "2026-11-01"})
    assert answer.status_code == 404
    assert "公開中の事例は、もうありません" in answer.text


def test_the_list_shows_each_page_once_with_all_cases_that_cite_it(editor: FlaskClient, desk: Flask) -> None:
    with Session(kit_of(desk).engine) as session:
        cited = session.exec(select(Source).where(Source.url != None)).all()  # noqa: E711
        assert session.get(CasePage, SLUG)
    page = editor.get("/desk/sources").text
    assert f"すべて（{len({source.url for source in cited})}件）" in page
    gone = editor.get("/desk/sources?trouble=gone").text
    assert "「ページがない」のページはありません" in gone
    assert editor.get("/desk/sources?trouble=nonsense&page=x").status_code == 200


def test_what_no_case_cites_any_more_is_forgotten(own_app: Flask) -> None:
    noted(own_app, "https://example.jp/old", Answered(Outcome.GONE, 404))
    noted(own_app, PAGE, Answered(Outcome.GONE, 404))
    with own_app.app_context(), transaction() as writing:
        assert source_checks.forget_uncited(writing) == 1
    assert set(rows(own_app)) == {PAGE}
