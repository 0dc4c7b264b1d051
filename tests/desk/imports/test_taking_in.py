"""Taking a sheet of cases in, and what is done with all its cases at once; taking it back."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from catalogue.context import session
from catalogue.domain.importing import ImportState
from catalogue.models import AuditRecord, Case, Dossier, Revision
from tests.desk.imports.bringing import (
    as_xlsx,
    bring,
    result,
    send,
    sent,
    taken,
    the_import,
    three,
    version,
    words,
)
from tests.editing.imports.sheets import cell, good, row_key

CASE = "kiryu-cocotomo"


def acts(app: Flask) -> list[str]:
    """What the trail says was done, the first first."""
    with app.app_context():
        return [*session().exec(select(AuditRecord.act).order_by(AuditRecord.id))]  # type: ignore[arg-type]


def slugs(app: Flask, address: str) -> list[str]:
    """The cases an import wrote."""
    return [case["slug"] for case in (the_import(app, address).result or {})["cases"]]


def there(app: Flask, slug: str) -> bool:
    """Whether there is such a case at the desk."""
    with app.app_context():
        of_it = select(Revision.id).join(Dossier).where(Dossier.slug == slug)
        return session().exec(of_it).first() is not None


def public(app: Flask, slug: str) -> bool:
    """Whether readers can see it."""
    with app.app_context():
        return session().exec(select(Case.slug).where(Case.slug == slug)).first() is not None


def test_the_button_says_how_many_and_the_page_what_exactly_will_happen(editor: FlaskClient) -> None:
    address = bring(editor, *three(), good(3, 題名=""))
    sent(editor, address, {f"skip:{row_key(3)}": "yes"})
    page = editor.get(address).text
    assert "3件を取り込む</button>" in page
    said = words(page)
    assert "3件の事例を、新しく登録します（状態は「作成中」）。" in said
    assert "1行は取り込みません。" in said
    assert "まだ公開されません" in said


def test_taking_in_saves_revisions_that_nobody_outside_sees(desk: Flask, editor: FlaskClient) -> None:
    address = taken(editor, *three())
    page = editor.get(address).text
    assert "3件を取り込みました。まだ公開されていません。" in page
    assert "取り込んだ事例（3件）" in page
    assert "作成中 3件" in words(page)
    for slug in slugs(desk, address):
        assert f'href="/desk/cases/{slug}"' in page
        assert editor.get(f"/cases/{slug}").status_code == 404
        assert editor.get(f"/desk/cases/{slug}").status_code == 200
    assert acts(desk).count("case-saved") == 3
    assert acts(desk)[-1] == "cases-imported"


def test_nothing_is_taken_in_while_something_is_wrong(desk: Flask, editor: FlaskClient) -> None:
    address = bring(editor, good(0), good(1, 題名=""))
    answer = sent(editor, address, {}, "/take")
    assert answer.status_code == 422
    assert "まだ取り込めません" in answer.text
    assert the_import(desk, address).state == ImportState.OPEN
    assert "case-saved" not in acts(desk)


def test_what_was_changed_on_the_page_before_the_last_button_is_judged_first(
    desk: Flask, editor: FlaskClient
) -> None:
    address = bring(editor, good(0), good(1, 題名="試験用"))
    sent(editor, address, {f"cell:{cell(1, '題名')}": "直した題名"})
    answer = sent(editor, address, {f"cell:{cell(1, '題名')}": ""}, "/take")
    assert answer.status_code == 303
    page = editor.get(answer.location).text
    assert "変えたところを先に保存し、確かめ直しました" in page
    assert "1行に直すところがあります" in result(page)
    assert the_import(desk, address).state == ImportState.OPEN


def test_a_stale_page_takes_nothing_in(desk: Flask, editor: FlaskClient, approver: FlaskClient) -> None:
    address = bring(editor, *three())
    stale = version(editor, address)
    sent(approver, address, {f"skip:{row_key(0)}": "yes"})
    answer = editor.post(f"{address}/take", data={"version": stale})
    assert answer.status_code == 409
    assert "ほかの人がこの取込みについて決めました" in answer.text
    assert "2件を取り込む</button>" in answer.text


def test_taking_in_twice_is_told_on_the_page_of_what_came_of_it(desk: Flask, editor: FlaskClient) -> None:
    address = bring(editor, *three())
    stale = version(editor, address)
    for expected in (303, 409):
        answer = editor.post(f"{address}/take", data={"version": stale})
        assert answer.status_code == expected
    assert "もう取り込まれています" in answer.text
    assert "取り込んだ事例（3件）" in answer.text
    assert acts(desk).count("cases-imported") == 1


def test_what_was_typed_while_somebody_took_it_in_is_shown_again(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    address = bring(editor, *three())
    stale = version(editor, address)
    sent(approver, address, {}, "/take")
    answer = editor.post(address, data={"version": stale, f"cell:{cell(0, '題名')}": "わたしの題名"})
    assert answer.status_code == 409
    assert "取り込まれています" in answer.text
    assert "わたしの題名" in answer.text


def test_themes_that_are_made_are_public_at_once_and_found(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    address = bring(editor, good(0, テーマ="観光まちづくり", 分類="特産品づくり"))
    name = re.findall(r'name="(name:[^"]+)"', editor.get(address).text)[0]
    sent(editor, address, {name: "+"})
    assert sent(editor, address, {}, "/take").status_code == 422
    assert sent(approver, address, {}, "/take").status_code == 303
    assert "新しく作ったテーマ・分類：テーマ「観光まちづくり」、分類「特産品づくり」" in words(
        approver.get(address).text
    )
    assert "観光まちづくり" in editor.get("/themes").text


def test_all_are_submitted_at_once_and_approved_by_another(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    address = taken(editor, *three())
    assert "まとめて提出する" in editor.get(address).text
    assert "まとめて承認する" not in editor.get(address).text
    answer = editor.post(f"{address}/submit", data={"comment": "まとめて確かめてください。"})
    assert answer.status_code == 303
    page = editor.get(address).text
    assert "3件を提出しました。" in page
    assert "承認待ち 3件" in words(page)
    assert "まとめて承認する" in approver.get(address).text
    answer = approver.post(f"{address}/approve", data={"reference": "青商発第123号"})
    assert answer.status_code == 303
    assert "3件を承認しました。" in approver.get(address).text
    for slug in slugs(desk, address):
        assert public(desk, slug)
        assert editor.get(f"/cases/{slug}").status_code == 200
        assert "青商発第123号" in editor.get(f"/desk/cases/{slug}/decisions").text


def test_what_cannot_be_approved_is_named_with_the_reason(desk: Flask, approver: FlaskClient) -> None:
    address = taken(approver, *three())
    approver.post(f"{address}/submit")
    page = approver.get(address).text
    assert "まとめて承認する" not in page
    assert "承認待ちのうち3件は、あなたが保存したものです" in page
    answer = approver.post(f"{address}/approve")
    assert answer.status_code == 200
    assert "3件は承認できませんでした。" in answer.text
    assert "給食の献立を見直す</a>：" in answer.text
    assert not any(public(desk, slug) for slug in slugs(desk, address))


def test_a_comment_that_is_too_long_comes_back_as_it_was_typed(editor: FlaskClient) -> None:
    address = taken(editor, *three())
    long = "長い文です。" * 2000
    answer = editor.post(f"{address}/submit", data={"comment": long})
    assert "提出できませんでした" in answer.text
    assert f'value="{long}"' in answer.text
    assert "作成中 3件" in words(editor.get(address).text)


def test_an_editor_approves_nothing(editor: FlaskClient) -> None:
    address = taken(editor, *three())
    assert editor.post(f"{address}/approve").status_code == 403


def test_before_it_is_taken_back_the_page_says_what_goes_and_what_stays(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    address = taken(editor, *three())
    first, *others = slugs(desk, address)
    approver.post(f"/desk/cases/{first}/submit", data={"number": "1"})
    page = words(editor.get(f"{address}/undo").text)
    assert "消える事例（2件）" in page
    assert "残るもの（1件）" in page
    assert "まだ何も取り消していません" in page
    assert all(there(desk, slug) for slug in (first, *others))
    answer = editor.post(f"{address}/undo")
    assert answer.status_code == 303
    page = words(editor.get(address).text)
    assert "取込みを取り消しました（2件）。手が加えられた1件は残しました。" in page
    assert "取消済み" in page
    assert "取り消しても残ったもの（1件）" in page
    assert there(desk, first)
    assert not any(there(desk, slug) for slug in others)
    assert acts(desk)[-1] == "import-undone"


def test_a_case_that_was_rewritten_goes_back_to_the_revision_before(desk: Flask, editor: FlaskClient) -> None:
    row = {"ID": CASE, "概要": "試験用に書き換えた概要です。"}
    address = send(editor, as_xlsx(row, headings=["ID", "概要"])).location
    sent(editor, address, {}, "/take")
    assert "第2版（第1版から書き換え）" in editor.get(address).text
    assert "前の版に戻る事例（1件）" in editor.get(f"{address}/undo").text
    editor.post(f"{address}/undo")
    assert "試験用に書き換えた概要です。" not in editor.get(f"/desk/cases/{CASE}").text
    assert public(desk, CASE)


def test_what_was_taken_back_already_is_told(editor: FlaskClient) -> None:
    address = taken(editor, *three())
    editor.post(f"{address}/undo")
    answer = editor.post(f"{address}/undo")
    assert answer.status_code == 409
    assert "もう取り消されています" in answer.text
    asked = editor.get(f"{address}/undo")
    assert asked.status_code == 409
    assert "取込みは取り消されています" in asked.text


def test_an_import_that_is_given_up_asks_first_and_keeps_nothing(desk: Flask, editor: FlaskClient) -> None:
    address = bring(editor, *three())
    page = editor.get(f"{address}/drop").text
    assert "この取込みをやめますか" in page
    answer = editor.post(f"{address}/drop")
    assert answer.status_code == 303
    assert "取込みをやめました" in editor.get("/desk/imports").text
    kept = the_import(desk, address)
    assert (kept.state, kept.content) == (ImportState.DROPPED, {})
    page = editor.get(address).text
    assert "何も登録しないまま取りやめになりました" in page
    asked = editor.get(f"{address}/drop")
    assert asked.status_code == 409
    assert "何も登録しないまま取りやめになりました" in asked.text, "its page, and no dead end"
    assert sent_to_a_closed_one(editor, address) == 409


def sent_to_a_closed_one(client: FlaskClient, address: str) -> int:
    return client.post(address, data={"version": "1", f"cell:{cell(0, '題名')}": "題名"}).status_code


def test_the_page_of_an_import_tells_who_did_what(editor: FlaskClient, approver: FlaskClient) -> None:
    address = bring(editor, *three())
    sent(approver, address, {}, "/take")
    page = words(editor.get(address).text)
    assert re.search("henshuさんが令和.+に始めました。shoninさんが令和.+に取り込みました。", page)


def test_many_cases_are_listed_a_page_at_a_time(editor: FlaskClient) -> None:
    address = taken(editor, *(good(number) for number in range(105)))
    page = editor.get(address).text
    assert page.count("第1版（新しい事例）") == 100
    assert editor.get(f"{address}?page=2").text.count("第1版（新しい事例）") == 5
