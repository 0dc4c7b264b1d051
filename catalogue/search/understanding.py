"""Understanding: what a reader may have meant by what they typed.

The words of a query become *concepts*. A case has a concept if it contains its word, or all parts of that word, or
the very letters that were typed, or any of that for a synonym or for what is read so; neither the dictionary's
taste in compounds nor its gaps lose a case. Whatever is not a word (brackets, asterisks, emoji) is passed over, and
nothing that can be typed is an error.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from catalogue.search.analysis import LETTERS, pairs_of
from catalogue.search.clauses import Reader
from catalogue.search.concepts import Concept, Form, Scope, Understanding, Vocabulary, Way
from catalogue.search.folding import fold
from catalogue.search.forms import printable
from catalogue.search.query_language import Clause, parse
from catalogue.search.wordbook import Wordbook

LONGEST_QUERY = 200
MOST_CONCEPTS = 32


def understand(
    text: str, wordbook: Wordbook, vocabulary: Vocabulary, *, expand: bool = True
) -> Understanding | None:
    """What a text asks for; None if there is nothing in it, which asks for everything.

    Only the first ``LONGEST_QUERY`` characters and ``MOST_CONCEPTS`` concepts count. Without ``expand`` the concepts
    have no forms but those that were typed. Signs alone give an understanding without anything in it, which asks
    for nothing.
    """
    typed = text[:LONGEST_QUERY]
    if not fold(typed).text.strip():
        return None
    parsed = parse(typed)
    reader = Reader(wordbook, vocabulary)
    concepts, excluded = list[Concept](), list[Concept]()
    for alternatives in _alternatives(parsed.clauses):
        found = [reader.read(clause) for clause in alternatives]
        if alternatives[0].excluded:
            excluded += (_without(concept, Way.SYNONYM) for concept in _as_one(alternatives, found))
        else:
            concepts += found[0] if len(found) == 1 else _as_one(alternatives, found)
    if not concepts and not excluded and parsed.year_from is None and parsed.year_to is None:
        concepts = list(_chunks(typed))
    return Understanding(
        concepts=_kept(concepts, expand=expand),
        pairs=_pairs(parsed.clauses),
        excluded=_kept(excluded, expand=expand),
        year_from=parsed.year_from,
        year_to=parsed.year_to,
    )


def _alternatives(clauses: Iterable[Clause]) -> list[list[Clause]]:
    """The clauses in groups, each of which says one thing in several ways."""
    groups: list[list[Clause]] = []
    for clause in clauses:
        if clause.alternative and groups:
            groups[-1].append(clause)
        else:
            groups.append([clause])
    return groups


def _as_one(clauses: Sequence[Clause], found: Sequence[Sequence[Concept]]) -> Iterator[Concept]:
    """One concept of what several clauses (or a clause of several words) ask for; none if they ask for nothing."""
    forms = [
        form
        for clause, concepts in zip(clauses, found, strict=True)
        for form in _forms_together(clause, concepts)
    ]
    if forms:
        typed_first = sorted(forms, key=lambda form: form.way is not Way.TYPED)
        run = " OR ".join(printable(clause.text) for clause in clauses)
        yield Concept(tuple(typed_first), run, scope=clauses[0].scope)


def _forms_together(clause: Clause, concepts: Sequence[Concept]) -> Sequence[Form]:
    """The forms of the one concept of a clause; of several, the form that is all of them near each other."""
    if len(concepts) < 2:
        return concepts[0].forms if concepts else ()
    telling = [concept for concept in concepts if not concept.light] or concepts
    firsts = [concept.forms[0] for concept in telling]
    parts = [part for form in firsts for part in ([form.word] if form.word else form.parts)]
    letters = fold(clause.text).text
    return [
        Form(
            word="",
            parts=tuple(dict.fromkeys(parts)),
            letters=letters if LETTERS.fullmatch(letters) else "",
            shown=printable(clause.text),
        )
    ]


def _chunks(typed: str) -> Iterator[Concept]:
    """For a query without a word: しか may be a particle, but who types it alone wants the deer."""
    folded = fold(typed)
    for chunk in LETTERS.finditer(folded.text):
        start, end = folded.span(*chunk.span())
        shown = printable(typed[start:end])
        letters = chunk.group() if len(chunk.group()) > 1 else ""
        yield Concept((Form(chunk.group(), (), letters, shown, spare=True),), shown)


def _kept(concepts: Iterable[Concept], *, expand: bool) -> tuple[Concept, ...]:
    """Each concept once, and not too many."""
    once: dict[tuple[object, ...], Concept] = {}
    for concept in concepts:
        first = concept.forms[0]
        identity = first.word or (first.parts, first.letters), first.exact, concept.scope
        once.setdefault(identity, concept)
    kept = tuple(once.values())[:MOST_CONCEPTS]
    return kept if expand else tuple(_without(each, Way.SYNONYM, Way.READING) for each in kept)


def _without(concept: Concept, *ways: Way) -> Concept:
    return replace(concept, forms=tuple(form for form in concept.forms if form.way not in ways))


def _pairs(clauses: Iterable[Clause]) -> tuple[str, ...]:
    """The pairs of letters of what may stand anywhere."""
    wanted = (clause for clause in clauses if clause.scope is Scope.ANYWHERE and not clause.excluded)
    return tuple(dict.fromkeys(pair for clause in wanted for pair in pairs_of(fold(clause.text).text)))
