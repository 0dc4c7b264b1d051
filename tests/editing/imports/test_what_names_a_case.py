"""Whatever table names a case or a revision keeps an import from taking it back: a new table must be thought of."""

from sqlalchemy import JSON
from sqlmodel import SQLModel

from catalogue import models

# Rows the public sees: written and taken away with the case, which cannot be public without a decision.
PUBLIC = {
    ("case", "slug"),
    ("case_municipality", "case_slug"),
    ("case_page", "case_slug"),
    ("source", "case_slug"),
    ("outcome", "case_slug"),
    ("event", "case_slug"),
    ("figure", "case_slug"),
    ("link", "case_slug"),
    ("reach", "case_slug"),
}
# Asked in catalogue.editing.imports.cases.touched before anything goes.
ASKED = {
    ("dossier", "slug"),
    ("revision", "dossier_id"),
    ("decision", "revision_id"),
    ("comment", "revision_id"),
    ("draft", "slug"),
    ("link_record", "case_slug"),
    ("link_change", "case_slug"),
    ("case_use", "case_slug"),
    ("report", "case_slug"),
    ("inquiry", "case_slug"),
}
# Slugs of other things.
OTHERS = {("theme", "slug"), ("category", "slug"), ("plan", "slug")}


def test_every_table_that_names_a_case_or_a_revision_is_asked_before_one_goes() -> None:
    assert models
    naming = {
        (table.name, column.name)
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if column.name in ("slug", "case_slug", "dossier_id", "revision_id")
        or any(key.column.table.name in ("dossier", "revision", "case") for key in column.foreign_keys)
    }
    assert naming == PUBLIC | ASKED | OTHERS


# What is kept as JSON may name a case where no column does.
JSON_ASKED = {("kept_list", "entries"), ("revision", "document")}
JSON_OF_OTHERS = {
    # Of the public case itself, of pictures, of plans, of municipalities.
    ("case", "methods"),
    ("case", "funding_kinds"),
    ("case_page", "data"),
    ("case_page", "card"),
    ("outcome", "source_numbers"),
    ("event", "source_numbers"),
    ("image", "renditions"),
    ("plan", "sources"),
    ("plan_node", "text"),
    ("lineage", "words"),
    ("profile", "source"),
    ("profile_figure", "source"),
    ("staff", "roles"),
    # A letter names its case in a column; papers of a meeting hold pages that were public, each with a row of its use.
    ("inquiry", "letter"),
    ("inquiry", "questions"),
    ("packet", "content"),
    # What somebody types is judged when they save it; what an import did says what became of it.
    ("draft", "form"),
    ("import", "content"),
    ("import", "choices"),
    ("import", "result"),
}


def test_nor_is_a_table_forgotten_that_may_name_a_case_among_other_things() -> None:
    found = {
        (table.name, column.name)
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, JSON)
    }
    assert found == JSON_ASKED | JSON_OF_OTHERS
