"""What the forms by which plans are written share: from which revision they began, and how they are answered."""

from collections.abc import Mapping
from typing import Any

from flask import flash, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from catalogue.context import STATUS
from catalogue.domain.errors import CatalogueError
from catalogue.domain.text import number_in
from catalogue.schemas import plan_form

UNCHANGED = "変わったところはありませんでした。"


def based_on() -> int:
    """The revision that whoever sent the form had before their eyes; 0, which is none, where the form does not say."""
    return number_in(request.form.get("based_on")) or 0


def done(said: str | None, address: str) -> Response:
    """Say what has been done (nothing: that there was nothing to do), and go on to ``address``."""
    flash(f"{said}。" if said else UNCHANGED)
    return redirect(address, 303)


def form(
    template: str, words: Mapping[str, str], error: CatalogueError | None = None, **values: Any
) -> Response:
    """A form; with ``error`` the same once more, with what is wrong said on top and at the fields (called by
    ``words``)."""
    problems = plan_form.labelled(error.problems, words) if error else []
    page = render_template(
        template,
        words=words,
        refused=error.message if error else "",
        problems=problems,
        errors={problem["path"]: problem["reason"] for problem in problems},
        **values,
    )
    return make_response(page, STATUS[type(error)] if error else 200)
