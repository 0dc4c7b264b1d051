"""Two who wrote at the same time: what comes together by itself, and what only they can decide."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.merging import Side, merge

BASE: dict[str, Any] = {
    "title": "題名",
    "lead": None,
    "theme": "dx",
    "category": "dx-use",
    "keywords": ["IT", "DX"],
    "outcomes": [{"indicator": "店", "value": "5"}, {"indicator": "人", "value": "9"}],
    "sources": [{"key": "s1", "title": "新聞"}],
}


def test_a_field_one_side_changed_is_taken_from_that_side() -> None:
    found = merge(BASE, BASE | {"title": "わたし"}, BASE | {"lead": "相手"})
    assert found.document == BASE | {"title": "わたし", "lead": "相手"}
    assert found.clashes == ()
    assert [(each.field, each.side) for each in found.taken] == [("title", Side.MINE), ("lead", Side.THEIRS)]


def test_a_field_both_changed_is_decided_by_a_person() -> None:
    found = merge(BASE, BASE | {"title": "わたし"}, BASE | {"title": "相手"})
    assert [(each.field, each.base, each.mine, each.theirs) for each in found.clashes] == [
        ("title", "題名", "わたし", "相手")
    ]
    assert found.settled({"title": "theirs"})["title"] == "相手"
    assert found.settled({"title": "mine"})["title"] == "わたし"
    assert found.settled({})["title"] == "わたし"
    assert [clash.field for clash in found.undecided({"title": "nobody"})] == ["title"]
    assert found.undecided({"title": "theirs"}) == ()


def test_the_same_change_twice_is_no_clash() -> None:
    found = merge(BASE, BASE | {"title": "新"}, BASE | {"title": "新"})
    assert (found.document["title"], found.clashes) == ("新", ())


def test_words_of_a_list_are_added_and_taken_out_by_either() -> None:
    found = merge(BASE, BASE | {"keywords": ["DX", "自動化"]}, BASE | {"keywords": ["IT", "DX", "支援"]})
    assert found.document["keywords"] == ["DX", "自動化", "支援"]


def test_rows_each_added_stand_one_after_the_other() -> None:
    one, other = {"indicator": "件", "value": "1"}, {"indicator": "社", "value": "2"}
    found = merge(
        BASE,
        BASE | {"outcomes": [*BASE["outcomes"], one]},
        BASE | {"outcomes": [*BASE["outcomes"], other]},
    )
    assert found.document["outcomes"] == [*BASE["outcomes"], other, one]
    assert found.clashes == ()


def test_a_row_one_changed_and_a_row_the_other_dropped_come_together() -> None:
    first, second = BASE["outcomes"]
    third = {"indicator": "件", "value": "1"}
    base = BASE | {"outcomes": [first, second, third]}
    found = merge(
        base,
        base | {"outcomes": [first | {"value": "6"}, second, third]},
        base | {"outcomes": [first, second]},
    )
    assert found.document["outcomes"] == [first | {"value": "6"}, second]


def test_one_row_changed_by_both_is_a_clash() -> None:
    first, second = BASE["outcomes"]
    found = merge(
        BASE,
        BASE | {"outcomes": [first | {"value": "6"}, second]},
        BASE | {"outcomes": [first | {"value": "7"}, second]},
    )
    assert [clash.field for clash in found.clashes] == ["outcomes"]


def test_theme_and_category_are_decided_as_one() -> None:
    found = merge(
        BASE,
        BASE | {"theme": "green", "category": "energy"},
        BASE | {"theme": "people", "category": "talent"},
    )
    assert [clash.field for clash in found.clashes] == ["category"]
    settled = found.settled({"category": "theirs"})
    assert (settled["theme"], settled["category"]) == ("people", "talent")


def test_two_sources_of_one_key_stay_two_and_keep_who_cites_them() -> None:
    mine = BASE | {
        "sources": [*BASE["sources"], {"key": "s2", "title": "わたしの本"}],
        "outcomes": [*BASE["outcomes"], {"indicator": "件", "value": "1", "sources": ["s1", "s2"]}],
    }
    theirs = BASE | {"sources": [*BASE["sources"], {"key": "s2", "title": "相手の本"}]}
    found = merge(BASE, mine, theirs).document
    titles = {source["key"]: source["title"] for source in found["sources"]}
    assert sorted(titles.values()) == ["わたしの本", "新聞", "相手の本"]
    assert [titles[key] for key in found["outcomes"][2]["sources"]] == ["新聞", "わたしの本"]


def test_nothing_is_nothing_however_it_is_written() -> None:
    base, mine, theirs = {"lead": None, "events": []}, {"lead": "", "events": None}, {"lead": "主体"}
    found = merge(base, mine, theirs)
    assert (found.document["lead"], found.clashes) == ("主体", ())


_VALUES = st.one_of(
    st.text("あい", max_size=3),
    st.lists(st.sampled_from("あいう"), max_size=4, unique=True),
    st.lists(st.builds(lambda text: {"text": text}, st.text("あい", max_size=2)), max_size=4),
)
_DOCUMENTS = st.fixed_dictionaries({"title": st.text("あい", max_size=3), "rows": _VALUES, "words": _VALUES})


@given(_DOCUMENTS, _DOCUMENTS)
def test_who_writes_alone_is_never_asked(base: dict[str, Any], mine: dict[str, Any]) -> None:
    for found in (merge(base, mine, base), merge(base, base, mine), merge(base, mine, mine)):
        assert found.clashes == ()
        assert all(found.document[name] == mine[name] or not mine[name] for name in mine)


@given(_DOCUMENTS, _DOCUMENTS, _DOCUMENTS)
def test_no_row_that_somebody_added_is_lost(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    found = merge(base, mine, theirs)
    clashing = {clash.field for clash in found.clashes}
    for side in (mine, theirs):
        for name, value in side.items():
            if isinstance(value, list) and isinstance(base[name], list) and name not in clashing:
                assert all(row in found.document[name] for row in value if row not in base[name])


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_choosing_one_side_everywhere_gives_that_side_where_it_clashes(side: str) -> None:
    mine, theirs = BASE | {"title": "わ", "lead": "わ"}, BASE | {"title": "あ", "lead": "あ"}
    settled = merge(BASE, mine, theirs).settled({"title": side, "lead": side})
    assert settled == {"mine": mine, "theirs": theirs}[side]
