"""Who may do what, in every route of the desk: what each page must ask is written down here once more, by hand, so that
a page that asks less than it should is found out."""

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import col, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from catalogue.context import private_transaction, session
from catalogue.desk.guard import TOKEN, Open, needed_by
from catalogue.domain.roles import Permission, Role, permissions_of
from catalogue.domain.vocabulary import DecisionKind
from catalogue.editing.acting import actor_of
from catalogue.models import (
    AuditRecord,
    CaseUse,
    Comment,
    Decision,
    Dossier,
    Draft,
    Figure,
    Image,
    KeptList,
    Report,
    Revision,
    Staff,
)
from tests.conftest import kit_of
from tests.desk.conftest import person, seated
from tests.editing import asking as asking_others
from tests.editing.imports import papers, plan_bringing, sheets

Needed = Permission | Open
OPEN = Open.TO_ALL
ENTER, READ, WRITE, APPROVE, MANAGE = (
    Permission.ENTER,
    Permission.READ,
    Permission.WRITE,
    Permission.APPROVE,
    Permission.MANAGE,
)

# By module of the desk: what its pages ask that are looked at, and what those ask to which something is sent.
MODULES: Mapping[str, tuple[Needed, Needed]] = {
    "audit": (MANAGE, MANAGE),
    "case_import_ends": (WRITE, WRITE),
    "case_import_files": (WRITE, WRITE),
    "case_import_sheets": (WRITE, WRITE),
    "case_imports": (READ, WRITE),
    "cases": (WRITE, WRITE),
    "dossiers": (READ, WRITE),
    "drafts": (WRITE, WRITE),
    "figures": (WRITE, WRITE),
    "history": (READ, WRITE),
    "home": (READ, WRITE),
    "imports": (READ, WRITE),
    "inquiries": (READ, WRITE),
    "inquiry_answers": (WRITE, WRITE),
    "links": (READ, WRITE),
    "lists": (ENTER, ENTER),
    "municipalities": (WRITE, WRITE),
    "oidc": (OPEN, OPEN),
    "packets": (ENTER, WRITE),
    "password": (ENTER, ENTER),
    "picture_entries": (WRITE, WRITE),
    "pictures": (READ, READ),
    "plan_carrying": (WRITE, WRITE),
    "plan_imports": (WRITE, WRITE),
    "plan_lineage": (WRITE, WRITE),
    "plan_nodes": (WRITE, WRITE),
    "plan_publishing": (READ, APPROVE),
    "plan_sources": (WRITE, WRITE),
    "plans": (READ, WRITE),
    "preview": (READ, READ),
    "reports": (READ, WRITE),
    "review": (WRITE, WRITE),
    "sign_in": (OPEN, OPEN),
    "source_checks": (READ, WRITE),
    "staff": (MANAGE, MANAGE),
    "synonyms": (READ, WRITE),
    "text_imports": (WRITE, WRITE),
    "themes": (READ, APPROVE),
    "uses": (READ, WRITE),
}
EXCEPT: Mapping[str, Needed] = {
    "case_import_ends.approve": APPROVE,
    "case_import_files.problems": READ,
    "cases.index": READ,
    "history.ask_restore": WRITE,
    "home.index": ENTER,
    "home.unfinished": WRITE,
    "home.waiting": WRITE,
    "imports.ask_drop": WRITE,
    "inquiries.ask_to_drop": WRITE,
    "inquiries.edit": WRITE,
    "inquiries.new": WRITE,
    "packets.ask_to_delete": WRITE,
    "packets.new": WRITE,
    "plan_imports.sheet": READ,
    "plan_imports.show": READ,
    "plan_imports.template": READ,
    "plan_lineage.index": READ,
    "plans.facts": WRITE,
    "plans.new": WRITE,
    "review.approve": APPROVE,
    "review.ask_approve": APPROVE,
    "review.ask_send_back": APPROVE,
    "review.ask_withdraw": APPROVE,
    "review.send_back": APPROVE,
    "review.show": READ,
    "review.withdraw": APPROVE,
    "sign_in.leave": ENTER,
    "text_imports.show": READ,
    "uses.ask_to_delete": WRITE,
}

