"""Papers for a meeting, frozen with their date: made from a list, shown, printed, compared with what became of them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from io import BytesIO
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, kit, private_transaction, session, today
from catalogue.desk import entries
from catalogue.desk.guard import actor, needs
from catalogue.domain import packet as packets
from catalogue.domain.errors import CatalogueError, Invalid
from catalogue.domain.figure_in_words import NO_LONGER_PUBLIC
from catalogue.domain.packet import Form, Part
from catalogue.domain.roles import Permission
from catalogue.domain.shortlist import Entry, Shortlist
from catalogue.domain.text import number_in
from catalogue.editing import packets as acts
from catalogue.exports import docx, pdf
from catalogue.exports import packet as papers
from catalogue.exports.brief import Picture
from catalogue.exports.cases.pictures import frame_of, intact, picture_of
from catalogue.exports.cases.whole import Pictures
from catalogue.reading import desk_lists, desk_packet_changes, desk_packets
from catalogue.schemas.case_form import label_of
from catalogue.schemas.paper import Paper, paper_of

Row = dict[str, Any]
Figure = Mapping[str, Any]

blueprint = Blueprint("packets", __name__)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
USUAL_PARTS = (Part.COVER, Part.CASES, Part.COMPARISON, Part.GLOSSARY, Part.OPINIONS)
LABELS = {
    "number": "資料番号",
    "meeting": "会議の名前",
    "held_on": "会議の日",
    "title": "資料の題名",
    "node_key": "対象の施策",
    "form": "事例のページの形",
    "parts": "入れるもの",
    "entries": "事例",
}
# What Windows, or a header, will not have in a name.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
NOT_YET = "まだ作っていません。順番と内容がよければ「資料を作る」を押してください。"


@dataclass(frozen=True, slots=True)
class Shown(Picture):
    """A picture of a page: ``url`` is where the browser finds it."""

    url: str = ""


@blueprint.get("/packets")
@needs(Permission.ENTER)
def index() -> str:
    """All packets, the newest first."""
    return render_template("desk/packets/index.html", packets=desk_packets.all_packets(session()))


@blueprint.get("/packets/new")
@needs(Permission.WRITE)
def new() -> str:
    """The form, filled from a list (``list``), from an older packet (``packet``), from the address or the browser."""
    words, shortlist = _beginning()
    there = {slug for slug, _ in entries.case_choices()}
    shown = tuple(entry for entry in shortlist.entries if entry.slug in there)[: packets.MOST]
    left_out = len(shortlist.entries) - len(shown)
    return _form(Shortlist(shown), words, left_out=left_out)


def _beginning() -> tuple[Row, Shortlist]:
    if number := request.args.get("packet", type=number_in):
        return _of_packet(desk_packets.one(session(), number))
    if number := request.args.get("list", type=number_in):
        kept = desk_lists.one(session(), actor().id, number)
        shortlist = Shortlist(tuple(Entry(row["slug"], row["note"]) for row in kept["cases"]))
        return {"title": kept["title"], "node_key": kept["node_key"]}, shortlist
    asked = entries.asked_list()
    return {"title": asked.title}, asked


def _of_packet(packet: Row) -> tuple[Row, Shortlist]:
    content = packet["content"]
    words = {name: packet[name] for name in ("number", "meeting", "title")}
    words |= {"held_on": packet["held_on_text"] or "", "form": content["form"], "parts": content["parts"]}
    words["node_key"] = content["node"]["key"] if content["node"] else ""
    return words, Shortlist(tuple(Entry(case["slug"], case["note"]) for case in content["cases"]))


@blueprint.post("/packets/new")
@needs(Permission.WRITE)
def make() -> Response:
    """Make it, or show the form again."""
    shortlist, words = entries.typed_list(), _typed_words()
    try:
        if (now := entries.rearranged(shortlist)) is not None:
            return make_response(_form(now, words, said=NOT_YET))
        number = _made(shortlist, words)
    except Invalid as error:
        return make_response(_form(shortlist, words, error=error), STATUS[type(error)])
    flash("会議資料を作りました。この内容は、事例が書き換えられても変わりません。")
    return redirect(url_for("desk.packets.show", packet_id=number), 303)


def _made(shortlist: Shortlist, words: Row) -> int | None:
    raw = words | {"entries": entries.raw_entries(shortlist)}
    raw |= {name: words[name] or None for name in ("held_on", "node_key")}
    with private_transaction() as writing:
        document = acts.asked(writing, actor(), raw)
        content = desk_packets.content_of(writing, document, today())
        more = desk_packets.terms_of_catalogue(writing)
        content["glossary"] = papers.glossary_of(content, more, _address_of_case)
        return acts.make(writing, actor(), document, content).id


def _typed_words() -> Row:
    lines = ("number", "meeting", "held_on", "title", "node_key", "form")
    words: Row = {name: " ".join(entries.typed(name).split()) for name in lines}
    return words | {"parts": request.form.getlist("parts")[: len(Part)]}


def _form(
    shortlist: Shortlist,
    words: Row,
    *,
    error: CatalogueError | None = None,
    said: str = "",
    left_out: int = 0,
) -> str:
    problems = entries.problems_of(error, shortlist, LABELS) if error else []
    usual = {"number": "", "meeting": "", "held_on": "", "node_key": "", "form": Form.SHEET.value}
    return render_template(
        "desk/packets/new.html",
        words={**usual, "parts": [part.value for part in USUAL_PARTS]} | words,
        problems=problems,
        errors=entries.by_field(problems),
        said=said,
        left_out=left_out,
        labels=LABELS,
        forms=[(form.value, form.label) for form in Form],
        parts=[(part.value, part.label) for part in Part],
        most=packets.MOST,
        **entries.form_parts(shortlist),
    )


@blueprint.get("/packets/<int:packet_id>")
@needs(Permission.ENTER)
def show(packet_id: int) -> str:
    """The papers, to be read here or printed."""
    packet = desk_packets.one(session(), packet_id)
    content = packet["content"]
    return render_template(
        "desk/packets/show.html",
        packet=packet,
        content=content,
        papers=papers.papers_of(content, _pictures(content, _shown), _address_of_case),
        comparison=papers.comparison_of(content) if content["comparison"] else None,
        frozen=papers.FROZEN.format(packet["made_on"]),
        paper=Paper(number=packet["number"]),
        paper_size=paper_of(request.args).size.value,
        room=papers.ROOM,
        droppable=acts.may_drop(actor(), packet["staff_id"]),
        pdf=pdf.available(),
    )


@blueprint.get("/packets/<int:packet_id>.docx")
@needs(Permission.ENTER)
def document(packet_id: int) -> Response:
    """The papers as a Word document. (As PDF: the page's own address with ``.pdf``, as of every page.)"""
    packet = desk_packets.one(session(), packet_id)
    brief = papers.brief_of(
        packet,
        _pictures(packet["content"], lambda figure: picture_of(figure, intact(kit().store.get))),
        _address_of_case,
        made_on=packet["made_on"],
        address=url_for("desk.packets.show", packet_id=packet_id, _external=True),
    )
    name = _NOT_IN_NAMES.sub("_", f"{packet['number']}_{packet['title']}.docx")
    return send_file(BytesIO(docx.write(brief)), mimetype=WORD, as_attachment=True, download_name=name)


@blueprint.get("/packets/<int:packet_id>/changes")
@needs(Permission.ENTER)
def changes(packet_id: int) -> str:
    """What has changed in its cases since."""
    packet = desk_packets.one(session(), packet_id)
    found = desk_packet_changes.changes_of(session(), packet["content"])
    return render_template(
        "desk/packets/changes.html",
        packet=packet,
        cases=found,
        unchanged=sum(case.unchanged for case in found),
        gone=sum(case.gone for case in found),
        label_of=label_of,
    )


@blueprint.get("/packets/<int:packet_id>/delete")
@needs(Permission.WRITE)
def ask_to_delete(packet_id: int) -> str:
    """Asks once more."""
    packet = acts.droppable(session(), actor(), packet_id)
    return render_template("desk/packets/delete.html", packet=packet)


@blueprint.post("/packets/<int:packet_id>/delete")
@needs(Permission.WRITE)
def delete(packet_id: int) -> Response:
    """Delete it."""
    with private_transaction() as writing:
        name = acts.drop(writing, actor(), packet_id)
    flash(f"会議資料「{name}」を消しました。")
    return redirect(url_for("desk.packets.index"), 303)


def _pictures(content: Row, make: Callable[[Figure], Picture]) -> Pictures:
    """Only what a public case still shows and may stand on paper today; a frame in place of all else."""
    there = desk_packets.pictures(session(), content, today())

    def picture(figure: Figure) -> Picture:
        now = there.get(figure["digest"], {"missing": NO_LONGER_PUBLIC})
        return frame_of(figure, now["missing"]) if now["missing"] else make({**figure, **now})

    return picture


def _shown(figure: Figure) -> Picture:
    """Without its bytes: the browser asks for them."""
    plain = picture_of(figure, lambda _digest, _name: b"")
    url = url_for("figures.show", digest=figure["digest"], rendition=figure["fallback"])
    return Shown(**{each.name: getattr(plain, each.name) for each in fields(plain)}, url=url)


def _address_of_case(slug: str) -> str:
    return url_for("cases.show", slug=slug, _external=True)
