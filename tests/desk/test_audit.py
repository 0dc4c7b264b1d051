import csv
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlmodel import select

from catalogue.context import private_transaction, session
from catalogue.desk import audit
from catalogue.domain.acts import Act
from catalogue.domain.roles import Role
from catalogue.models import AuditRecord, Staff
from tests.desk.conftest import person
from tests.desk.signing_in import trail

BEGAN = datetime(2026, 3, 31, 14, 0, tzinfo=UTC)  # 23:00 in Tokyo


def note(app: Flask, *rows: tuple[datetime, Act, str, str | None], staff: Staff | None = None) -> None:
    """Acts of the past."""
    with app.app_context(), private_transaction() as writing:
        writing.add_all(
            AuditRecord(
                at=at,
                staff_id=staff.id if staff else None,
                who=staff.display if staff else "サーバーの管理者",
                act=what.value,
                subject=subject,
                detail=detail,
                origin="192.0.2.1",
            )
            for at, what, subject, detail in rows
        )


@pytest.fixture
def some(desk: Flask) -> Staff:
    """Three acts, two of them of one person."""
    staff = person(desk, "hanako", Role.EDITOR)
    note(desk, (BEGAN, Act.CASE_SAVED, "kiryu-cocotomo", "第2版"), staff=staff)
    note(desk, (BEGAN + timedelta(hours=2), Act.LINK_ADDED, "kiryu-cocotomo", None), staff=staff)
    note(desk, (BEGAN + timedelta(days=3), Act.STAFF_ADDED, "jiro", None))
    return staff


