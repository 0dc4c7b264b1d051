"""Forms: the ways of saying something that are made from words as they stand in a text."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from catalogue.search.analysis import Word, words_of
from catalogue.search.concepts import Form
from catalogue.search.folding import fold

# What may stand between the words of one expression without meaning anything.
SEPARATORS = re.compile(r"[\s・‐-]+")
_HIRAGANA_ONLY = re.compile(r"[ぁ-ゖー]*")


def form_of(words: Sequence[Word], letters: str, shown: str, **kind: Any) -> Form:
    """The form that these words, whose folded text is ``letters``, make together. ``kind`` gives the fields of
    :class:`Form` that tell how it came about."""
    together = letters if letters.isalnum() else SEPARATORS.sub("", letters)
    telling = [word for word in words if not word.light]
    alone = len(words) == 1
    return Form(
        word=words[0].term if alone else "",
        parts=short_terms(words[0])
        if alone
        else tuple(dict.fromkeys(word.term for word in telling or words)),
        letters=together if telling and len(together) > 1 and together.isalnum() else "",
        shown=shown,
        spare=_HIRAGANA_ONLY.fullmatch(together) is not None,
        **kind,
    )


def form_of_text(text: str, **kind: Any) -> Form | None:
    """The form a text makes by itself; None if there is no word in it."""
    folded = fold(text)
    words = words_of(folded)
    return form_of(words, folded.text, text, **kind) if words else None


def short_terms(word: Word) -> tuple[str, ...]:
    """The terms of a word's short parts, each once."""
    if not word.parts:
        return ()
    return tuple(dict.fromkeys(part.term for part in word.parts if part.short))


def each_once(forms: Iterable[Form]) -> tuple[Form, ...]:
    """The forms without those that look for the same as one before."""
    once: dict[tuple[object, ...], Form] = {}
    for form in forms:
        once.setdefault((form.word or form.parts, form.letters if not form.word else ""), form)
    return tuple(once.values())


def printable(text: str) -> str:
    """The text as a page may show it, as long as it was."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else " " for character in text)
