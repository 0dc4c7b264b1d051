"""What the address of the register asks for, and what its form offers: each heading with how many stand under it."""

from collections.abc import Mapping
from typing import Any

from catalogue.domain.rights_in_words import Stand, Verdict
from catalogue.domain.text import drop_forbidden_characters, number_in, quotable
from catalogue.domain.vocabulary import FigureKind, Named
from catalogue.reading.desk_pictures import Register, Use, Wanted

_LONGEST_WORDS = 100
HEADINGS: Mapping[str, type[Named]] = {
    "permission": Stand,
    "print": Verdict,
    "use": Use,
    "kind": FigureKind,
}
LABELS = {
    "q": "言葉",
    "permission": "許諾",
    "print": "印刷してよいか",
    "use": "使われている所",
    "kind": "画像の種類",
}

Args = Mapping[str, str]
Choices = list[tuple[str, str]]


def wanted_of(args: Args) -> Wanted:
    """What an address asks for; what it says wrongly, it does not say."""
    return Wanted(
        words=words_of(args),
        stand=_word(args, "permission"),
        verdict=_word(args, "print"),
        use=_word(args, "use"),
        kind=_word(args, "kind"),
        page=max(1, number_in(args.get("page")) or 1),
    )


def words_of(args: Args) -> str:
    """The words that are looked for, as far as they can stand in an entry."""
    return drop_forbidden_characters(args.get("q", ""))[:_LONGEST_WORDS].strip()


def asked_of(args: Args) -> dict[str, Any]:
    """The same as an address says it once more."""
    words = {name: args[name] for name in HEADINGS if _word(args, name)}
    return ({"q": args["q"][:_LONGEST_WORDS]} if args.get("q", "").strip() else {}) | words


def choices(register: Register) -> dict[str, Choices]:
    """What can be chosen under each heading, with how many of all pictures there are."""
    return {
        name: [("", f"すべて（{register.total}件）")]
        + [(word.value, f"{word.label}（{register.counts.get(word.value, 0)}件）") for word in words]
        for name, words in HEADINGS.items()
    }


def narrowed(args: Args) -> str:
    """The conditions, in words."""
    said = [f"{LABELS[name]}：{word.label}" for name in HEADINGS if (word := _word(args, name))]
    if words := quotable(args.get("q", ""), _LONGEST_WORDS):
        said.append(f"「{words}」を含む")
    return f"条件は、{'、'.join(said)}。" if said else "条件はありません。"


def _word(args: Args, name: str) -> Any:
    words, said = HEADINGS[name], args.get(name, "")
    return words(said) if said in set(words) else None
