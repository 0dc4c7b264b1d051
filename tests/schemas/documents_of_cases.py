"""Documents of cases full of what a cell finds hard: line breaks, bullets, brackets, apostrophes, separators."""

from typing import Any

from hypothesis import strategies as st

from catalogue.domain.text import clean
from catalogue.domain.vocabulary import FundingKind, Method, SourceKind, Status
from catalogue.schemas.case import CaseSchema
from tests.schemas.sheets_of_cases import LOOKED_UP

_LETTERS = list("ab1・　 〔〕、,;；-=＝'\"|｜（）：:々①㎡〜−出典なし未確認不明")
_KEYS = ("paper", "s1", "b-2", "1")
_DATES = st.sampled_from(["2020", "2020-11", "2020-11-05", "FY2020", "1989", "2019", "2019-05"])
_ADDRESSES = st.sampled_from(["https://www.example.jp/a", "http://example.jp/b?c=1;d"])
_NUMBERS = st.integers(-(10**9), 10**12).map(float) | st.sampled_from([0.1, 89.3, -1.5])

lines = (
    st.text(st.sampled_from([*_LETTERS, "\n", "\n", "\t"]), min_size=1, max_size=16).map(clean).filter(bool)
)
line = st.text(st.sampled_from(_LETTERS), min_size=1, max_size=12).map(clean).filter(bool)
_cited = st.lists(st.sampled_from(_KEYS), unique=True, max_size=3)


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def _some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(st.fixed_dictionaries(fields), max_size=3)


def _cited_date() -> st.SearchStrategy[Any]:
    return _maybe(st.fixed_dictionaries({"date": _DATES, "note": _maybe(line), "sources": _cited}))


def _words(words: type[Method] | type[FundingKind]) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from([word.value for word in words]), unique=True, max_size=3)


def _table(width: int) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {
            "title": line,
            "columns": st.lists(line, min_size=width, max_size=width),
            "rows": st.lists(st.lists(lines, min_size=width, max_size=width), min_size=1, max_size=3),
            "sources": _cited,
        }
    )


def _source(key: str) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {
            "key": st.just(key),
            "title": line,
            "publisher": line,
            "kind": st.sampled_from([kind.value for kind in SourceKind]),
            "url": _maybe(_ADDRESSES),
            "date": _maybe(_DATES),
            "accessed": _maybe(_DATES),
            "note": _maybe(line),
        }
    )


_statements = _some(text=lines, sources=_cited)
_REQUIRED: dict[str, st.SearchStrategy[Any]] = {
    "slug": st.just("invented-case"),
    **{name: st.just(value) for name, value in LOOKED_UP.items()},
    "title": line,
    "status": st.sampled_from([status.value for status in Status]),
    "summary": st.fixed_dictionaries({"text": lines, "sources": _cited}),
    "checked": st.fixed_dictionaries(
        {"on": st.sampled_from(["2020", "2020-11"]), "how": line, "by_person": st.booleans()}
    ),
    "sources": st.permutations(_KEYS).flatmap(lambda keys: st.tuples(*map(_source, keys)).map(list)),
}
_OPTIONAL: dict[str, st.SearchStrategy[Any]] = {
    **{name: _maybe(line) for name in ("subtitle", "yomi", "place", "organisation", "status_note", "lead")},
    **dict.fromkeys(("background", "activities", "funding", "lessons"), _statements),
    "keywords": st.lists(line, max_size=3),
    "unknowns": st.lists(line, max_size=3),
    "methods": _words(Method),
    "funding_kinds": _words(FundingKind),
    "started": _cited_date(),
    "ended": _cited_date(),
    "population": _maybe(
        st.fixed_dictionaries(
            {
                "value": st.integers(0, 10**7).map(float),
                "approximate": st.booleans(),
                "as_of": _maybe(_DATES),
                "as_of_note": _maybe(line),
                "sources": _cited,
            }
        )
    ),
    "tables": st.lists(st.integers(1, 12).flatmap(_table), max_size=2),
    "events": _some(date=_DATES, text=line, sources=_cited),
    "outcomes": _some(
        indicator=line,
        value=line,
        number=_maybe(_NUMBERS),
        unit=_maybe(line),
        as_of=_maybe(_DATES),
        as_of_note=_maybe(line),
        note=_maybe(line),
        sources=_cited,
    ),
    "partners": _some(name=line, role=_maybe(line), sources=_cited),
    "videos": _some(title=line, url=_ADDRESSES, licence=_maybe(line)),
    "disagreements": _some(topic=line, stated=line, finding=line, sources=_cited),
    "figures": _some(
        image=st.sampled_from(["a" * 64, "b" * 64]),
        caption=line,
        outline_caption=_maybe(line),
        alternative=_maybe(line),
        withheld=st.booleans(),
        sources=_cited,
    ),
    "related_addresses": _some(title=line, url=_ADDRESSES),
    "related_cases": st.lists(st.sampled_from(["x-1", "y2"]), unique=True),
    "contact": _maybe(
        st.fixed_dictionaries(
            {"name": line, "telephone": _maybe(line), "url": _maybe(_ADDRESSES), "note": _maybe(line)}
        )
    ),
    "notes": _maybe(lines),
}
documents: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(_REQUIRED, optional=_OPTIONAL).map(
    lambda raw: dict(CaseSchema().load(raw))
)
