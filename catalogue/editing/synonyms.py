"""Synonyms as staff change them: every search follows at once, in every process.

The database is the truth: the newest revision of the dossier, once staff have taken the table over, before that the
file of the seeds. The search does not ask the database, though: the wordbook looks at its files for every query
(``catalogue.search.wordbook_file``), which takes a few microseconds, and a question to the database would take many
times that for a table that changes a few times a year. So the table is written into the data folder in the same act,
after the commit, and every process notices the file as it always noticed the one of the seeds. The file can be lost:
``prepare`` and ``index sync`` write it again.
"""

import secrets
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from marshmallow import ValidationError
from sqlmodel import Session

from catalogue.domain.acts import Act
from catalogue.domain.errors import Unavailable
from catalogue.domain.roles import Permission
from catalogue.domain.synonym_table import Change, Document
from catalogue.editing import reference_dossiers
from catalogue.editing.acting import Actor, record
from catalogue.editing.gate import loaded
from catalogue.editing.reference_dossiers import SYNONYMS
from catalogue.schemas.synonyms import SynonymsSchema
from catalogue.search import wordbook_file

WRONG = "保存できません。入力を確かめてください。"
UNREADABLE = "初期データの類義語の表（synonyms.yaml）を読み取れません。flask seeds check で確かめてください。"
UNWRITABLE = (
    "類義語の表は保存されていますが、検索に反映できません。"
    "データのフォルダに書き込めるか確かめ、flask index sync を実行してください。"
)
_HEAD = "# 職員がデスクで直した類義語の表の写しです。ここを直しても、次の変更で書き換わります。\n"


def current(session: Session, seeds: Path) -> tuple[Document, int]:
    """The table that holds now, to be changed by who asked, and the number of its revision; 0 as long as it is that of
    the folder of ``seeds``.

    Raises:
        Unavailable: it is, and the file is broken.
    """
    revision = reference_dossiers.kept(session, SYNONYMS)
    document = deepcopy(revision.document) if revision else dict(of_seeds(seeds))
    return document, reference_dossiers.number_of(revision)


def of_seeds(seeds: Path) -> Mapping[str, Any]:
    """The table of the seeds; empty where there is no such file.

    Raises:
        Unavailable: it is broken.
    """
    try:
        return wordbook_file.read_table(seeds / wordbook_file.SYNONYMS)
    except FileNotFoundError:
        return {"groups": [], "light": []}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise Unavailable(UNREADABLE) from error


def change(session: Session, actor: Actor, seeds: Path, how: Change) -> str:
    """Change the table; returns what was done, in a sentence. The caller commits, and then has it written out.

    Raises:
        Forbidden: they may not.
        Invalid: the table would break a rule.
        Conflict: the group was changed by somebody else meanwhile.
        Unavailable: the seeds' table is broken.
    """
    actor.must(Permission.WRITE)
    before, _ = current(session, seeds)
    after, said = judged(before, how)
    if after != before:
        reference_dossiers.keep(session, actor, SYNONYMS, before, after, said)
        record(session, actor, Act.SYNONYMS_CHANGED, "類義語", said)
    return said


def judged(before: Document, how: Change) -> tuple[Document, str]:
    """What the table would be, once its schema has accepted it, and what would have been done.

    Raises:
        Invalid, Conflict: as :func:`change`.
    """
    draft = deepcopy(before)
    said = how(draft)
    return loaded(SynonymsSchema(), draft, WRONG), said


def write_out(session: Session, place: Path) -> None:
    """Write the table that staff keep to where the search reads it; take the file away where they keep none. The
    session must be a writing one: while it holds the database nobody can overtake with a newer table, which this would
    then undo.

    Raises:
        Unavailable: the file cannot be written.
    """
    revision = reference_dossiers.kept(session, SYNONYMS)
    if revision is None:
        place.unlink(missing_ok=True)
        return
    fresh = place.with_name(f".{place.name}-{secrets.token_hex(4)}")
    try:
        table = yaml.safe_dump(revision.document, allow_unicode=True, sort_keys=False)
        fresh.write_text(_HEAD + table, encoding="utf-8")
        fresh.replace(place)
    except OSError as error:
        raise Unavailable(UNWRITABLE) from error
    finally:
        fresh.unlink(missing_ok=True)
