"""Links at the desk: from a case, from a node, with what was typed kept and every act undone as easily as done."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select
from werkzeug.test import TestResponse

from catalogue.context import transaction
from catalogue.editing import links, revisions
from catalogue.models import LinkChange, LinkRecord, finding
from catalogue.reading import desk_links
from catalogue.search.port import Query
from tests.conftest import kit_of
from tests.editing.loading import looking

SLUG, NODE = "kiryu-cocotomo", "r9:v2-1"
AT, AT_NODE = f"/desk/cases/{SLUG}/links", "/desk/plans/r9/v2-1/links"
SENTENCE = "個店の入口を増やす方法として、水鏡町でも使える。"


def put(client: FlaskClient, node: str = NODE, sentence: str = SENTENCE, seen: str = "") -> TestResponse:
    """The small form of a proposed node."""
    form = {
        "form": node,
        "node": node,
        f"role-{node}": "partial",
        f"rationale-{node}": sentence,
        "seen": seen,
    }
    return client.post(AT, data=form)


def text(answer: TestResponse) -> str:
    """What a page says."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", answer.text)))


def link(app: Flask, node: str = NODE) -> LinkRecord | None:
    """The link of the case to this node."""
    with looking(app) as session:
        return links.link_between(session, SLUG, node)


def test_a_node_is_linked_with_one_sentence_and_all_pages_follow(
    desk: Flask, editor: FlaskClient, client: FlaskClient
) -> None:
    visitor = desk.test_client()
    answer = put(editor)
    assert (answer.status_code, answer.location) == (303, AT)
    assert "関連付けました。" in editor.get(AT).text
    assert SENTENCE in visitor.get(f"/cases/{SLUG}").text
    assert SENTENCE in visitor.get("/plans/r9/v2-1").text
    assert SLUG in {hit.slug for hit in kit_of(desk).index.search(Query("水鏡町")).hits}
    assert SENTENCE not in client.get(f"/cases/{SLUG}").text


def test_what_was_typed_stays_when_the_sentence_is_missing_or_the_node_is_none(
    desk: Flask, editor: FlaskClient
) -> None:
    with looking(desk) as session:
        proposed = desk_links.case_page(session, SLUG)["suggestions"][0].node.key
    for node, field in ((proposed, proposed), (NODE, "any"), ("r9:v2-2", "r9:v2-2")):
        answer = put(editor, node, sentence="  ", seen=links.mark_of(link(desk, node)))
        assert answer.status_code == 422
        assert f'href="#rationale-{field}"' in answer.text
        assert re.search(rf'id="rationale-{field}"[^>]*aria-invalid="true"', answer.text)
        assert '<option value="partial" selected>' in answer.text
    form = {"form": "any", "node": "", "role-any": "spark", "rationale-any": SENTENCE, "seen": ""}
    answer = editor.post(AT, data=form)
    assert answer.status_code == 422
    assert 'href="#node"' in answer.text
    assert SENTENCE in answer.text
    assert '<option value="spark" selected>' in answer.text
    assert link(desk) is None


def test_nodes_are_proposed_with_the_words_in_common_and_no_linked_one_among_them(
    desk: Flask, editor: FlaskClient
) -> None:
    with looking(desk) as session:
        page = desk_links.case_page(session, SLUG)
    linked = {row["key"] for row in page["links"]}
    assert page["suggestions"]
    for suggestion in page["suggestions"]:
        assert suggestion.node.key not in linked
        wording = suggestion.node.words + "".join(suggestion.node.text)
        assert suggestion.words
        assert all(word in wording for word in suggestion.words)
    shown = text(editor.get(AT))
    assert f"同じ言葉：{'、'.join(page['suggestions'][0].words)}" in shown


def test_a_node_people_chose_is_proposed_again_once_its_link_is_away(
    desk: Flask, editor: FlaskClient
) -> None:
    editor.post(f"{AT}/drop", data={"node": "r9:v2-2"})
    with looking(desk) as session:
        proposed = [each.node.key for each in desk_links.case_page(session, SLUG)["suggestions"]]
    assert "r9:v2-2" in proposed[:3]


