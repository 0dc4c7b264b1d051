"""参考事例 pages as files: of one case, of a theme, of a node of a plan; and as text to copy."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request, url_for

from catalogue.context import kit, session, today
from catalogue.domain.case_in_words import labelled
from catalogue.domain.errors import NotFound
from catalogue.exports import plain
from catalogue.exports.brief import Brief, Picture, Section
from catalogue.exports.cases.lines import kicker_of
from catalogue.exports.cases.pictures import Read, intact, printed, unread
from catalogue.exports.cases.reference_pages import reference_page
from catalogue.exports.cases.sheet import sheet_of
from catalogue.reading import cases, plans, themes
from catalogue.reading.cards import pages_by_slug

Page = dict[str, Any]

NO_CASES = "ここに関わる事例はまだ登録されていないので、参考事例のページは作れません。"


def of_case(slug: str) -> Brief:
    """The file of one case. Raises NotFound."""
    page = cases.page(session(), slug)
    return brief_of(f"{page['title']}（{page['place']}）", [page])


def of_theme(slug: str) -> Brief:
    """All cases of a theme, in the order of its page. Raises NotFound, also where it has none."""
    theme = themes.theme(session(), slug)
    pages = themes.pages_of(session(), slug)
    return brief_of(kicker_of(pages[0]) if pages else str(theme["name"]), pages)


def of_node(plan: str, code: str) -> Brief:
    """All cases that speak to a node, the nearest first. Raises NotFound, also where there are none."""
    node = plans.node(session(), plan, code)
    groups = plans.cases_of(session(), node)
    slugs = [card["slug"] for group in groups.values() for card in group]
    title = f"{plans.plan(session(), plan).short_title} {labelled(node.label, node.name)}の参考事例"
    return brief_of(title, list(pages_by_slug(session(), slugs).values()))


def brief_of(
    title: str, pages: Sequence[Page], memos: Mapping[str, str] | None = None, remarks: Sequence[str] = ()
) -> Brief:
    """These cases in the form the address asks for: ``form=sheet`` is one A4 sheet each.

    Raises:
        NotFound: there are no cases.
    """
    if not pages:
        raise NotFound(NO_CASES)
    make = _sheet if request.args.get("form") == "sheet" else _reference
    return Brief(
        title=title,
        sections=tuple(make(page, (memos or {}).get(page["slug"], "")) for page in pages),
        remarks=tuple(remarks),
        section_per_page=True,
    )


def text_block(page: Page, memo: str = "") -> str:
    """The 参考事例 page as text, to be copied into a draft."""
    picture = _picture(page, unread)
    return plain.text_of(reference_page(page, picture, address=address_of(page["slug"]), memo=memo))


def _reference(page: Page, memo: str) -> Section:
    picture = _picture(page, intact(kit().store.get))
    return reference_page(page, picture, address=address_of(page["slug"]), memo=memo)


def _sheet(page: Page, memo: str) -> Section:
    return sheet_of(page, _picture(page, intact(kit().store.get)), address_of(page["slug"]), memo=memo)


def address_of(slug: str) -> str:
    """Where the catalogue shows a case."""
    return url_for("cases.show", slug=slug, _external=True)


def _picture(page: Page, read: Read) -> Picture | None:
    """The first figure."""
    return printed(page["figures"][0], today(), read) if page["figures"] else None
