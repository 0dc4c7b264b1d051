"""The pages of an imported plan: brought as a file or pasted, decided about without scripts, taken in, taken back."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook

from catalogue.context import session
from catalogue.editing import plans
from tests.desk.filling import Sheet, opened

NEW = "/desk/imports/plans/new"
R9 = "/desk/plans/r9"
DOCUMENTS = Path(__file__).parents[2] / "documents"
REVISION = (DOCUMENTS / "revision.txt").read_text(encoding="utf-8")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FACTS = {
    "facts.title": "試験の計画",
    "facts.short_title": "試験",
    "facts.slug": "new-plan",
    "facts.standing": "案",
    "paper_facts.title": "試験の資料",
}


def book(*rows: tuple[str, ...], merged: str = "") -> bytes:
    """An Excel file."""
    made = Workbook()
    leaf = made.active
    assert leaf is not None
    leaf.title = "施策体系"
    for row in rows:
        leaf.append(list(row))
    if merged:
        leaf.merge_cells(merged)
    held = BytesIO()
    made.save(held)
    return held.getvalue()


def send(client: FlaskClient, data: bytes, name: str, plan: str = "") -> Sheet:
    """Bring a file, and follow to its dry run."""
    form = {"file": (BytesIO(data), name, XLSX), "plan": plan}
    answer = client.post(NEW, data=form, content_type="multipart/form-data", follow_redirects=True)
    return Sheet(client, answer)


def paste(client: FlaskClient, text: str, plan: str = "") -> Sheet:
    return Sheet(client, client.post(NEW, data={"text": text, "plan": plan}, follow_redirects=True))


def check(page: Sheet) -> Sheet:
    """Press 確かめ直す, and look at the page one is led to."""
    answer = page.press()
    assert answer.status == 303, answer.text
    return opened(page.client, answer.response.location.partition("#")[0])


def take(page: Sheet) -> Sheet:
    """Press 取り込む."""
    address = page.page.xpath("//button[@formaction]/@formaction")[0]
    answer = page.client.post(address, data=page.fields)
    assert answer.status_code == 303, answer.text
    return opened(page.client, answer.location.partition("#")[0])


def number(app: Flask, slug: str = "r9") -> int:
    with app.app_context():
        return plans.newest(session(), slug)[1].number


def test_the_document_pasted_as_it_stands_is_confirmed_by_selects_and_taken_in(
    desk: Flask, editor: FlaskClient
) -> None:
    page = paste(editor, REVISION.replace("\n", "\r\n"))
    assert "取り込む先を選んでください。" in page.text
    assert page.value("block:b1.column") == "before"
    assert page.value("block:b2.column") == "after"
    assert page.value("block:b3.group") == "商工業共通振興施策"
    assert page.value("edge:kogyo-2-2~kogyo-2-2.kind") == "replaced"
    assert "「订」は、日本語でふつう使わない文字です" in page.text
    assert "一部改訂の目的" in page.text
    page = check(page.fill_in({"target": "new"}))
    assert "計画の題名" in page.text
    page = check(page.fill_in(FACTS))
    assert "取り込めます。項目が22件の計画を作ります。" in page.text
    done = take(page)
    assert "計画「試験」を作りました。まだ公開されていません。" in done.text
    assert desk.test_client().get("/plans/new-plan").status_code == 404
    assert "新たな産業拠点の形成" in opened(editor, "/desk/plans/new-plan").text
    assert number(desk, "new-plan") == 1


def test_what_is_decided_stays_for_whoever_comes_next(editor: FlaskClient, approver: FlaskClient) -> None:
    page = paste(editor, REVISION)
    check(page.fill_in({"block:b2.column": "left"}))
    address = page.response.request.path
    theirs = opened(approver, address)
    assert theirs.value("block:b2.column") == "left"
    theirs = check(theirs.fill_in({"block:b2.column": "after"}))
    late = page.fill_in({"block:b3.column": "left"}).press()
    assert late.status == 409
    assert "ほかの人がこの取込みについて決めました" in late.text
    assert late.value("block:b3.column") == "left", "what was typed is not lost"


def test_unsaved_choices_are_kept_and_looked_at_before_anything_is_taken_in(
    desk: Flask, editor: FlaskClient
) -> None:
    page = check(check(paste(editor, REVISION).fill_in({"target": "new"})).fill_in(FACTS))
    entry = next(name for name in page.fields if name.startswith("entry:") and name.endswith(".title"))
    held = take(page.fill_in({entry: "直した題名"}))
    assert "もう一度「取り込む」を押してください" in held.text
    assert "直した題名" in held.text
    assert opened(editor, "/desk/plans").text.count("試験の計画") == 0


def test_a_heading_made_by_hand_is_shown_and_stays(desk: Flask, editor: FlaskClient) -> None:
    page = paste(editor, (DOCUMENTS / "outline.txt").read_text(encoding="utf-8"), "r9")
    assert "産業がつながり全国上位の所得水準に" in page.text
    assert "いまの計画の項目が3件なくなります。" in page.text
    blocks = {name: "left" for name in page.fields if name.endswith(".column")}
    page = check(page.fill_in({"target": "below:r9:kogyo", "paper": "outline", **blocks}))
    assert "取り込む項目がありません。" in page.text
    page = check(page.fill_in({"target": "replace:r9", "block:b5.column": "after"}))
    heading = next(name for name in page.fields if name.endswith(".heading"))
    assert page.value(heading) == "産業がつながり全国上位の所得水準に"
    page = check(page.fill_in({heading: "書き直した見出し"}))
    assert page.value(heading) == "書き直した見出し"


def test_a_table_with_a_column_for_each_step_and_merged_cells(desk: Flask, editor: FlaskClient) -> None:
    rows = (
        ("大項目", "中項目", "小項目"),
        ("商業の振興", "にぎわい", "空き店舗"),
        ("", "", "催し"),
        ("", "個店", "相談"),
    )
    page = send(editor, book(*rows, merged="A2:A4"), "施策体系.xlsx")
    assert page.value("column:施策体系!A1") == "level-field"
    page = check(page.fill_in({"target": "below:r9"}))
    page = check(page.fill_in({"paper": "outline"}))
    assert "取り込めます（新規6件）。" in page.text
    done = take(page)
    assert "第2版" in done.text
    assert "空き店舗" in opened(editor, R9).text
    assert number(desk) == 2


def test_a_sheet_that_is_taken_out_is_changed_and_brought_back(desk: Flask, editor: FlaskClient) -> None:
    answer = editor.get(f"{R9}/sheet.xlsx")
    assert answer.mimetype == XLSX
    held = load_workbook(BytesIO(answer.data))
    assert held.sheetnames == ["項目", "系譜", "資料", "計画", "選択肢", "列の説明"]
    leaf = held["項目"]
    row = next(row for row in leaf.iter_rows(min_row=2) if row[0].value == "v1-1")
    row[6].value = "書き直した見出し"
    changed = BytesIO()
    held.save(changed)
    page = send(editor, changed.getvalue(), "計画の表.xlsx")
    assert page.value("target") == "replace:r9"
    assert "取り込めます（変更1件）。" in page.text
    take(page)
    assert "書き直した見出し" in opened(editor, R9).text


def test_a_sheet_in_which_nothing_was_changed_offers_nothing_to_take_in(editor: FlaskClient) -> None:
    page = send(editor, editor.get(f"{R9}/sheet.xlsx").data, "計画の表.xlsx")
    assert "いまの計画と違うところはありません。" in page.text
    assert "取り込むものはありません。" in page.text
    assert not page.page.xpath("//button[@formaction]")
    # Each item names its own paper.
    assert not page.page.xpath("//*[@name='paper_facts.title']")


def test_what_is_to_be_done_is_counted_and_leads_to_its_field_in_the_order_of_the_page(
    editor: FlaskClient,
) -> None:
    page = check(paste(editor, REVISION).fill_in({"target": "new"}))
    assert "決めるところ・直すところが5か所あります。" in page.text
    links = page.page.xpath("//*[@id='summary']//li/a/@href")
    fields = [f"#facts.{name}" for name in ("title", "short_title", "slug", "standing")]
    assert links == [*fields, "#paper_facts.title"]
    for link in links:
        wrong = page.page.xpath(f"//*[@id='{link[1:]}'][@aria-invalid='true']/@aria-describedby")
        assert page.page.xpath(f"//*[@id='{wrong[0].split()[-1]}']")


def test_a_cell_that_is_wrong_is_mended_in_place(editor: FlaskClient) -> None:
    rows = (("種類", "題名"), ("しさく", "相談"), ("施策", "融資"))
    page = send(editor, book(*rows), "表.xlsx")
    page = check(page.fill_in({"target": "below:r9:kogyo", "paper": "outline"}))
    assert "「しさく」という言葉はありません" in page.text
    page = check(page.fill_in({"cell:施策体系!A2": "施策", "paper": "outline"}))
    assert "取り込めます（新規2件）。" in page.text
    assert page.value("cell:施策体系!A2") == "施策"


def test_what_would_take_a_linked_node_away_is_told_and_refused(desk: Flask, editor: FlaskClient) -> None:
    page = send(editor, book(("種類", "題名"), ("分野", "ほかの分野")), "表.xlsx", "2017-rev")
    assert "なくなる項目に、ほかのものがつながっています" in page.text
    address = f"{page.response.request.path}/take"
    fields = page.fields
    answer = editor.post(address, data=fields)
    assert answer.status_code == 409
    assert number(desk, "2017-rev") == 1


def test_it_is_taken_back_after_asking_once_more(desk: Flask, editor: FlaskClient) -> None:
    page = send(editor, book(("種類", "題名"), ("施策", "新しい施策")), "表.xlsx")
    page = check(page.fill_in({"target": "below:r9:kogyo"}))
    done = take(check(page.fill_in({"paper": "outline"})))
    address = done.response.request.path
    asked = opened(editor, f"{address}/undo")
    assert "取り込む前の第1版の内容に戻ります" in asked.text
    answer = asked.press()
    assert answer.status == 303
    page = opened(editor, address)
    assert "取消済み" in page.text
    assert number(desk) == 3
    assert "新しい施策" not in editor.get(R9).text
    assert editor.post(f"{address}/undo").status_code == 409


def test_it_is_given_up_after_asking_once_more(editor: FlaskClient) -> None:
    page = paste(editor, REVISION)
    address = page.response.request.path
    assert opened(editor, f"{address}/drop").press().status == 303
    assert "取りやめ" in opened(editor, address).text
    assert editor.post(f"{address}/take", data={"version": "1"}).status_code == 409


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "文章を貼り付けるか、ファイルを選んでください。"),
        ({"text": "項目のない文章です。"}, "計画の項目が見つかりませんでした。"),
        ({"text": "あ" * 300_001}, "文章が長すぎます"),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_pasted_stays(
    editor: FlaskClient, form: dict[str, str], said: str
) -> None:
    answer = editor.post(NEW, data=form)
    assert answer.status_code == 422
    assert said in answer.text
    assert form.get("text", "") in answer.text


def test_a_file_that_is_no_sheet_is_refused_with_a_sentence(editor: FlaskClient) -> None:
    page = send(editor, b"\x00\x01\x02 not a workbook", "表.xlsx")
    assert page.status == 422
    assert 'href="#file"' in page.response.text


def test_a_word_document_with_a_table_is_read_as_one(editor: FlaskClient) -> None:
    from docx import Document

    paper = Document()
    made = paper.add_table(rows=0, cols=2)
    for texts in (("分野", "施策"), ("商業", "相談"), ("商業", "融資")):
        for cell, text in zip(made.add_row().cells, texts, strict=True):
            cell.text = text
    held = BytesIO()
    paper.save(held)
    page = send(editor, held.getvalue(), "体系.docx")
    assert page.status == 200, page.text
    assert "融資" in page.text
    assert "文書の中の表" in page.text


def test_who_only_reads_sees_the_dry_run_without_its_fields(
    editor: FlaskClient, administrator: FlaskClient, member: FlaskClient
) -> None:
    address = paste(editor, REVISION).response.request.path
    page = administrator.get(address)
    assert page.status_code == 200
    assert 'name="block:b1.column"' not in page.text
    assert administrator.post(address, data={}).status_code == 403
    assert member.get(address).status_code == 403
    assert member.get(f"{R9}/sheet.xlsx").status_code == 403
    assert administrator.get("/desk/imports/plans/template.xlsx").status_code == 200


def test_the_plans_lead_to_it(editor: FlaskClient) -> None:
    assert NEW in editor.get("/desk/plans").text
    outline = editor.get(R9).text
    assert f"{NEW}?plan=r9" in outline
    assert f"{R9}/sheet.xlsx" in outline
    assert '<option value="r9" selected>' in editor.get(f"{NEW}?plan=r9").text


@pytest.mark.parametrize(
    "fields",
    [
        {"target": "replace:nothing"},
        {"target": "below:r9:nothing"},
        {"target": "x" * 5_000},
        {"before": "compare:nothing"},
        {"block:b1.column": "sideways", "block:b9.column": "after", "block:b1.group": "う" * 500},
        {"entry:999.title": "ない項目", "entry:69.kind": "nothing", "entry:69.code": "NEW"},
        {"edge:a~b.kind": "retitled", "edge:kogyo~kogyo.kind": "nothing", "edge:kogyo~kogyo.older": "x"},
        {"remark:85": "nothing", "remark:1": "x", "way": "sideways"},
        {"column:x!A1": "title", "cell:x!A1": "text", "sheet": "nothing", "paper": "nothing"},
    ],
)
def test_fields_nobody_offered_break_nothing(editor: FlaskClient, fields: dict[str, str]) -> None:
    page = paste(editor, REVISION)
    address = page.response.request.path
    answer = editor.post(address, data={"version": "1", **fields})
    assert answer.status_code == 303
    assert editor.get(address).status_code == 200
