"""Adding a figure to a case: the picture, what is said of it, the draft it goes into, and who sees it when."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import col, select
from werkzeug.test import TestResponse, stream_encode_multipart

from catalogue.context import private_transaction, session
from catalogue.desk import figures
from catalogue.domain.acts import Act
from catalogue.domain.roles import Role
from catalogue.images.gate import STANDARD
from catalogue.models import AuditRecord, Draft, Image, Revision, finding
from catalogue.schemas.case_form_words_more import ADD_FIGURE
from tests.desk.conftest import seated
from tests.desk.filling import Sheet, opened
from tests.editing.reviewing import make_public
from tests.images.pictures import decoded, drawing, photograph, png, saved

KIRYU = "kiryu-cocotomo"
EDIT, NEW = f"/desk/cases/{KIRYU}/edit", f"/desk/cases/{KIRYU}/figures/new"
SAID = {
    "figure-kind": "photograph",
    "figure-caption": "改修した店のようす",
    "figure-alternative": "白い壁の店の中に、机が3つ並ぶ。",
    "figure-credit": "○○市提供",
    "figure-licence": "○○市の許諾の範囲で利用",
    "figure-permission": "令和7年3月に○○市から許諾",
    "figure-sources": "1",
}
PHOTOGRAPH = saved(photograph(360, 240), "JPEG")
NOT_PICTURES = {
    "a text by the name of a picture": (
        "写真.jpg",
        "これは写真ではない。".encode(),
        "画像として読み取れません",
    ),
    "half a picture": ("half.jpg", PHOTOGRAPH[: len(PHOTOGRAPH) // 2], "途中で切れているか、壊れています"),
    "a picture of huge dimensions": ("huge.png", png(9_400, 9_400, 1, 0, b""), "画像が大きすぎます"),
    "an empty file": ("empty.png", b"", "ファイルが空です"),
    "a drawing with scripts": (
        "x.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "SVG形式の画像には対応",
    ),
}


def send(client: FlaskClient, data: bytes | None, name: str = "photo.jpg", **said: str) -> TestResponse:
    """Press the button of the page, with this file chosen."""
    fields: dict[str, Any] = SAID | {key.replace("__", "-"): value for key, value in said.items()}
    if data is not None:
        fields["picture"] = (BytesIO(data), name)
    return client.post(NEW, data=fields, content_type="multipart/form-data")


def draft(app: Flask) -> Draft | None:
    """The one draft of the case."""
    with app.app_context():
        found = session().exec(select(Draft).where(Draft.slug == KIRYU)).one_or_none()
        if found:
            session().expunge(found)
        return found


def images(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(session().exec(select(Image.digest)))


def newest(app: Flask) -> Revision:
    with app.app_context():
        found = finding.newest_of(session(), finding.case_of(session(), KIRYU))
        session().expunge(found)
        return found


def rows(form: Mapping[str, list[str]]) -> int:
    """How many figures a form has."""
    return sum(1 for name in form if name.startswith("figures-") and name.endswith("-image"))


def added(app: Flask, client: FlaskClient, data: bytes = PHOTOGRAPH) -> str:
    """Add a figure; its picture's digest."""
    answer = send(client, data)
    assert answer.status_code == 303, answer.text
    kept = draft(app)
    assert kept is not None
    digest: str = kept.form[f"figures-{rows(kept.form) - 1}-image"][0]
    return digest


def test_a_figure_is_added_where_nothing_has_been_typed_yet(desk: Flask, editor: FlaskClient) -> None:
    before = newest(desk)
    answer = send(editor, PHOTOGRAPH)
    at = len(before.document["figures"])
    assert (answer.status_code, answer.location) == (303, f"{EDIT}?section=figures#figures-{at}")
    kept = draft(desk)
    assert kept is not None
    assert kept.based_on == before.number
    page = opened(editor, answer.location)
    assert "図を加えました。保存すると版に入ります。" in page.text
    assert page.page.xpath("//details[@id='section-figures']/@open")
    assert page.value(f"figures-{at}-caption") == SAID["figure-caption"]
    assert page.value("title") == before.document["title"]


