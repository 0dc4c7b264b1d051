"""A revision as it would be shown: the same projection that publishes it, without writing anything."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from catalogue.domain.errors import Conflict
from catalogue.editing import gate, project_case, revisions
from catalogue.editing.lookup import look_up
from catalogue.editing.project_case import Projection

CANNOT = "この版は、いまは公開のページの形で表示できません。参照しているものが登録されていないためです。"


def preview(session: Session, document: Mapping[str, Any]) -> Projection:
    """All that would be public of this document, with the links of its case as they are now.

    Raises:
        Conflict: what it names is gone; ``problems`` says what.
    """
    lookup = look_up(session)
    if problems := list(gate.case_problems(document, lookup)):
        raise Conflict(CANNOT, problems)
    return project_case.project(document, revisions.links_of(session, document["slug"]), lookup)
