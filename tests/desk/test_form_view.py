"""The form of a case on a page: what it says, where it leads, and that a browser without scripts sends all of it."""

from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, render_template_string
from marshmallow import ValidationError

from catalogue.desk.form_view import FormView, view
from catalogue.domain.errors import Problem
from catalogue.editing.gate import flatten
from catalogue.editing.seed_files import read
from catalogue.schemas.case import CaseSchema
from catalogue.schemas.case_form import CASE_INPUTS, QUICK, SECTIONS, Section
from catalogue.schemas.form import Flat, document_of, first, flat_of, only_known, pressed

CATEGORIES = [("事例① スマートシティ", [("smart-city/mobility-logistics", "次世代交通・物流")])]
PAGE = """{% from "_macros/form.html" import form_body, save_bar %}
<form action="/desk">{{ form_body(form) }}{% call save_bar(form) %}<button>保存</button>{% endcall %}</form>"""


class Page(HTMLParser):
    """What a browser sees of a form: the values it would send, the buttons, the ids, all words."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.buttons: list[dict[str, str]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self._within: tuple[str, str] | None = None
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag == "button":
            self.buttons.append(given)
        if tag == "input" and (given.get("type") != "checkbox" or "checked" in given):
            self.sent.setdefault(given["name"], []).append(given.get("value", ""))
        if tag in ("select", "textarea"):
            self._within = (tag, given["name"])
            self.sent.setdefault(given["name"], [""])
        if tag == "option" and "selected" in given and self._within:
            self.sent[self._within[1]] = [given["value"]]

    def handle_endtag(self, tag: str) -> None:
        if self._within and tag == self._within[0]:
            self._within = None

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._within and self._within[0] == "textarea":
            # A browser drops the line break right after the tag.
            self.sent[self._within[1]] = [self.sent[self._within[1]][0] + data.removeprefix("\n")]

    @property
    def ids(self) -> list[str]:
        return [given["id"] for _, given in self.tags if "id" in given]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The largest case of the seeds."""
    seed = read(Path("seeds")).cases["sakai-jidounten-drone"]
    case = {name: value for name, value in seed.items() if name != "links"}
    texts = ({name: value for name, value in figure.items() if name != "file"} for figure in seed["figures"])
    return dict(CaseSchema().load(case | {"figures": [text | {"image": "0" * 64} for text in texts]}))


def shown(app: Flask, form: FormView) -> Page:
    with app.test_request_context():
        return Page(render_template_string(PAGE, form=form))


def of(flat: Flat, press: str = "", problems: Sequence[Problem] = ()) -> FormView:
    return view(
        CASE_INPUTS, SECTIONS, flat, press=press, problems=problems, categories=CATEGORIES, action="/desk/x"
    )


def problems_of(flat: Flat) -> list[Problem]:
    with pytest.raises(ValidationError) as refused:
        CaseSchema().load(document_of(CASE_INPUTS, flat))
    return list(flatten(refused.value.messages))


def test_what_a_browser_sends_of_an_untouched_form_is_the_document_it_shows(
    app: Flask, document: dict[str, Any]
) -> None:
    page = shown(app, of(flat_of(CASE_INPUTS, document)))
    sent = only_known(CASE_INPUTS, page.sent)
    assert CaseSchema().load(document_of(CASE_INPUTS, sent)) == document


def test_no_id_stands_twice_and_every_hint_a_field_names_is_there(
    app: Flask, document: dict[str, Any]
) -> None:
    page = shown(app, of(flat_of(CASE_INPUTS, document)))
    assert len(page.ids) == len(set(page.ids))
    named = {name for _, given in page.tags for name in given.get("aria-describedby", "").split()}
    labelled = {given["for"] for tag, given in page.tags if tag == "label" and "for" in given}
    assert named
    assert named | labelled <= set(page.ids)


def test_every_button_of_a_row_says_which_row_and_leads_to_a_place_that_will_be_there(
    app: Flask, document: dict[str, Any]
) -> None:
    flat = flat_of(CASE_INPUTS, document)
    presses = [button for button in shown(app, of(flat)).buttons if button.get("name") == "press"]
    assert len(presses) > 100
    for button in presses[1::12]:
        after = pressed(CASE_INPUTS, flat, button["value"])
        page = shown(app, of(after, press=button["value"]))
        address, _, place = button["formaction"].partition("#")
        assert address == "/desk/x"
        assert place in page.ids


def test_enter_in_a_field_presses_a_button_that_changes_nothing(app: Flask) -> None:
    page = shown(app, of({"title": ["題"]}))
    assert page.buttons[0]["name"] == "press"
    assert pressed(CASE_INPUTS, {"title": ["題"]}, page.buttons[0]["value"]) == {"title": ["題"]}


def test_the_first_section_is_open_and_each_fold_says_what_is_missing(app: Flask) -> None:
    form = of({"title": ["題"]})
    assert [section.is_open for section in form.sections] == [True, *[False] * (len(SECTIONS) - 1)]
    assert form.sections[0].lacking == ("テーマと分類", "自治体", "概要")
    words = shown(app, form).words
    assert "必須の未記入 3：テーマと分類、自治体、概要" in words
    assert "未記入 5：背景、目的、取り組んだこと、手法、表" in words