def test_saved_it_is_part_of_the_next_revision_with_all_that_was_said(
    desk: Flask, editor: FlaskClient
) -> None:
    before = newest(desk)
    digest = added(desk, editor)
    assert opened(editor, EDIT).press().status == 303
    after = newest(desk)
    assert after.number == before.number + 1
    *others, last = after.document["figures"]
    assert others == before.document["figures"]
    told = {name.removeprefix("figure-"): value for name, value in SAID.items()}
    source = before.document["sources"][0]["key"]
    assert last == told | {"image": digest, "sources": [source], "outline_caption": None}
    assert {**after.document, "figures": others} == before.document
    assert draft(desk) is None


def test_what_had_been_typed_in_the_form_goes_along(desk: Flask, editor: FlaskClient) -> None:
    page = opened(editor, EDIT).fill(title="書きかけの題名", sources__0__title="")
    answer = page.press("act", ADD_FIGURE)
    assert (answer.status, answer.response.location) == (303, NEW)
    added(desk, editor)
    kept = draft(desk)
    assert kept is not None
    assert (kept.form["title"], kept.form["sources-0-title"]) == (["書きかけの題名"], [""])
    assert rows(kept.form) == len(newest(desk).document["figures"]) + 1


def test_two_figures_stand_in_the_order_in_which_they_were_added(desk: Flask, editor: FlaskClient) -> None:
    at = len(newest(desk).document["figures"])
    first, second = added(desk, editor), added(desk, editor, saved(drawing(400, 300), "PNG"))
    kept = draft(desk)
    assert kept is not None
    assert [kept.form[f"figures-{place}-image"] for place in (at, at + 1)] == [[first], [second]]


def test_the_same_picture_is_kept_once(desk: Flask, editor: FlaskClient) -> None:
    before = images(desk)
    digest = added(desk, editor)
    assert added(desk, editor) == digest
    assert images(desk) == sorted([*before, digest])


def test_numbers_name_the_sources_as_the_page_lists_them(desk: Flask, editor: FlaskClient) -> None:
    """A blank source before them has a number in the form, and none on the page."""
    page = opened(editor, EDIT).press("press", "sources:add")
    for place in range(len(newest(desk).document["sources"]), 0, -1):
        page = page.press("press", f"sources-{place}:up")
    assert page.value("sources-0-title") == ""
    page.press("press", "stay")
    added(desk, editor)
    kept = draft(desk)
    assert kept is not None
    last = rows(kept.form) - 1
    assert kept.form[f"figures-{last}-sources"] == ["2"]


@pytest.mark.parametrize("kind", NOT_PICTURES)
def test_what_is_no_fit_picture_is_refused_and_nothing_is_kept_of_it(
    desk: Flask, editor: FlaskClient, kind: str
) -> None:
    before, files = images(desk), sorted(desk.extensions["catalogue"].store.digests())
    name, data, sentence = NOT_PICTURES[kind]
    answer = send(editor, data, name)
    page = Sheet(editor, answer)
    assert answer.status_code == 422
    assert sentence in page.text
    assert "もう一度選んでください" in page.text
    assert {name: page.value(name) for name in SAID} == SAID
    assert draft(desk) is None
    assert images(desk) == before
    assert sorted(desk.extensions["catalogue"].store.digests()) == files


def test_a_refused_picture_leaves_the_draft_as_it_was(desk: Flask, editor: FlaskClient) -> None:
    opened(editor, EDIT).fill(title="書きかけの題名").press("press", "stay")
    before = draft(desk)
    assert send(editor, b"no picture").status_code == 422
    after = draft(desk)
    assert before is not None
    assert after is not None
    assert after.form == before.form


