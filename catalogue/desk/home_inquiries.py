"""What the desk's first page tells of letters to other cities: those whose answer should have come."""

from flask import url_for

from catalogue.context import session, today
from catalogue.desk.home_sections import Section
from catalogue.domain.inquiry.questions import InquiryState
from catalogue.reading import desk_inquiries


def overdue() -> list[Section]:
    """回答期限を過ぎた照会; no section where there is none."""
    rows = desk_inquiries.overdue(session(), today())
    if not rows:
        return []
    return [
        Section(
            "inquiries-overdue",
            "回答期限を過ぎた照会",
            "ほかの自治体に送った照会文のうち、回答期限を過ぎても、回答の記録がないものです。",
            "",
            url_for("desk.inquiries.index", state=InquiryState.SENT.value),
            [
                {
                    "url": url_for("desk.inquiries.show", inquiry_id=row["id"]),
                    "title": f"{row['place']}：{row['title']}",
                    "note": row["due"],
                }
                for row in rows
            ],
        )
    ]