# What is another's may be dropped only by who approves; the packet of this test is the work of "all".
OF_ANOTHER = {("henshu", "packets.ask_to_delete"), ("henshu", "packets.delete")}
# What a public case shows is changed by who approves; the picture of this test is one of those.
PUBLIC_AT_ONCE = {("henshu", "picture_entries.change")}

PEOPLE: Mapping[str, tuple[Role, ...]] = {
    "henshu": (Role.EDITOR,),
    "shonin": (Role.APPROVER,),
    "kanri": (Role.ADMINISTRATOR,),
    "iin": (Role.MEMBER,),
    "both": (Role.MEMBER, Role.ADMINISTRATOR),
    "all": tuple(Role),
}
CASE, PLAN, NODE = "kiryu-cocotomo", "2017-rev", "kogyo-2-3"
# Words that stand in what only some may see.
HIDDEN = (
    "原稿にだけある言葉",
    "書きかけにだけある言葉",
    "報告にだけある言葉",
    "記録にだけある言葉",
    "取込みにだけある言葉",
    "照会にだけある言葉",
)

SENDING = {"POST", "PUT", "PATCH", "DELETE"}

Values = Mapping[str, Any]


def expected(endpoint: str, method: str) -> Needed:
    name = endpoint.removeprefix("desk.")
    looking, sending = MODULES[name.partition(".")[0]]
    return EXCEPT.get(name, looking if method == "GET" else sending)