def test_a_link_that_was_removed_or_changed_is_put_back_from_the_trail(
    desk: Flask, editor: FlaskClient
) -> None:
    before = link(desk, "r9:v2-2")
    assert before
    assert editor.post(f"{AT}/drop", data={"node": "r9:v2-2"}).status_code == 303
    assert link(desk, "r9:v2-2") is None
    press(editor, "元に戻す")
    again = link(desk, "r9:v2-2")
    assert again
    assert (again.role, again.rationale, again.from_seed) == (before.role, before.rationale, False)
    put(editor, "r9:v2-2", "直した文。", again.saved_at.isoformat())
    press(editor, "元に戻す")
    restored = link(desk, "r9:v2-2")
    assert restored
    assert restored.rationale == before.rationale


def press(client: FlaskClient, label: str) -> None:
    """Press the first button called so, with what its form holds."""
    page = client.get(AT).text
    form = next(each for each in re.findall(r"<form.*?</form>", page, re.DOTALL) if label in each)
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    action = re.search(r'action="([^"]+)"', form)
    assert action
    assert client.post(action[1], data={name: unescape(value) for name, value in fields}).status_code == 303


def test_the_trail_shows_who_and_the_sentence_before_and_after(desk: Flask, editor: FlaskClient) -> None:
    put(editor, sentence="はじめの文。")
    put(editor, sentence="直した文。", seen=seen_of(desk))
    shown = text(editor.get(AT))
    assert "henshuさん 関連付けを直した" in shown
    assert "［消した：はじめの］［加えた：直した］文。" in shown
    with looking(desk) as session:
        assert len(session.exec(select(LinkChange)).all()) == 2


def seen_of(app: Flask) -> str:
    """What a form that was opened now would carry."""
    return links.mark_of(link(app))


def test_of_two_who_link_at_once_the_second_sees_what_the_first_wrote(
    desk: Flask, editor: FlaskClient
) -> None:
    put(editor, sentence="先の人の文。")
    answer = put(editor, sentence="あとの人の文。")
    assert answer.status_code == 409
    assert "先の人の文。" in answer.text
    assert "あとの人の文。" in answer.text
    kept = link(desk)
    assert kept
    assert kept.rationale == "先の人の文。"


def test_links_are_moved_up_and_down(desk: Flask, editor: FlaskClient) -> None:
    with looking(desk) as session:
        first, second = [row.node_key for row in revisions.links_of(session, SLUG)][:2]
    editor.post(f"{AT}/move", data={"node": second, "to": "up"})
    with looking(desk) as session:
        assert [row.node_key for row in revisions.links_of(session, SLUG)][:2] == [second, first]
    editor.post(f"{AT}/move", data={"node": second, "to": "down"})
    with looking(desk) as session:
        assert [row.node_key for row in revisions.links_of(session, SLUG)][:2] == [first, second]


def test_from_a_node_cases_are_proposed_found_and_linked(desk: Flask, editor: FlaskClient) -> None:
    shown = text(editor.get(f"{AT_NODE}?q=円頓寺"))
    assert "「円頓寺」で見つかった事例" in shown
    assert "候補" in text(editor.get("/desk/plans/r9/v2-2/links"))
    with looking(desk) as session:
        page = desk_links.node_page(session, kit_of(desk).index, "r9", "v2-2")
    assert page["candidates"]
    assert not {row["case"].slug for row in page["candidates"]} & page["linked"]
    assert all(row["words"] for row in page["candidates"])
    form = f"found-{SLUG}"
    sent = {"form": form, "case": SLUG, f"role-{form}": "", f"rationale-{form}": SENTENCE, "seen": ""}
    answer = editor.post(f"{AT_NODE}?q=円頓寺", data=sent)
    assert (answer.status_code, answer.location) == (303, AT_NODE)
    assert SENTENCE in editor.get(AT_NODE).text
    editor.post(f"{AT_NODE}/drop", data={"case": SLUG})
    assert link(desk) is None


def test_words_that_nearly_every_case_has_are_no_reason(desk: Flask) -> None:
    everyday = {"企業", "地域", "事業", "連携", "支援", "産業"}
    with looking(desk) as session:
        pages = [desk_links.node_page(session, kit_of(desk).index, "r9", code) for code in ("v1-1", "v4-3")]
        of_case = desk_links.case_page(session, SLUG)["suggestions"]
    reasons = [row["words"] for page in pages for row in page["candidates"]]
    reasons += [suggestion.words for suggestion in of_case]
    assert len(reasons) > 2
    assert not [words for words in reasons if everyday & set(words)]


