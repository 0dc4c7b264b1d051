"""Spelling: which words are one slip of the finger away from each other.

Two words that are one letter apart share a word with one letter left out, so a table from such shortened words to
the words they came from answers in one look-up what comparing with every word would answer slowly (W. Garbe's
symmetric delete algorithm, SymSpell).
"""

# In letters: a shorter word resembles too many others, a longer one is no word.
SHORTEST, LONGEST = 2, 20


def deletes(term: str) -> set[str]:
    """The term and what is left of it without one letter; nothing for a term too short or too long to be
    mistyped recognisably."""
    if not SHORTEST <= len(term) <= LONGEST:
        return set()
    shortened = {term[:i] + term[i + 1 :] for i in range(len(term))}
    shortened.add(term)
    return shortened


def is_near(one: str, other: str) -> bool:
    """Whether two different terms are one slip apart: a letter too many, too few, another, or two neighbours that
    changed places (optimal string alignment distance 1)."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    return one[at + 1 :] == other[at + 1 :] or (
        one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    )
