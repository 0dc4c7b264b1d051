"""What a document may refer to, read once: municipalities, themes, categories, plan nodes, pictures.

The gate asks it whether a reference exists, the projection asks it for the names to show; so both see the same
state, and neither runs a query per case.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from catalogue.domain.likeness import Dated, DatedFigures, Indicator
from catalogue.domain.reach import Tree
from catalogue.models import (
    Category,
    Image,
    ImageRecord,
    Lineage,
    Municipality,
    Plan,
    PlanNode,
    ProfileFigure,
    Theme,
)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Everything that can be referred to, by its key."""

    municipalities: Mapping[str, Municipality]
    themes: Mapping[str, Theme]
    categories: Mapping[str, Category]
    plans: Mapping[str, Plan]
    nodes: Mapping[str, PlanNode]
    images: Mapping[str, Image]
    records: Mapping[str, ImageRecord]
    figures: Mapping[str, DatedFigures]
    tree: Tree


def look_up(session: Session) -> Lookup:
    """Read the present state."""
    nodes = {node.key: node for node in session.exec(select(PlanNode))}
    edges = session.exec(
        select(Lineage.older_key, Lineage.newer_key).where(
            col(Lineage.older_key).is_not(None), col(Lineage.newer_key).is_not(None)
        )
    )
    return Lookup(
        municipalities={row.code: row for row in session.exec(select(Municipality))},
        themes={row.slug: row for row in session.exec(select(Theme))},
        categories={row.slug: row for row in session.exec(select(Category))},
        plans={row.slug: row for row in session.exec(select(Plan))},
        nodes=nodes,
        images={row.digest: row for row in session.exec(select(Image))},
        records={row.digest: row for row in session.exec(select(ImageRecord))},
        figures=_figures(session),
        tree=Tree(
            parents={key: node.parent_key for key, node in nodes.items()},
            edges=tuple((older, newer) for older, newer in edges if older and newer),
        ),
    )


def _figures(session: Session) -> Mapping[str, DatedFigures]:
    by_code: dict[str, dict[Indicator, Dated]] = {}
    for row in session.exec(select(ProfileFigure)):
        dated = Dated(row.value, row.as_of, row.source)
        by_code.setdefault(row.municipality_code, {})[Indicator(row.indicator)] = dated
    return by_code
