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
from catalogue.models.dossier import Comment, Decision, Dossier, Draft, LinkChange, LinkRecord, Revision
from catalogue.models.edition import Edition
from catalogue.models.image import Image, ImageRecord
from catalogue.models.imports import Import
from catalogue.models.inquiry import Inquiry
from catalogue.models.plan import Lineage, Plan, PlanNode
from catalogue.models.reference import Category, Municipality, Profile, ProfileFigure, Theme
from catalogue.models.source_check import SourceCheck
from catalogue.models.staff import (
    AuditRecord,
    CaseUse,
    FailedSignIn,
    Handover,
    KeptList,
    Packet,
    Report,
    SignIn,
    Staff,
)
from catalogue.models.stale import StaleNote
from catalogue.models.unfound import UnfoundWord

__all__ = [
    "AuditRecord",
    "Case",
    "CaseMunicipality",
    "CasePage",
    "CaseUse",
    "Category",
    "Comment",
    "Decision",
    "Dossier",
    "Draft",
    "Edition",
    "Event",
    "FailedSignIn",
    "Figure",
    "Handover",
    "Image",
    "ImageRecord",
    "Import",
    "Inquiry",
    "KeptList",
    "Lineage",
    "Link",
    "LinkChange",
    "LinkRecord",
    "Municipality",
    "Outcome",
    "Packet",
    "Plan",
    "PlanNode",
    "Profile",
    "ProfileFigure",
    "Reach",
    "Report",
    "Revision",
    "SignIn",
    "Source",
    "SourceCheck",
    "Staff",
    "StaleNote",
    "Theme",
    "UnfoundWord",
    "metadata",
]
