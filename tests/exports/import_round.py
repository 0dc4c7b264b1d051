"""The way round: documents of cases into a file, opened as any file somebody brings, and read back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import Flask
from sqlmodel import col, select

from catalogue.exports import import_sheets
from catalogue.exports.sheets import Workbook
from catalogue.intake import workshop
from catalogue.models import Category, Dossier, Municipality, Revision, Theme
from catalogue.models.finding import CASE, is_newest
from catalogue.schemas.case import CaseSchema
from catalogue.schemas.case_sheet.laying import Names, Written
from catalogue.schemas.case_sheet.lines import place_of
from catalogue.schemas.case_sheet.reading import read
from catalogue.schemas.case_sheet.sheets import CaseRow, CaseSheets
from catalogue.schemas.case_sheet.upon import upon
from catalogue.schemas.earlier_cases import as_written_now
from tests.conftest import kit_of

Document = dict[str, Any]


@dataclass(frozen=True)
class Held:
    """What the catalogue of a test has: its cases, and what their codes mean."""

    cases: tuple[Written, ...]
    names: Names
    filed: Mapping[str, tuple[str, ...]]
    documents: Mapping[str, Document] = field(default_factory=dict)

    @cached_property
    def workbook(self) -> Workbook:
        """All cases in the workbook for bringing them back."""
        return import_sheets.workbook_of(self.cases, self.names, self.filed)

    def looked_up(self, row: CaseRow, raw: Document) -> Document:
        """With codes for what the row names, as whoever knows the catalogue puts them in."""
        codes = {place: code for code, place in self.names.places.items()}
        found = dict(raw) | {"slug": row.identity}
        for name, known in (("theme", self.names.themes), ("category", self.names.categories)):
            if name in row.names:
                found[name] = {label: slug for slug, label in known.items()}[row.names[name]]
        if "municipality" in row.names:
            place = (row.names.get("prefecture", ""), row.names["municipality"])
            found["municipality"] = codes.get(place) or row.names["municipality"]
        if "other_municipalities" in row.names:
            lines = row.names["other_municipalities"].split("\n")
            found["other_municipalities"] = [codes.get(place_of(line)) or line for line in lines]
        elif "other_municipalities" in row.emptied:
            found["other_municipalities"] = []
        return found

    def document_of(self, row: CaseRow, base: Document | None) -> Document:
        """What the row becomes."""
        return dict(CaseSchema().load(self.looked_up(row, upon(row, base))))

    def changed(self, sheets: CaseSheets) -> dict[str, dict[str, Any]]:
        """The fields each case would get other values in, by slug; those of unchanged cases are left out."""
        found = {}
        for row in sheets.rows:
            base = self.documents[row.identity]
            after = self.document_of(row, base)
            if after != base:
                found[row.identity] = {name: after[name] for name in after if after[name] != base[name]}
        return found


def held_by(app: Flask) -> Held:
    """Everything the catalogue of a test has."""
    with kit_of(app).readers() as session:
        query = (
            select(Dossier, Revision)
            .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
            .where(Dossier.kind == CASE, is_newest())
        )
        cases = tuple(
            Written(dossier.slug, revision.number, as_written_now(revision.document))
            for dossier, revision in session.exec(query).all()
        )
        themes = session.exec(select(Theme)).all()
        categories = session.exec(select(Category)).all()
        municipalities = session.exec(select(Municipality)).all()
        filed = {
            theme.slug: tuple(each.slug for each in categories if each.theme_slug == theme.slug)
            for theme in themes
        }
        names = import_sheets.names_of(themes, categories, municipalities)
    documents = {case.slug: dict(case.document) for case in cases}
    return Held(cases, names, filed, documents)


def brought(data: bytes, name: str = "取込.xlsx") -> CaseSheets:
    """A file, opened and read."""
    return read(workshop.book(data, name), {})
