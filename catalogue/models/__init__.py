"""All tables, in one package, so that there is one place to look and no cycle to untie."""

from catalogue.models.base import metadata
from catalogue.models.case import (
    Case,
    CaseMunicipality,
    CasePage,
    Event,
    Figure,
    Link,
    Outcome,
    Reach,
    Source,
)
from catalogue.models.dossier import Decision, Dossier, LinkRecord, Revision
from catalogue.models.edition import Edition
from catalogue.models.image import Image
from catalogue.models.plan import Lineage, Plan, PlanNode
from catalogue.models.reference import Category, Municipality, Profile, ProfileFigure, Theme
from catalogue.models.stale import StaleNote
from catalogue.models.unfound import UnfoundWord

__all__ = [
    "Case",
    "CaseMunicipality",
    "CasePage",
    "Category",
    "Decision",
    "Dossier",
    "Edition",
    "Event",
    "Figure",
    "Image",
    "Lineage",
    "Link",
    "LinkRecord",
    "Municipality",
    "Outcome",
    "Plan",
    "PlanNode",
    "Profile",
    "ProfileFigure",
    "Reach",
    "Revision",
    "Source",
    "StaleNote",
    "Theme",
    "UnfoundWord",
    "metadata",
]
