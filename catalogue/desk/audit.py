"""The audit trail: who did what, when and from where; as a page and as a file."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import private_transaction, session, today
from catalogue.desk.guard import actor, needs
from catalogue.desk.saved_files import EXCEL, saved
from catalogue.domain.acts import Act
from catalogue.domain.clock import day_in_words
from catalogue.domain.paging import paging
from catalogue.domain.roles import Permission
from catalogue.editing.acting import record
from catalogue.exports import delimited, xlsx
from catalogue.exports.sheets import Column, Sheet, Use, Workbook
from catalogue.reading import desk_audit
from catalogue.reading.desk_audit import MOST_IN_A_FILE, ON_A_PAGE, Trace
from catalogue.schemas.trail import Asked, asked_of

blueprint = Blueprint("audit", __name__)

TITLE = "操作の記録"
CUT = f"新しいものから{MOST_IN_A_FILE:,}件までを書き出しました。残りは、期間を区切って書き出してください。"
COLUMNS = (
    Column("日時", "日本時間", width=20),
    Column("した人", "そのときの氏名", width=18),
    Column("操作", width=22),
    Column("対象", "事例や計画のアドレス、サインインの名前など", width=34),
    Column("対象の名前", "書き出した日の題名や氏名", width=34),
    Column("くわしく", width=44),
    Column("どこから", "ネットワークのアドレス。サーバーで行ったものは「コマンド」", width=18),
)
_LABELS = {"from": "期間の始め", "to": "期間の終わり"}


@blueprint.get("/audit")
@needs(Permission.MANAGE)
def index() -> Response:
    """The newest first, a page at a time; with days that cannot be read, 422 and the rest."""
    asked = asked_of(request.args)
    count = desk_audit.count(session(), asked.wanted)
    found = paging(count, asked.page, ON_A_PAGE)
    shown = render_template(
        "desk/audit/index.html",
        traces=desk_audit.traces(session(), asked.wanted, ON_A_PAGE, found.skipped),
        count=count,
        found=found,
        pages={at: url_for("desk.audit.index", **asked.parameters, page=at) for at in found.offered},
        people=[(str(number), name) for number, name in desk_audit.everybody(session())],
        acts=[(act.value, act.label) for act in Act],
        files=[(name, url_for(f"desk.audit.{name}", **asked.parameters)) for name in ("excel", "csv")],
        most=MOST_IN_A_FILE,
        **_as_typed(asked),
    )
    return make_response(shown, 422 if asked.problems else 200)


@blueprint.get("/audit.csv")
@needs(Permission.MANAGE)
def csv() -> Response:
    """The part the address asks for, as comma-separated text."""
    made = _workbook(Use.DATA)
    return saved(delimited.write(made.sheets[0]), TITLE, "csv", "text/csv")


@blueprint.get("/audit.xlsx")
@needs(Permission.MANAGE)
def excel() -> Response:
    """The same, ready to be printed."""
    return saved(xlsx.write(_workbook(Use.MEETING)), TITLE, "xlsx", EXCEL)


def _workbook(use: Use) -> Workbook:
    """The newest acts, up to as many as a file may have; that they were taken out is noted as one more act."""
    asked = asked_of(request.args)
    count = desk_audit.count(session(), asked.wanted)
    rows = desk_audit.traces(session(), asked.wanted, MOST_IN_A_FILE)
    said = f"{len(rows)}件。{_narrowed(asked)}"
    with private_transaction() as writing:
        record(writing, actor(), Act.TRAIL_EXPORTED, TITLE, said)
    return Workbook(
        title=TITLE,
        sheets=(Sheet(TITLE, COLUMNS, tuple(map(_row, rows))),),
        use=use,
        made_on=day_in_words(today()),
        remarks=(_narrowed(asked), *([CUT] if count > len(rows) else ())),
    )


def _row(trace: Trace) -> tuple[str, ...]:
    moment = f"{trace.at:%Y-%m-%d %H:%M:%S}"
    return (moment, trace.who, trace.act, trace.subject, trace.title, trace.detail, trace.origin)


def _narrowed(asked: Asked) -> str:
    """The conditions, in words."""
    wanted = asked.wanted
    names = dict(desk_audit.everybody(session()))
    said = [
        f"した人：{names.get(wanted.who, '不明')}" if wanted.who is not None else "",
        f"操作：{wanted.act.label}" if wanted.act else "",
        f"対象：「{wanted.subject}」を含む" if wanted.subject else "",
        f"{day_in_words(wanted.since)}から" if wanted.since else "",
        f"{day_in_words(wanted.until)}まで" if wanted.until else "",
    ]
    return f"条件は、{'、'.join(filter(None, said))}。" if any(said) else "条件はありません。"


def _as_typed(asked: Asked) -> Mapping[str, Any]:
    problems = [{"path": p.path, "reason": p.reason, "label": _LABELS[p.path]} for p in asked.problems]
    return {"typed": asked.typed, "problems": problems, "wrong": {p.path: p.reason for p in asked.problems}}
