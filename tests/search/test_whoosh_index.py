"""What only an index on disk can suffer: deletion, damage, other processes, sudden death."""

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.index import open_dir
from whoosh.query import Term

from catalogue.domain.errors import Unavailable
from catalogue.domain.facets import Sort
from catalogue.search.analysis import words_of
from catalogue.search.entry import Entry
from catalogue.search.folding import fold
from catalogue.search.generations import Generations
from catalogue.search.memory_index import MemoryIndex
from catalogue.search.port import Query
from catalogue.search.whoosh_index import WhooshIndex
from tests.search.entries import BUSES, SHOPS, entry, library, slugs
from tests.search.test_folding import TEXTS


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def index(root: Path) -> Iterator[WhooshIndex]:
    made = WhooshIndex(root, patience=0.2)
    made.replace(library())
    yield made
    made.close()


def generation(root: Path) -> Path:
    (folder,) = root.glob("generation-*")
    return folder


# Missing and damaged


def test_before_it_is_filled_an_index_is_missing(root: Path) -> None:
    index = WhooshIndex(root)
    for act in (
        lambda: index.search(Query("商店街")),
        lambda: index.search(Query()),
        lambda: index.put(library()),
        lambda: index.drop([SHOPS]),
        index.fingerprints,
    ):
        with pytest.raises(Unavailable, match="準備しています"):
            act()
    assert index.stale()


@pytest.mark.parametrize("what", ["all of it", "the generation", "the pointer"])
def test_an_index_deleted_while_in_use_is_missing_until_it_is_rebuilt(
    index: WhooshIndex, root: Path, what: str
) -> None:
    assert slugs(index.search(Query("境町"))) == [BUSES]
    if what == "the pointer":
        (root / "current").unlink()
    else:
        shutil.rmtree(root if what == "all of it" else generation(root))
    with pytest.raises(Unavailable, match="しばらくしてから"):
        index.search(Query("境町"))
    assert index.stale()
    index.replace(library()[:1])
    assert slugs(index.search(Query())) == [SHOPS]
    assert not index.stale()


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # Whoosh leaves the bad file open
@pytest.mark.parametrize("kind", ["*.toc", "current"])
@pytest.mark.parametrize("rest", [b"", b"\0" * 10_000, b"\xff" * 10_000], ids=["short", "zeros", "ones"])
def test_a_damaged_index_says_so_until_it_is_rebuilt(
    index: WhooshIndex, root: Path, kind: str, rest: bytes
) -> None:
    index.close()
    (file,) = (*root.glob(kind), *generation(root).glob(kind))
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2] + rest)
    for act in (lambda: index.search(Query("境町")), lambda: index.put(library()[:1]), index.fingerprints):
        with pytest.raises(Unavailable):
            act()
    index.replace(library())
    assert slugs(index.search(Query("境町"))) == [BUSES]


@pytest.mark.parametrize("rest", [b"", b"\0" * 10_000, b"\xff" * 10_000], ids=["short", "zeros", "ones"])
def test_damaged_arrays_are_made_again(index: WhooshIndex, root: Path, rest: bytes) -> None:
    index.close()
    (file,) = generation(root).glob("*.arrays")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] + rest)
    assert slugs(index.search(Query("境町"))) == [BUSES]
    assert file.read_bytes() == whole


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # Whoosh leaves the bad file open
def test_arrays_that_cannot_be_made_again_leave_the_index_broken(index: WhooshIndex, root: Path) -> None:
    index.close()
    for kind in ("*.arrays", "*.seg"):
        (file,) = generation(root).glob(kind)
        file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(Unavailable):
        index.search(Query("境町"))
    index.replace(library())
    assert slugs(index.search(Query("境町"))) == [BUSES]


def test_a_place_where_no_index_can_lie_is_unavailable_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file stands where the folder should", encoding="utf-8")
    index = WhooshIndex(tmp_path / "index")
    for act in (lambda: index.replace(library()), lambda: index.put(library()), lambda: index.drop(["bus"])):
        with pytest.raises(Unavailable):
            act()


def test_an_index_made_by_another_analysis_is_stale(index: WhooshIndex, root: Path) -> None:
    stamp = generation(root) / "stamp.json"
    made_by = json.loads(stamp.read_text("utf-8"))
    for part in ("analysis", "dictionary", "tokenizer", "layout"):
        stamp.write_text(json.dumps(made_by | {part: "another"}), "utf-8")
        assert index.stale()
    stamp.write_text(json.dumps(made_by), "utf-8")
    assert not index.stale()


# Other writers, other readers


def test_what_another_process_commits_is_seen(index: WhooshIndex, root: Path) -> None:
    other = WhooshIndex(root)
    assert slugs(other.search(Query("潜水艦"))) == []
    index.put([entry("fresh", "潜水艦の話。")])
    assert slugs(other.search(Query("潜水艦"))) == ["fresh"]
    index.replace([entry("only", "潜水艦の話。")])
    assert slugs(other.search(Query())) == ["only"]
    other.drop(["only"])
    assert slugs(index.search(Query())) == []