def test_a_section_with_nothing_left_to_fill_in_says_so(app: Flask, document: dict[str, Any]) -> None:
    assert "進め方 すべて記入済み" in " ".join(shown(app, of(flat_of(CASE_INPUTS, document))).words.split())


def test_mistakes_are_told_at_their_fields_and_on_top_and_open_their_sections(app: Flask) -> None:
    flat = {
        "outcomes-0-indicator": [""],
        "outcomes-1-value": ["5店"],
        "outcomes-1-number": ["約5"],
        "outcomes-1-as_of": ["来年"],
        "keywords": [f"短い\n{'長' * 101}"],
        "sources-0-title": ["資料"],
        "background-0-text": ["困っていた。"],
        "background-0-sources": ["1, 4"],
    }
    form = of(flat, problems=problems_of(flat))
    told = {problem.label: problem for problem in form.problems}
    assert told["成果（1）の指標"].path == "outcomes-0-indicator"
    assert told["成果（1）の値の数"].reason.startswith("数として読み取れません")
    assert told["成果（1）の時点"].reason.startswith("日付として読み取れません")
    assert told["背景（1）の出典の番号"].reason.startswith("出典に「4」という番号はありません")
    page = shown(app, form)
    assert {problem.path for problem in form.problems if problem.path} <= set(page.ids)
    assert "2行目：100文字までにしてください" in page.words
    opened = {section.slug for section in form.sections if section.is_open}
    assert opened == {"basics", "work", "course", "sources"}
    assert page.sent["outcomes-0-number"] == ["約5"]


def test_a_mistake_of_no_field_is_told_on_top_without_leading_anywhere(app: Flask) -> None:
    form = of({}, problems=[Problem("", "ほかの人が先に保存しました。")])
    assert form.problems[0].path == ""
    assert "ほかの人が先に保存しました。" in shown(app, form).words


def test_an_empty_form_begins_with_one_empty_row_where_one_is_usual(app: Flask) -> None:
    page = shown(app, of({}))
    assert {"background-0-text", "events-0-date", "sources-0-title"} <= set(page.sent)
    assert "tables-0-title" not in page.sent
    assert document_of(CASE_INPUTS, page.sent) == {"summary": {}, "checked": {}}


def test_after_a_press_the_section_of_the_row_is_open_and_the_page_says_what_was_done(app: Flask) -> None:
    flat = pressed(CASE_INPUTS, {"partners-0-name": ["○○株式会社"]}, "partners:add")
    form = of(flat, press="partners:add")
    assert [section.slug for section in form.sections if section.is_open] == ["way"]
    assert form.focus in shown(app, form).ids
    assert form.said == "協力者 2 を足しました。"


def test_a_dropped_row_can_be_brought_back_from_the_page_itself(app: Flask) -> None:
    before = {"partners-0-name": ["○○株式会社"], "partners-1-name": ["△△大学"]}
    page = shown(app, of(pressed(CASE_INPUTS, before, "partners-0:drop"), press="partners-0:drop"))
    assert "協力者 1 を消しました" in page.words
    sent = only_known(CASE_INPUTS, page.sent)
    assert first(pressed(CASE_INPUTS, sent, "partners:undrop"), "partners-0-name") == "○○株式会社"


def test_the_numbers_of_a_row_are_shown_with_the_titles_they_stand_for(app: Flask) -> None:
    flat = {"sources-0-title": ["一の資料"], "sources-1-title": ["二の資料"], "background-0-sources": ["2"]}
    words = shown(app, of(flat)).words
    assert words.count("[2] 二の資料") == 2
    assert words.count("[1] 一の資料") == 1


def test_new_figures_cannot_be_added_by_typing_and_the_form_says_so(
    app: Flask, document: dict[str, Any]
) -> None:
    page = shown(app, of(flat_of(CASE_INPUTS, document)))
    assert not any(button.get("value") == "figures:add" for button in page.buttons)
    assert [button["name"] for button in page.buttons if button.get("value") == "add-figure"] == ["act"]
    assert "画像の権利と説明は、画像台帳に書きます。" in page.words
    assert page.sent["figures-0-image"] == ["0" * 64]


def test_quick_entry_is_one_open_page_with_one_source_and_no_buttons_for_rows(app: Flask) -> None:
    section = Section("quick", "", "", tuple(each.name for each in QUICK))
    page = shown(app, view(QUICK, (section,), {}, categories=CATEGORIES))
    assert "details" not in {tag for tag, _ in page.tags}
    assert [button for button in page.buttons if button.get("name") == "press"] == []
    assert {"title", "municipality_text", "category", "summary-text", "sources-0-url"} <= set(page.sent)


def test_words_of_a_document_cannot_become_markup(app: Flask) -> None:
    page = shown(app, of({"title": ['"><script>x</script>'], "notes": ["</textarea><img src=x>"]}))
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
    assert page.sent["title"] == ['"><script>x</script>']
