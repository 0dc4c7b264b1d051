"""What taking a tree in would change in a plan, in the words in which its publication is foreseen."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from catalogue.models import Revision
from catalogue.reading import desk_plan_changes, desk_plans
from catalogue.reading.desk_plan_changes import ChangesInWords
from catalogue.reading.desk_plans import PlanAtDesk


def changes(session: Session, slug: str, document: Mapping[str, Any]) -> ChangesInWords:
    """What is different between the newest revision of a plan and ``document``, which nobody has saved. Raises
    NotFound."""
    there = desk_plans.plan(session, slug)
    then = Revision(
        dossier_id=there.revision.dossier_id,
        number=there.revision.number,
        document=dict(document),
        author=there.revision.author,
        from_seed=False,
        saved_at=there.revision.saved_at,
    )
    older = desk_plans.plan(session, document["supersedes"]) if document["supersedes"] else None
    at = PlanAtDesk(slug, then, there.revision.number, there.document)
    return desk_plan_changes.in_words(at, desk_plan_changes.names_before(older))
