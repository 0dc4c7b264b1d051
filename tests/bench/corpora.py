"""What is measured on: the cases the catalogue ships, and questions somebody else wrote."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue import db
from catalogue.app import create_app
from catalogue.cli.seeds import load_seeds
from catalogue.search.analysis import words_of
from catalogue.search.entry import Entry
from catalogue.search.folding import fold
from catalogue.search.loading import load_entries
from tests.conftest import kit_of, settings_in, shut

SEED = 20260401


@dataclass(frozen=True)
class Question:
    """What is asked, the slug of the one entry that answers it, and the number of its article."""

    text: str
    answer: str
    article: int


def shipped_cases() -> list[Entry]:
    """The entries of the seeds, by the way every entry goes."""
    with TemporaryDirectory() as folder:
        app = create_app(settings_in(Path(folder)))
        kit = kit_of(app)
        with app.app_context():
            db.upgrade(kit.engine)
            kit.index.replace([])
            load_seeds(kit.settings.seeds)
        with kit.readers() as session:
            entries = list(load_entries(session))
        shut(app)
    return entries


def short_queries(entries: Sequence[Entry], count: int) -> list[str]:
    """Queries of one to three words that stand together in some entry; the same ones every time."""
    chance = random.Random(SEED)
    queries = []
    for _ in range(count):
        text = chance.choice([text for entry in entries for text in entry.texts.values() if len(text) > 20])
        words = [text[word.start : word.end] for word in words_of(fold(text)) if not word.light]
        start = chance.randrange(len(words))
        queries.append(" ".join(words[start : start + chance.randint(1, 3)]))
    return queries


def jsquad(file: Path) -> tuple[list[Entry], list[Question]]:
    """The paragraphs of a JSQuAD file (JGLUE, CC BY-SA 4.0) as entries, and its questions."""
    entries, questions = [], []
    for a, article in enumerate(json.loads(file.read_text("utf-8"))["data"]):
        for p, paragraph in enumerate(article["paragraphs"]):
            title, _, text = paragraph["context"].partition(" [SEP] ")
            slug = f"{a:03}-{p:03}"
            entries.append(Entry(slug, {"title": title, "story": text}, {}, None, None))
            questions += [Question(asked["question"], slug, a) for asked in paragraph["qas"]]
    return entries, questions


def peers_words(text: str) -> list[str]:
    """The words peers are given, for texts as for queries: Sudachi's longest units in their normalised form."""
    return [word.term for word in words_of(fold(text))]