def routes(app: Flask) -> list[tuple[Rule, str]]:
    """Every route of the desk with every method."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("desk.")]
    methods = {"GET", *SENDING}
    return [(rule, method) for rule in rules for method in sorted(methods & (rule.methods or set()))]


@pytest.fixture
def values(desk: Flask) -> Values:
    """Something of each kind for the addresses to name: a draft for everybody who writes, the rest once."""
    target = person(desk, "target", Role.EDITOR)
    people = {name: person(desk, name, *roles) for name, roles in PEOPLE.items()}
    made = {"staff_id": target.id, "draft_id": {}}
    with desk.app_context(), private_transaction() as writing:
        now = kit_of(desk).now()
        dossier = writing.exec(select(Dossier).where(Dossier.kind == "case", Dossier.slug == CASE)).one()
        public = writing.exec(select(Revision).where(Revision.dossier_id == dossier.id)).one()
        document = {**public.document, "title": HIDDEN[0]}
        one = {"dossier_id": dossier.id, "author": target.display, "author_id": target.id, "saved_at": now}
        revision = Revision(**one, number=2, document=document, from_seed=False)
        dossier.last_number = revision.number
        writing.add(revision)
        writing.flush()
        submitted = {"kind": DecisionKind.SUBMITTED.value, "actor": target.display, "decided_at": now}
        writing.add(Decision(revision_id=revision.id, actor_id=target.id, **submitted))
        rows = {
            "comment_id": Comment(
                revision_id=revision.id, path="title", text="ここ", author=target.display, made_at=now
            ),
            "list_id": KeptList(
                staff_id=people["all"].id, title="空き店舗", entries=[], shared=True, saved_at=now
            ),
            "use_id": CaseUse(case_slug=CASE, place="計画の本文", noted_by=target.display, noted_at=now),
            "report": Report(
                case_slug=CASE, path="title", text=HIDDEN[2], sender="x", sent_at=now, state="new"
            ),
        }
        drafts = {
            name: Draft(staff_id=each.id, slug=CASE, based_on=1, form={"title": [HIDDEN[1]]}, saved_at=now)
            for name, each in people.items()
        }
        told = {"who": "x", "act": "case-saved", "subject": HIDDEN[3], "origin": "x"}
        writing.add_all([*rows.values(), *drafts.values(), AuditRecord(at=now, **told)])
        writing.flush()
        made |= {name: row.id for name, row in rows.items()}
        made["draft_id"] = {name: row.id for name, row in drafts.items()}
        shows = select(Image).join(Figure, col(Figure.digest) == col(Image.digest))
        picture = writing.exec(shows.where(Figure.case_slug == CASE)).one()
        made |= {"digest": picture.digest, "rendition": picture.fallback}
    made["packet_id"] = packet(desk)
    made |= brought(desk, target)
    found = re.search(r"/desk/synonyms/([0-9a-f]+)", seated(desk, "all").get("/desk/synonyms").text)
    assert found
    return made | {"synonyms": found[1]}


def brought(app: Flask, who: Staff) -> Values:
    """Of each kind something that was brought and waits, and a letter to another city."""
    actor = actor_of(who, "x", kit_of(app).now())
    with app.app_context():
        plan_import = plan_bringing.bring(actor, plan_bringing.TABLE)
    return {
        "import_id": {
            "plan_imports": plan_import,
            "text_imports": papers.bring(app, actor, papers.outline()),
            "case": sheets.brought(app, actor, sheets.good(題名=HIDDEN[4])),
        },
        "inquiry_id": asking_others.make(app, actor, CASE, office=HIDDEN[5]),
    }


def packet(app: Flask) -> int:
    """The papers of a meeting, made as somebody makes them."""
    typed = {"number": "資料1", "meeting": "第1回", "title": "参考事例", "form": "sheet", "parts": "cases"}
    answer = seated(app, "all").post("/desk/packets/new", data=typed | {"case": CASE})
    assert answer.status_code == 303, answer.text
    return int(answer.location.rpartition("/")[2])


def named(rule: Rule, who: str, values: Values) -> dict[str, Any]:
    """What this route's address names, chosen to be there."""
    module = rule.endpoint.split(".")[1]
    of_plan = module.startswith("plan")
    slug = PLAN if of_plan else {"themes": "dx"}.get(module, CASE)
    chosen = {
        "slug": slug,
        "plan": PLAN,
        "code": NODE,
        "number": values["report"] if module == "reports" else 1,
        "older": 1,
        "newer": 2,
        "key": values["synonyms"] if module == "synonyms" else "revision",
        **values,
        "draft_id": values["draft_id"].get(who, 1),
        "import_id": values["import_id"].get(module, values["import_id"]["case"]),
        "kind": "cases",
    }
    return {name: chosen[name] for name in rule.arguments}


def asking(
    app: Flask, values: Values, who: str, client: Callable[[], FlaskClient], methods: set[str]
) -> list[tuple[str, str, TestResponse]]:
    """Ask for every route with these methods: the endpoint, the method, the answer."""
    answers = []
    for rule, method in routes(app):
        if method in methods:
            with app.test_request_context():
                built = rule.build(named(rule, who, values))
            assert built is not None, rule
            answer = client().open(built[1], method=method)
            answers.append((rule.endpoint, method, answer))
    return answers


def text_of(answer: TestResponse) -> str:
    """All that somebody can read in it; of a Word file, what is packed in it."""
    data = answer.data
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as packed:
            data = b"".join(packed.read(name) for name in packed.namelist())
    return data.decode(errors="replace")


def test_every_route_asks_what_is_written_here(desk: Flask) -> None:
    asked = {(rule.endpoint, method): needed_by(desk, rule.endpoint) for rule, method in routes(desk)}
    assert asked == {(endpoint, method): expected(endpoint, method) for endpoint, method in asked}