@pytest.mark.parametrize("name", [name for name in SAID if name != "figure-sources"])
def test_what_must_be_said_of_a_picture_is_asked_for(desk: Flask, editor: FlaskClient, name: str) -> None:
    before = images(desk)
    page = Sheet(editor, send(editor, PHOTOGRAPH, **{name.replace("-", "__"): ""}))
    assert page.status == 422
    assert page.page.xpath(f"//*[@id='{name}' and @aria-invalid='true']")
    assert page.page.xpath(f"//div[@class='mistakes']//a[@href='#{name}']")
    assert draft(desk) is None
    assert images(desk) == before


def test_everything_that_is_missing_is_said_at_once(editor: FlaskClient) -> None:
    page = Sheet(editor, send(editor, None, figure__caption="", figure__sources="99"))
    told = page.page.xpath("//div[@class='mistakes']//a/@href")
    assert page.status == 422
    assert told == ["#picture", "#figure-caption", "#figure-sources"]
    assert "出典に「99」という番号はありません" in page.text


def test_a_file_larger_than_the_gate_takes_is_refused_with_what_was_typed(editor: FlaskClient) -> None:
    data = SAID | {"picture": (BytesIO(PHOTOGRAPH + bytes(STANDARD.max_bytes)), "photo.jpg")}
    # Held in memory: the file in which the client would lay it is closed by nobody.
    body, length, boundary = stream_encode_multipart(data, threshold=2 * STANDARD.max_bytes)
    kind = f"multipart/form-data; boundary={boundary}"
    answer = editor.post(NEW, input_stream=body, content_length=length, content_type=kind)
    assert answer.status_code == 422
    assert "ファイルが大きすぎます" in answer.text
    assert SAID["figure-caption"] in answer.text


