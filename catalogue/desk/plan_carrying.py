"""Carrying links forward along the lineage, each with a look at it."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import session, transaction
from catalogue.desk.guard import actor, needs
from catalogue.desk.plan_answers import form
from catalogue.domain.errors import CatalogueError, Conflict, Invalid
from catalogue.domain.roles import Permission
from catalogue.domain.vocabulary import LinkRole
from catalogue.editing import carrying
from catalogue.editing.carrying import Choice, Offer
from catalogue.reading import desk_plans
from catalogue.reading.desk_nodes import desk_nodes

blueprint = Blueprint("plan_carrying", __name__)

ROLES = (("", "まだ決めていない"), *((role.value, role.label) for role in LinkRole))
NONE_CHOSEN = "引き継ぐ関連付けが選ばれていません。左の欄にチェックを付けてください。"


@blueprint.get("/plans/<slug>/carry")
@needs(Permission.WRITE)
def show(slug: str) -> Response:
    """The links on offer; those that fit without a second thought are ticked."""
    offers = carrying.offers(session(), slug)
    typed = {f"take-{offer.name}": "yes" for offer in offers if offer.fits}
    for offer in offers:
        typed |= {f"role-{offer.name}": offer.role or "", f"rationale-{offer.name}": offer.rationale}
    return _page(slug, offers, typed)


@blueprint.post("/plans/<slug>/carry")
@needs(Permission.WRITE)
def carry(slug: str) -> Response:
    """Make the links that are ticked."""
    names = [name.removeprefix("take-") for name in request.form if name.startswith("take-")]
    choices = [_choice(name) for name in names]
    try:
        if not choices:
            raise Invalid(NONE_CHOSEN)
        with transaction() as writing:
            carried = carrying.carry(writing, actor(), slug, choices)
    except (Invalid, Conflict) as error:
        return _page(slug, carrying.offers(session(), slug), request.form.to_dict(), error)
    flash(f"関連付けを{carried}件、引き継ぎました。")
    return redirect(url_for("desk.plan_carrying.show", slug=slug), 303)


def _choice(name: str) -> Choice:
    role, rationale = request.form.get(f"role-{name}"), request.form.get(f"rationale-{name}", "")
    return Choice(name, role or None, rationale)


def _page(
    slug: str, offers: list[Offer], typed: Mapping[str, Any], error: CatalogueError | None = None
) -> Response:
    words = {
        f"{field}-{offer.name}": label
        for offer in offers
        for field, label in (("role", "役割"), ("rationale", "関連付ける理由"))
    }
    return form(
        "desk/plans/carry.html",
        words,
        error,
        at=desk_plans.plan(session(), slug),
        offers=offers,
        typed=typed,
        titles=desk_plans.case_titles(session()),
        nodes=desk_nodes(session()),
        roles=ROLES,
    )