def test_a_mistake_on_a_nodes_page_keeps_the_search_and_the_words(editor: FlaskClient) -> None:
    form = f"found-{SLUG}"
    sent = {"form": form, "case": SLUG, f"role-{form}": "model", f"rationale-{form}": "", "seen": ""}
    for address in (f"{AT_NODE}?q=cocotomo", AT_NODE):
        answer = editor.post(address, data=sent)
        assert answer.status_code == 422
        assert f'href="#rationale-{form}"' in answer.text
        assert f'id="rationale-{form}"' in answer.text
    assert 'value="cocotomo"' in editor.post(f"{AT_NODE}?q=cocotomo", data=sent).text


def test_a_node_and_a_case_that_are_not_public_are_linked_and_wait(desk: Flask, editor: FlaskClient) -> None:
    with desk.app_context(), transaction() as session:
        plan = revisions.opened(session, finding.PLAN, "r9")
        before = finding.latest(session, plan)
        assert before
        field = next(node for node in before.document["nodes"] if node["code"] == "shogyo")
        measure = field | {"code": "shogyo-1", "kind": "measure", "title": "個店の魅力づくり", "children": []}
        nodes = [
            node | {"children": [measure]} if node["code"] == "shogyo" else node
            for node in before.document["nodes"]
        ]
        revisions.save(
            session, plan, before.document | {"nodes": nodes}, author="職員", now=kit_of(desk).now()
        )
        dossier = revisions.opened(session, finding.CASE, SLUG)
        case = finding.latest(session, dossier)
        assert case
        fresh = revisions.opened(session, finding.CASE, "draft-case")
        draft = case.document | {"slug": "draft-case", "title": "下書きの個店"}
        revisions.save(session, fresh, draft, author="職員", now=kit_of(desk).now())
    page = editor.get("/desk/plans/r9/shogyo-1/links")
    assert page.status_code == 200
    assert "下書きの個店" in text(page)
    sent = {"form": "any", "node": "r9:shogyo-1", "role-any": "", "rationale-any": SENTENCE, "seen": ""}
    assert editor.post("/desk/cases/draft-case/links", data=sent).status_code == 303
    shown = text(editor.get("/desk/cases/draft-case/links"))
    assert "事例と計画の項目が公開されると、この関連付けも公開されます。" in shown
    assert "下書きの個店" in text(editor.get("/desk/plans/r9/shogyo-1/links"))


def test_who_only_reads_sees_the_links_and_no_button(desk: Flask, administrator: FlaskClient) -> None:
    for address in (AT, AT_NODE):
        page = administrator.get(address)
        assert page.status_code == 200
        assert "関連付ける</button>" not in page.text
        assert "外す" not in page.text.split("<main")[1]
    assert put(administrator).status_code == 403
    assert link(desk) is None


@pytest.mark.parametrize("path", [AT, f"{AT}/drop", f"{AT}/move", AT_NODE, f"{AT_NODE}/drop"])
def test_a_member_of_the_committee_may_not(member: FlaskClient, path: str) -> None:
    assert member.post(path, data={"node": NODE, "case": SLUG}).status_code == 403
    if path in (AT, AT_NODE):
        assert member.get(path).status_code == 403


@pytest.mark.parametrize(
    "path", ["/desk/cases/nothing/links", "/desk/plans/r9/nothing/links", "/desk/plans/nothing/v1/links"]
)
def test_what_is_not_there_is_not_found(editor: FlaskClient, path: str) -> None:
    assert editor.get(path).status_code == 404


def test_the_pages_stand_without_the_index(desk: Flask, editor: FlaskClient) -> None:
    folder = kit_of(desk).settings.search_folder
    kit_of(desk).index.close()
    folder.rename(folder.with_name("away"))
    shown = text(editor.get(f"{AT_NODE}?q=cocotomo"))
    assert "検索の索引をいま使えないため" in shown
    assert "「cocotomo」で見つかった事例（1件）" in shown
    assert editor.get(AT).status_code == 200
