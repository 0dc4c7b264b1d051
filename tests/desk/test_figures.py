"""Files that are sent to become figures of a case: which are taken, which refused, and what is left of those."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from PIL import Image as Picture
from sqlmodel import col, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import stream_encode_multipart

from catalogue.context import private_transaction, session
from catalogue.desk import figure_uploads
from catalogue.domain.acts import Act
from catalogue.domain.roles import Role
from catalogue.editing import drafts
from catalogue.images.gate import STANDARD
from catalogue.models import AuditRecord, Draft, Image, ImageRecord
from tests.desk.conftest import seated
from tests.desk.figure_sending import (
    CHOOSE,
    DRAWING,
    EDIT,
    KIRYU,
    NEW,
    PHOTOGRAPH,
    SMALLER,
    added,
    draft,
    form_of,
    kept,
    newest,
    pictures,
    send,
    sources,
)
from tests.desk.filling import Sheet, opened
from tests.images.pictures import drawing, png, saved

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


def test_a_file_becomes_a_figure_of_which_nothing_is_said_yet(desk: Flask, editor: FlaskClient) -> None:
    before = newest(desk)
    digest = added(desk, editor)
    at = len(before.document["figures"])
    own = draft(desk)
    assert own is not None
    assert own.based_on == before.number
    assert own.form[f"figures-{at}-caption"] == [""]
    with desk.app_context():
        entry = session().get(ImageRecord, digest)
        assert entry is not None
        assert (entry.clearance, entry.alternative, entry.from_seed) == (None, None, False)
    page = opened(editor, f"{EDIT}?section=figures")
    assert page.value("title") == before.document["title"]
    assert page.value(f"figures-{at}-image") == digest


def test_after_sending_one_is_told_what_was_added_and_where_to_go_on(
    desk: Flask, editor: FlaskClient
) -> None:
    answer = send(editor, PHOTOGRAPH, DRAWING)
    assert answer.status_code == 303
    page = opened(editor, answer.location)
    first, second = pictures(form_of(desk))[-2:]
    assert "2件の図を加えました。" in page.text
    assert page.page.xpath("//main//a[contains(@class, 'button')]/@href") == [
        f"/desk/pictures/{first}/edit?case={KIRYU}"
    ]
    assert sources(page.page, first)
    assert sources(page.page, second)
    assert page.page.xpath("//main//a/@href[contains(., '/edit?section=figures#figures')]")


def test_several_files_stand_in_the_order_in_which_they_were_sent(desk: Flask, editor: FlaskClient) -> None:
    at = len(newest(desk).document["figures"])
    widths = [130, 110, 120]
    send(editor, *(saved(drawing(width, 90), "PNG") for width in widths))
    with desk.app_context():
        found = [session().get_one(Image, digest).width for digest in pictures(form_of(desk))[at:]]
    assert found == widths


@pytest.mark.parametrize("kind", NOT_PICTURES)
def test_what_is_no_fit_picture_is_refused_and_nothing_is_kept_of_it(
    desk: Flask, editor: FlaskClient, kind: str
) -> None:
    before = kept(desk)
    name, data, sentence = NOT_PICTURES[kind]
    answer = send(editor, (name, data))
    page = Sheet(editor, answer)
    assert answer.status_code == 422
    assert sentence in page.text
    assert page.page.xpath("//input[@id='picture' and @aria-invalid='true']")
    assert draft(desk) is None
    assert kept(desk) == before


def test_good_files_are_kept_and_each_refused_one_is_told_by_its_place_and_name(
    desk: Flask, editor: FlaskClient
) -> None:
    answer = send(editor, ("a.jpg", PHOTOGRAPH), ("b.png", b"no picture"), ("c.svg", b"<svg/>"), DRAWING)
    page = Sheet(editor, answer)
    told = [each.text_content() for each in page.page.xpath("//div[@class='mistakes']//li")]
    assert answer.status_code == 422
    assert len(told) == 2
    assert "2番目の「b.png」：画像として読み取れません" in told[0]
    assert "3番目の「c.svg」：SVG形式" in told[1]
    assert "4件のうち2件を加えました。" in page.text
    assert len(pictures(form_of(desk))) == len(newest(desk).document["figures"]) + 2


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "「passwd」"),
        ("C:\\Users\\花子\\写真.jpg", "「写真.jpg」"),
        ("a\x00\x1b\u202egpj.exe", "「agpj.exe」"),
        ("<script>.jpg", "「<script>.jpg」"),
        ("長" * 300 + ".jpg", f"「{'長' * 40}…」"),
        ("\u200b/", "名前のないファイル"),
    ],
)
def test_a_name_is_shown_harmless_and_kept_nowhere(
    desk: Flask, editor: FlaskClient, name: str, shown: str
) -> None:
    assert figure_uploads.called(name) == shown
    answer = send(editor, ("good.jpg", PHOTOGRAPH), (name, b"no picture"))
    assert answer.status_code == 422
    assert "<script>.jpg" not in answer.text
    with desk.app_context():
        rows = [*session().exec(select(ImageRecord)), *session().exec(select(AuditRecord))]
        told = "".join(str(row.model_dump()) for row in rows) + str(form_of(desk))
    assert "good.jpg" not in told


def test_a_refused_file_leaves_the_draft_as_it_was(desk: Flask, editor: FlaskClient) -> None:
    opened(editor, EDIT).fill(title="書きかけの題名").press("press", "stay")
    before = form_of(desk)
    assert send(editor, b"no picture").status_code == 422
    assert form_of(desk) == before


def test_pages_of_a_pdf_are_pictures_of_their_own(desk: Flask, editor: FlaskClient) -> None:
    written = BytesIO()
    pages = [Picture.new("RGB", (200, 100), colour) for colour in ("red", "blue")]
    pages[0].save(written, "PDF", save_all=True, append_images=pages[1:])
    at = len(newest(desk).document["figures"])
    for page in ("", "２"):
        assert send(editor, ("plan.pdf", written.getvalue()), page=page).status_code == 303
    assert len(set(pictures(form_of(desk))[at:])) == 2
    answer = send(editor, ("plan.pdf", written.getvalue()), page="9")
    assert answer.status_code == 422
    for wrong in ("0", "x", "-1", "9" * 30):
        page = Sheet(editor, send(editor, ("plan.pdf", written.getvalue()), page=wrong))
        assert (page.status, page.value("page")) == (422, wrong)
        assert "PDFのページは、1、2のような数で" in page.text


def test_a_script_is_told_the_same_in_json(desk: Flask, editor: FlaskClient) -> None:
    good = send(editor, PHOTOGRAPH, json=True)
    digest = pictures(form_of(desk))[-1]
    [taken] = good.get_json()["taken"]
    assert (good.status_code, good.mimetype) == (200, "application/json")
    assert (taken["outcome"], taken["digest"]) == ("new", digest)
    assert taken["edit"] == f"/desk/pictures/{digest}/edit?case={KIRYU}"
    assert editor.get(taken["image"]).status_code == 200
    assert send(editor, SMALLER, json=True).get_json()["taken"][0]["alike"] is True
    assert send(editor, PHOTOGRAPH, json=True).get_json()["taken"][0]["outcome"] == "there"
    bad = send(editor, ("x.svg", b"<svg/>"), json=True)
    assert bad.status_code == 422
    assert "SVG形式" in bad.get_json()["refused"][0]
    nothing = send(editor, json=True)
    assert (nothing.status_code, nothing.get_json()["refused"]) == (422, [figure_uploads.NO_FILE])


def test_without_a_right_token_nothing_is_taken(own_app: Flask) -> None:
    editor = seated(own_app, "henshu", Role.EDITOR)
    before = kept(own_app)
    for wrong in ({}, {"X-CSRFToken": "forged"}):
        headers = {"Accept": "application/json", **wrong}
        data = {"picture": (BytesIO(PHOTOGRAPH), "photo.jpg")}
        answer = editor.post(NEW, data=data, headers=headers, content_type="multipart/form-data")
        assert answer.status_code == 400
    assert (draft(own_app), kept(own_app)) == (None, before)
    token = html.document_fromstring(editor.get(NEW).text).xpath("//form//input[@name='csrf_token']/@value")[
        0
    ]
    headers = {"Accept": "application/json", "X-CSRFToken": token}
    data = {"picture": (BytesIO(PHOTOGRAPH), "photo.jpg")}
    assert editor.post(NEW, data=data, headers=headers, content_type="multipart/form-data").status_code == 200


def test_no_file_too_many_files_and_fields_of_others_are_answered_by_a_sentence(
    desk: Flask, editor: FlaskClient
) -> None:
    before = kept(desk)
    assert "画像のファイルを選んでください" in send(editor).text
    many = send(editor, *[PHOTOGRAPH] * (figure_uploads.MOST_FILES + 1))
    assert many.status_code == 422
    assert "一度に送れるのは10件までです（11件ありました）" in many.text
    foreign = {"file": (BytesIO(PHOTOGRAPH), "a.jpg"), "figures-0-image": "0" * 64, "picture": "no file"}
    answer = editor.post(NEW, data=foreign, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert editor.post(NEW, data=b"broken", content_type="multipart/form-data; boundary=x").status_code == 422
    assert editor.post(NEW, data=b"broken", content_type="multipart/form-data").status_code in (400, 422)
    assert editor.post(NEW, data=b"\xff\xfe", content_type="application/json").status_code == 422
    assert (draft(desk), kept(desk)) == (None, before)


# Where a form breaks off, what had come of a file is closed by nobody; the file in which it lay never had a name.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_upload_that_breaks_off_leaves_nothing(desk: Flask, editor: FlaskClient) -> None:
    before = kept(desk)
    data = {"picture": FileStorage(BytesIO(PHOTOGRAPH), "photo.jpg")}
    body, length, boundary = stream_encode_multipart(data)
    half = BytesIO(body.read()[: length // 2])
    kind = f"multipart/form-data; boundary={boundary}"
    answer = editor.post(NEW, input_stream=half, content_length=length, content_type=kind)
    assert answer.status_code in (400, 422)
    assert (draft(desk), kept(desk)) == (None, before)


def test_a_file_larger_than_the_gate_takes_is_refused_by_a_sentence(editor: FlaskClient) -> None:
    data = {"picture": FileStorage(BytesIO(PHOTOGRAPH + bytes(STANDARD.max_bytes)), "photo.jpg")}
    # Held in memory: the file in which the client would lay it is closed by nobody.
    body, length, boundary = stream_encode_multipart(data, threshold=2 * STANDARD.max_bytes)
    kind = f"multipart/form-data; boundary={boundary}"
    answer = editor.post(NEW, input_stream=body, content_length=length, content_type=kind)
    assert answer.status_code == 422
    assert "ファイルが大きすぎます" in answer.text


def test_only_this_page_takes_large_files_and_no_page_long_texts(editor: FlaskClient) -> None:
    def status(address: str, length: int, kind: str = "multipart/form-data; boundary=x") -> int:
        sent = BytesIO(bytes(length))
        return editor.post(address, input_stream=sent, content_length=length, content_type=kind).status_code

    assert status(NEW, figure_uploads.LARGEST + 1) == 413
    assert status(NEW, figure_uploads.LARGEST // 2, "application/x-www-form-urlencoded") == 413
    assert status(CHOOSE, 3 * 2**20) == 413
    assert status(EDIT, 3 * 2**20) == 413


def test_all_limits_are_said_on_the_page(editor: FlaskClient) -> None:
    page = opened(editor, NEW)
    assert "一度に10件まで" in page.text
    assert "1件30MB、合わせて60MBまで" in page.text
    assert "あと19件加えられます" in page.text
    assert "元のファイルは、PDFなら全ページとも、そのまま別に保管し、公開しません。" in page.text


def test_while_another_picture_is_worked_on_one_is_asked_to_wait(
    desk: Flask, editor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_uploads, "PATIENCE_SECONDS", 0.05)
    with figure_uploads.one_at_a_time():
        answer, told = send(editor, PHOTOGRAPH), send(editor, PHOTOGRAPH, json=True)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert (told.status_code, told.get_json()["refused"]) == (503, [figure_uploads.BUSY])
    assert "ほかの画像を取り込んでいます" in answer.text
    assert draft(desk) is None
    assert send(editor, PHOTOGRAPH).status_code == 303


def test_nobody_else_adds_figures(desk: Flask, member: FlaskClient, administrator: FlaskClient) -> None:
    for client in (member, administrator, desk.test_client()):
        assert client.get(NEW).status_code == 403
        assert client.get(CHOOSE).status_code == 403
        assert send(client, PHOTOGRAPH).status_code == 403
        assert client.post(CHOOSE, data={"image": "0" * 64}).status_code == 403
    assert draft(desk) is None


def test_a_case_that_is_not_there_has_no_page_for_figures(desk: Flask, editor: FlaskClient) -> None:
    before = kept(desk)
    for at in ("new", "added", "choose"):
        assert editor.get(f"/desk/cases/nowhere-1/figures/{at}").status_code == 404
    data = {"picture": (BytesIO(PHOTOGRAPH), "photo.jpg")}
    there_is_none = editor.post("/desk/cases/nowhere-1/figures/new", data=data)
    assert there_is_none.status_code == 404
    assert kept(desk) == before


def test_no_more_figures_than_a_case_may_have_and_nothing_is_kept_of_the_next(
    desk: Flask, editor: FlaskClient
) -> None:
    with desk.app_context():
        spare = sorted(session().exec(select(Image.digest)))
    added(desk, editor)
    with desk.app_context(), private_transaction() as writing:
        own = writing.exec(select(Draft).where(Draft.slug == KIRYU)).one()
        own.form = {**own.form, **{f"figures-{place}-image": [f"{place:064x}"] for place in range(20)}}
        writing.add(own)
    before = kept(desk)
    answer = send(editor, DRAWING)
    assert answer.status_code == 422
    assert "図は、1つの事例に20件までです" in answer.text
    assert "図は、1つの事例に20件までです" in editor.post(CHOOSE, data={"image": spare[0]}).text
    assert kept(desk) == before


def test_who_has_as_many_drafts_as_one_may_have_is_told_before_anything_is_kept(
    desk: Flask, editor: FlaskClient
) -> None:
    added(desk, editor)
    with desk.app_context(), private_transaction() as writing:
        own = writing.exec(select(Draft)).one()
        at, who = own.saved_at, own.staff_id
        writing.delete(own)
        for number in range(drafts.MOST_DRAFTS):
            writing.add(
                Draft(staff_id=who, form={"title": [f"{number}"]}, saved_at=at + timedelta(seconds=number))
            )
    before = kept(desk)
    answer = send(editor, DRAWING)
    assert answer.status_code == 422
    assert f"書きかけが{drafts.MOST_DRAFTS}件あり" in answer.text
    assert kept(desk) == before


def test_that_a_figure_was_added_is_in_the_trail(desk: Flask, editor: FlaskClient) -> None:
    digest = added(desk, editor)
    with desk.app_context():
        last = session().exec(select(AuditRecord).order_by(col(AuditRecord.id).desc())).first()
        assert last is not None
        assert (last.act, last.subject, last.who) == (Act.FIGURE_ADDED.value, KIRYU, "henshuさん")
        assert digest[:12] in (last.detail or "")


def test_the_file_cannot_wait_while_one_signs_in_again(desk: Flask) -> None:
    assert send(desk.test_client(), PHOTOGRAPH, page="2").status_code == 403
    editor = seated(desk, "henshu", Role.EDITOR)
    again = Sheet(editor, editor.post(NEW, data={"page": "2"}))
    assert again.status == 422
    assert "画像のファイルを選んでください" in again.text
    assert again.value("page") == "2"


def test_scripts_find_all_they_need_on_the_page(editor: FlaskClient) -> None:
    page = opened(editor, NEW).page
    script = (Path(__file__).parents[2] / "static/js/desk-figures.js").read_text("utf-8")
    assert page.xpath("//script[contains(@src, 'js/desk-figures.js')]")
    for name in ("zone", "lines", "said", "send", "on", "sign-in", "line", "counted"):
        assert f'"{name}"' in script or f"[data-{name}]" in script
        assert page.xpath(f"//*[@data-{name}]"), name