def test_nothing_is_written_here_that_is_not_there(desk: Flask) -> None:
    names = {rule.endpoint.removeprefix("desk.") for rule, _ in routes(desk)}
    assert set(EXCEPT) <= names
    assert set(MODULES) == {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_gets_into_what_their_roles_do_not_open(desk: Flask, values: Values, who: str) -> None:
    opened, wrong = permissions_of(PEOPLE[who]), []
    client = seated(desk, who)
    answers = asking(desk, values, who, lambda: client, {"GET"})
    # What is sent may end a sitting.
    answers += asking(desk, values, who, lambda: seated(desk, who), SENDING)
    for endpoint, method, answer in answers:
        needed, status = expected(endpoint, method), answer.status_code
        anothers = (who, endpoint.removeprefix("desk.")) in OF_ANOTHER | PUBLIC_AT_ONCE
        may = needed is OPEN or (needed in opened and not anothers)
        if (may and status == 403) or (not may and status not in (403, 404)) or status >= 500:
            wrong.append((endpoint, method, needed, status))
    assert wrong == []


def strangers(app: Flask) -> Mapping[str, Callable[[], FlaskClient]]:
    """Those who are nobody at the desk."""

    def with_token(token: str) -> Callable[[], FlaskClient]:
        def client() -> FlaskClient:
            made = app.test_client()
            with made.session_transaction() as browser:
                browser[TOKEN] = token
            return made

        return client

    def closed() -> FlaskClient:
        made = seated(app, "gone", *Role)
        with app.app_context(), private_transaction() as writing:
            staff = writing.exec(select(Staff).where(Staff.name == "gone")).one()
            staff.closed_at = kit_of(app).now()
            writing.add(staff)
        return made

    return {
        "nobody": app.test_client,
        "forged": with_token("forged"),
        "empty": with_token(""),
        "closed": closed,
    }


@pytest.mark.parametrize("who", ["nobody", "forged", "empty", "closed"])
def test_who_is_not_signed_in_gets_in_nowhere(desk: Flask, values: Values, who: str) -> None:
    client = strangers(desk)[who]
    for endpoint, method, answer in asking(desk, values, who, client, {"GET", *SENDING}):
        if expected(endpoint, method) is not OPEN:
            assert answer.status_code == 403, endpoint
            page = text_of(answer)
            assert "サインイン" in page, endpoint
            assert not [words for words in HIDDEN if words in page], endpoint


@pytest.mark.parametrize("who", ["iin", "nobody"])
def test_drafts_reports_and_the_trail_are_seen_by_no_member_of_the_committee(
    desk: Flask, values: Values, who: str
) -> None:
    with desk.app_context():
        assert session().exec(select(Report.text)).first() == HIDDEN[2]
    client = seated(desk, "iin", Role.MEMBER) if who == "iin" else desk.test_client()
    for endpoint, _, answer in asking(desk, values, who, lambda: client, {"GET"}):
        page = text_of(answer)
        assert not [words for words in HIDDEN if words in page], endpoint


def test_what_members_must_not_see_is_there_to_be_seen(desk: Flask, values: Values) -> None:
    client = seated(desk, "all")
    pages = [text_of(answer) for *_, answer in asking(desk, values, "all", lambda: client, {"GET"})]
    seen = {words for words in HIDDEN if any(words in page for page in pages)}
    assert seen == set(HIDDEN)


def test_pages_are_there_for_who_may_see_them(desk: Flask, values: Values) -> None:
    """Otherwise a test above might have looked at nothing but pages that are missing."""
    client = seated(desk, "all")
    answers = asking(desk, values, "all", lambda: client, {"GET"})
    there = {endpoint for endpoint, _, answer in answers if answer.status_code not in (403, 404)}
    assert {endpoint for endpoint, method, _ in answers if expected(endpoint, method) is not OPEN} <= there


def test_a_number_no_row_can_have_is_not_found(desk: Flask, values: Values) -> None:
    kinds = ("staff_id", "comment_id", "list_id", "use_id", "report", "packet_id", "inquiry_id")
    huge = {
        **values,
        **dict.fromkeys(kinds, 10**30),
        "draft_id": {"all": 10**30},
        "import_id": {"case": 10**30},
    }
    client = seated(desk, "all")
    answers = asking(desk, huge, "all", lambda: client, {"GET"})
    assert [endpoint for endpoint, _, answer in answers if answer.status_code >= 500] == []