def test_only_this_page_takes_large_files_and_no_page_long_texts(editor: FlaskClient) -> None:
    def status(address: str, length: int, kind: str = "multipart/form-data; boundary=x") -> int:
        sent = BytesIO(bytes(length))
        return editor.post(address, input_stream=sent, content_length=length, content_type=kind).status_code

    assert status(NEW, figures.LARGEST + 1) == 413
    assert status(NEW, figures.LARGEST // 2, "application/x-www-form-urlencoded") == 413
    assert status(EDIT, 3 * 2**20) == 413


def test_while_another_picture_is_worked_on_one_is_asked_to_wait(
    desk: Flask, editor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "PATIENCE_SECONDS", 0.05)
    with figures._one_at_a_time():
        answer = send(editor, PHOTOGRAPH)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "ほかの画像を取り込んでいます" in answer.text
    assert SAID["figure-caption"] in answer.text
    assert draft(desk) is None
    assert send(editor, PHOTOGRAPH).status_code == 303


def test_readers_see_a_picture_when_its_figure_is_public_and_not_before(
    desk: Flask, editor: FlaskClient
) -> None:
    digest = added(desk, editor)
    public, reader = f"/figures/{digest}/320.jpg", desk.test_client()
    assert reader.get(public).status_code == 404
    assert opened(editor, EDIT).press().status == 303
    number = newest(desk).number
    assert reader.get(public).status_code == 404
    preview = f"/desk/cases/{KIRYU}/preview/{number}"
    shown = editor.get(preview)
    assert f"{preview}/figures/{digest}/" in shown.text
    assert SAID["figure-caption"] in shown.text
    assert editor.get(f"{preview}/figures/{digest}/320.jpg").status_code == 200
    make_public(desk, number)
    answer = reader.get(public)
    assert answer.status_code == 200
    assert decoded(answer.data).size == (320, 213)
    assert SAID["figure-caption"] in reader.get(f"/cases/{KIRYU}").text


def test_the_form_shows_its_pictures_to_those_who_write(
    desk: Flask, editor: FlaskClient, administrator: FlaskClient, member: FlaskClient
) -> None:
    digest = added(desk, editor)
    [address] = [each for each in opened(editor, EDIT).page.xpath("//main//img/@src") if digest in each]
    answer = editor.get(address)
    assert answer.status_code == 200
    assert decoded(answer.data).width == 320
    assert answer.headers["Cache-Control"] == "no-store"
    assert administrator.get(address).status_code == member.get(address).status_code == 403
    assert desk.test_client().get(address).status_code == 403
    another = seated(desk, "betsu", Role.EDITOR)
    assert another.get(address).status_code == 404


def test_a_figure_that_is_dropped_and_brought_back_still_shows_its_picture(
    desk: Flask, editor: FlaskClient
) -> None:
    digest = added(desk, editor)
    place = len(newest(desk).document["figures"])
    page = opened(editor, EDIT).press("press", f"figures-{place}:drop")
    assert not [each for each in page.page.xpath("//main//img/@src") if digest in each]
    page = page.press("press", "figures:undrop")
    [address] = [each for each in page.page.xpath("//main//img/@src") if digest in each]
    assert editor.get(address).status_code == 200


def test_only_pictures_of_the_case_are_found_there(desk: Flask, editor: FlaskClient) -> None:
    own = {figure["image"] for figure in newest(desk).document["figures"]}
    other = next(digest for digest in images(desk) if digest not in own)
    assert editor.get(f"/desk/cases/{KIRYU}/figures/{other}/320.png").status_code == 404
    for digest in own:
        assert editor.get(f"/desk/cases/{KIRYU}/figures/{digest}/320.exe").status_code == 404


def test_nobody_else_adds_figures(desk: Flask, member: FlaskClient, administrator: FlaskClient) -> None:
    for client in (member, administrator, desk.test_client()):
        assert client.get(NEW).status_code == 403
        assert send(client, PHOTOGRAPH).status_code == 403
    assert draft(desk) is None


def test_a_case_that_is_not_there_has_no_page_for_figures(editor: FlaskClient) -> None:
    assert editor.get("/desk/cases/nowhere-1/figures/new").status_code == 404
    assert editor.post("/desk/cases/nowhere-1/figures/new", data=SAID).status_code == 404


def test_a_new_case_says_that_it_is_saved_first(desk: Flask, editor: FlaskClient) -> None:
    page = opened(editor, "/desk/cases/new?full=1")
    assert "図は、事例を一度保存したあとに" in page.text
    assert not page.page.xpath(f"//button[@value='{ADD_FIGURE}']")
    page = page.fill(title="新しい題名").press("act", ADD_FIGURE)
    assert page.status == 200
    assert page.value("title") == "新しい題名"


def test_no_more_figures_than_a_case_may_have(desk: Flask, editor: FlaskClient) -> None:
    added(desk, editor)
    with desk.app_context(), private_transaction() as writing:
        kept = writing.exec(select(Draft).where(Draft.slug == KIRYU)).one()
        row = {name: value for name, value in kept.form.items() if name.startswith("figures-0-")}
        many = {
            name.replace("-0-", f"-{place}-"): value for place in range(20) for name, value in row.items()
        }
        kept.form = {**kept.form, **many}
        writing.add(kept)
    answer = send(editor, PHOTOGRAPH)
    assert answer.status_code == 422
    assert "図は20件までです" in answer.text


def test_that_a_figure_was_added_is_in_the_trail(desk: Flask, editor: FlaskClient) -> None:
    added(desk, editor)
    with desk.app_context():
        last = session().exec(select(AuditRecord).order_by(col(AuditRecord.id).desc())).first()
        assert last is not None
        assert (last.act, last.subject, last.who) == (Act.FIGURE_ADDED.value, KIRYU, "henshuさん")


def test_what_was_typed_waits_while_one_signs_in_again(desk: Flask) -> None:
    """The file cannot wait with it, and the page says so."""
    answer = send(desk.test_client(), PHOTOGRAPH)
    assert answer.status_code == 403
    assert SAID["figure-alternative"] in answer.text
    editor = seated(desk, "henshu", Role.EDITOR)
    again = Sheet(editor, editor.post(NEW, data=SAID))
    assert again.status == 422
    assert "画像のファイルを選んでください" in again.text
    assert {name: again.value(name) for name in SAID} == SAID