def test_a_writer_waits_its_turn_and_then_says_that_it_is_not(index: WhooshIndex, root: Path) -> None:
    with Generations(root, patience=1).writing(), pytest.raises(Unavailable, match="更新しています"):
        index.put([entry("fresh", "潜水艦の話。")])
    index.put([entry("fresh", "潜水艦の話。")])
    assert slugs(index.search(Query("潜水艦"))) == ["fresh"]


def test_readers_go_on_while_a_new_index_is_filled(index: WhooshIndex) -> None:
    seen = []

    def slowly() -> Iterator[Entry]:
        seen.append(index.search(Query()).total)
        yield entry("one", "潜水艦の話。")
        seen.append(index.search(Query()).total)

    index.replace(slowly())
    assert seen == [4, 4]
    assert slugs(index.search(Query())) == ["one"]


def test_a_rebuild_that_fails_leaves_the_old_index(index: WhooshIndex, root: Path) -> None:
    def failing() -> Iterator[Entry]:
        yield entry("one", "潜水艦の話。")
        raise ConnectionError

    with pytest.raises(ConnectionError):
        index.replace(failing())
    assert index.search(Query()).total == 4
    index.put([])
    assert generation(root).is_dir(), "the half-filled generation was swept away"


# Sudden death

WRITER = """
import sys
from pathlib import Path
from catalogue.search.whoosh_index import WhooshIndex
from tests.search.entries import entry

index = WhooshIndex(Path(sys.argv[1]))
edition = 0
while True:
    edition += 1
    entries = [entry(f"case{i}", f"第{edition}版の話。" * 20, year=edition) for i in range(12)]
    index.replace(entries) if edition % 2 else index.put(entries)
    print(edition, flush=True)
"""


@pytest.mark.parametrize("moment", [0.0, 0.013, 0.029, 0.041, 0.067])
def test_killing_a_writer_leaves_the_old_or_the_new(root: Path, moment: float) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(root)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    ) as writer:
        assert writer.stdout is not None
        for _ in range(3):
            writer.stdout.readline()
        time.sleep(moment)
        writer.send_signal(signal.SIGKILL)
        last_reported = max(int(line) for line in ["3", *writer.stdout])
    index = WhooshIndex(root, patience=0.2)
    (edition,) = index.search(Query(limit=100)).years
    assert edition in (last_reported, last_reported + 1)
    assert index.search(Query()).years == {edition: 12}
    index.put([entry("fresh", "潜水艦の話。")])
    assert slugs(index.search(Query("潜水艦"))) == ["fresh"]
    assert index.search(Query()).total == 13
    assert generation(root).is_dir(), "half generations were swept away"


# The same answers


def test_words_are_where_whoosh_itself_finds_them(index: WhooshIndex, root: Path) -> None:
    index.put(library()[:2])
    index.drop([BUSES])
    opened = open_dir(str(generation(root)))
    with opened.searcher() as searcher:
        for term in {word.term for item in library() for word in words_of(fold(item.texts["story"]))}:
            hits = searcher.search(Term("words", term), limit=None)
            expected = {searcher.stored_fields(hit.docnum)["card"] for hit in hits}
            snapshot = index._reader().snapshot  # the arrays are what is compared
            found = [snapshot.card(doc).encode() for doc in snapshot.words(term).docs.tolist()]
            assert set(found) == expected


def test_disk_and_memory_give_the_same_answers_to_the_last_digit(index: WhooshIndex) -> None:
    memory = MemoryIndex()
    memory.put(library())
    for either in (index, memory):
        either.put([entry(f"more{i}", f"商店街の{'水車' * i}と市場。", year=2000 + i) for i in range(5)])
        either.put([entry(SHOPS, "空き店舗を市場にした。", title="商店街の市場", checked="2020-01")])
        either.drop([BUSES, "more3"])
        for i in range(24):
            either.put([entry(f"more{i % 9}", f"{i}回目に書き直した水車の話。")])
    for text in (
        "",
        "商店街",
        "水車",
        "空き店舗 市場",
        "市の水車",
        "マッチング",
        "京都",
        "受発注 オンライン",
    ):
        for sort in Sort:
            for chosen in ({}, {"theme": frozenset(["shopping-street"])}):
                query = Query(text, chosen, year_from=1990 if sort is Sort.CHECKED else None, sort=sort)
                assert index.search(query) == memory.search(query)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=1, max_size=3), TEXTS)
def test_whatever_is_written_can_be_kept_and_found_again(
    index: WhooshIndex, texts: list[str], typed: str
) -> None:
    entries = [entry(f"case{i}", text, title=text[:9]) for i, text in enumerate(texts)]
    memory = MemoryIndex()
    for either in (index, memory):
        either.replace(entries[:1])
        either.put(entries)
    for query in (Query(typed), Query(texts[0])):
        assert index.search(query) == memory.search(query)


def test_many_small_changes_do_not_pile_up(index: WhooshIndex, root: Path) -> None:
    for i in range(40):
        index.put([entry(f"case{i % 12}", f"{i}回目に書き直した水車の話。")])
    assert len(list(generation(root).glob("*.seg"))) <= 9
    assert index.search(Query("水車")).total == 12


def test_a_word_of_any_length_can_be_kept(index: WhooshIndex) -> None:
    index.put([entry("long", "x" * 100_000 + " 潜水艦")])
    assert slugs(index.search(Query("潜水艦"))) == ["long"]