def rows(page: str) -> list[str]:
    """The acts on a page, by their word, in order."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [row.split("<td>")[3].partition("</td>")[0] for row in body.split("<tr>")[1:]]


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_newest_act_comes_first_with_who_when_what_and_from_where(
    administrator: FlaskClient, some: Staff
) -> None:
    page = administrator.get("/desk/audit").text
    assert rows(page) == ["職員を加えた", "関連付けた", "事例を保存した"]
    for said in ("hanakoさん", "令和8（2026）年4月1日 01:00<", "第2版", "192.0.2.1"):
        assert said in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("act=link-added", ["関連付けた"]),
        ("subject=kiryu", ["関連付けた", "事例を保存した"]),
        ("subject=%25", []),
        ("subject=Cocotomo", ["関連付けた", "事例を保存した"]),
        ("from=令和8年4月2日", ["職員を加えた"]),
        ("who=0", ["職員を加えた"]),
        ("from=2026-04-01&to=2026-04-01", ["関連付けた"]),
        ("to=2026-03-31", ["事例を保存した"]),
        ("from=2026-04-02", ["職員を加えた"]),
        ("from=2026-04-02&act=link-added", []),
        ("act=unknown&who=nobody&page=no", ["職員を加えた", "関連付けた", "事例を保存した"]),
        ("page=99", ["職員を加えた", "関連付けた", "事例を保存した"]),
    ],
)
def test_the_trail_is_narrowed_down(
    administrator: FlaskClient, some: Staff, asked: str, found: list[str]
) -> None:
    assert rows(administrator.get(f"/desk/audit?{asked}").text) == found


def test_what_was_done_to_a_case_or_to_somebody_is_shown_by_its_name_and_found_by_it(
    desk: Flask, administrator: FlaskClient, some: Staff
) -> None:
    note(desk, (BEGAN, Act.SIGNED_IN, "hanako", None), (BEGAN, Act.LIST_KEPT, "hanako", None))
    page = administrator.get("/desk/audit").text
    assert (
        '<td><span class="trail-title">「cocotomo」</span> <span class="trail-subject">kiryu-cocotomo</span>'
        in page
    )
    assert '<td><span class="trail-title">hanakoさん</span> <span class="trail-subject">hanako</span>' in page
    assert rows(administrator.get("/desk/audit?subject=hanakoさん").text) == ["サインインした"]


def test_the_trail_of_one_person(administrator: FlaskClient, some: Staff) -> None:
    assert rows(administrator.get(f"/desk/audit?who={some.id}").text) == ["関連付けた", "事例を保存した"]


@pytest.mark.parametrize("day", ["2026-04", "令和8年4月", "2026-02-30", "きのう", "9999-12-31", "FY2026"])
def test_a_day_that_cannot_be_read_is_said_and_the_rest_is_shown(
    administrator: FlaskClient, some: Staff, day: str
) -> None:
    answer = administrator.get("/desk/audit", query_string={"from": day, "act": "link-added"})
    assert answer.status_code == 422
    assert "「2026-04-01」のように書いてください" in answer.text
    assert rows(answer.text) == ["関連付けた"]


def test_a_period_turned_round_is_said(administrator: FlaskClient, some: Staff) -> None:
    answer = administrator.get("/desk/audit?from=2026-04-02&to=2026-04-01")
    assert answer.status_code == 422
    assert "終わりの日が、始めの日より前" in answer.text


def test_the_trail_is_shown_a_hundred_at_a_time(desk: Flask, administrator: FlaskClient) -> None:
    note(desk, *((BEGAN + timedelta(seconds=n), Act.CASE_SAVED, f"case-{n:03}", None) for n in range(230)))
    pages = [administrator.get(f"/desk/audit?subject=case&page={n}").text for n in (1, 2, 3)]
    assert [len(rows(page)) for page in pages] == [100, 100, 30]
    assert "case-229" in pages[0]
    assert "case-000" in pages[2]
    assert 'href="/desk/audit?subject=case&amp;page=2"' in pages[0]


def test_the_trail_as_a_file_holds_what_the_page_was_narrowed_down_to(
    administrator: FlaskClient, some: Staff
) -> None:
    answer = administrator.get("/desk/audit.csv?subject=kiryu")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert lines(answer.data) == [
        ["日時", "した人", "操作", "対象", "対象の名前", "くわしく", "どこから"],
        [
            "2026-04-01 01:00:00",
            "hanakoさん",
            "関連付けた",
            "kiryu-cocotomo",
            "「cocotomo」",
            "",
            "192.0.2.1",
        ],
        [
            "2026-03-31 23:00:00",
            "hanakoさん",
            "事例を保存した",
            "kiryu-cocotomo",
            "「cocotomo」",
            "第2版",
            "192.0.2.1",
        ],
    ]


def test_the_trail_as_an_excel_file(administrator: FlaskClient, some: Staff) -> None:
    answer = administrator.get("/desk/audit.xlsx?act=link-added")
    sheet = load_workbook(BytesIO(answer.data)).active
    values = [value for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert "操作の記録" in values
    assert "関連付けた" in values
    assert "事例を保存した" not in values
    assert any("操作：関連付けた" in str(value) for value in values)


def test_what_looks_like_a_formula_stays_text(desk: Flask, administrator: FlaskClient) -> None:
    note(desk, (BEGAN, Act.LIST_KEPT, "=HYPERLINK(1)", "@SUM(A1)\n二行目"))
    assert lines(administrator.get("/desk/audit.csv").data)[1][3:6] == [
        "'=HYPERLINK(1)",
        "",
        "'@SUM(A1) 二行目",
    ]
    book = load_workbook(BytesIO(administrator.get("/desk/audit.xlsx").data))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_taking_the_trail_out_is_itself_in_the_trail(
    desk: Flask, administrator: FlaskClient, some: Staff
) -> None:
    administrator.get("/desk/audit.csv?act=link-added&from=2026-04-01")
    administrator.get("/desk/audit.xlsx")
    assert trail(desk)[-2:] == [
        ("trail-exported", "操作の記録", "1件。条件は、操作：関連付けた、令和8（2026）年4月1日から。"),
        ("trail-exported", "操作の記録", "4件。条件はありません。"),
    ]


def test_a_file_has_so_many_rows_and_says_where_there_are_more(
    desk: Flask, administrator: FlaskClient, some: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "MOST_IN_A_FILE", 2)
    assert len(lines(administrator.get("/desk/audit.csv").data)) == 3
    sheet = load_workbook(BytesIO(administrator.get("/desk/audit.xlsx").data)).active
    values = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert any("残りは、期間を区切って書き出してください" in value for value in values)


@pytest.mark.parametrize("address", ["/desk/audit", "/desk/audit.csv", "/desk/audit.xlsx", "/desk/audit.pdf"])
def test_nobody_else_sees_the_trail(
    desk: Flask, editor: FlaskClient, approver: FlaskClient, member: FlaskClient, some: Staff, address: str
) -> None:
    for client in (editor, approver, member, desk.test_client()):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "kiryu-cocotomo" not in answer.get_data(as_text=True)
    with desk.app_context():
        assert len(session().exec(select(AuditRecord)).all()) == 3
