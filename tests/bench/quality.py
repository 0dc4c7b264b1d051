"""How well the index finds: what a knowing person wants of the shipped cases, class by class; and at which rank the
paragraph comes that answers a question, beside a floor.

The questions are also told apart by their article, even and odd: what is chosen by looking at one half has to hold
on the other.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue.search.entry import Entry
from tests.bench import ours
from tests.bench.corpora import Question, peers_words
from tests.bench.ours import open_index
from tests.bench.peers.fts5 import Fts5
from tests.bench.report import Goal, Report, at_least
from tests.search.judging import Class, judge

MRR, RECALL = at_least(0.945), at_least(0.985)
NOT_THERE = "JSQuAD は測っていません。JSQUAD=ファイル で JSQuAD の検証データを指定してください。"
HALVES = ("偶数番の記事", "奇数番の記事")


def measure_cases(report: Report, cases: Sequence[Entry]) -> None:
    """Ask the shipped cases every query of the quality set. Its floors are held by tests/search/test_quality.py."""
    with TemporaryDirectory() as folder, closing(open_index(Path(folder))) as index:
        index.replace(cases)
        classes = judge(index)
    everything = Class("合計", [query for each in classes for query in each.queries])
    report.part(
        f"収録事例{len(cases)}件、事例を知る人の検索{len(everything.queries)}件（tests/search/queries.yaml）"
    )
    for each in (*classes, everything):
        good, first = len(each.queries) - len(each.bad), len(each.with_first) - len(each.not_first)
        report.note(f"{each.name}：{good}／{len(each.queries)}件、先頭も {first}／{len(each.with_first)}件")
    for query in everything.queries:
        if not (query.good and query.first_is_right):
            report.note(f"  {query}")


def measure(report: Report, paragraphs: Sequence[Entry], questions: Sequence[Question]) -> None:
    """Fill both engines with the paragraphs and ask every question."""
    if not questions:
        report.note(NOT_THERE)
        return
    report.part(
        f"JSQuAD：段落{len(paragraphs)}件、質問{len(questions)}問（質問から、その答えのある段落まで）"
    )
    with TemporaryDirectory() as folder:
        index = open_index(Path(folder))
        index.replace(paragraphs)
        _tell(report, ours.NAME, questions, _ranks(ours.Ours(index).best, questions), (MRR, RECALL))
        index.close()
    floor = Fts5((" ".join(peers_words("\n".join(entry.texts.values()))), ()) for entry in paragraphs)
    _tell(report, floor.name, questions, _ranks(lambda text: _slugs(floor, paragraphs, text), questions))
    floor.close()


def _slugs(floor: Fts5, paragraphs: Sequence[Entry], text: str) -> list[str]:
    return [paragraphs[number].slug for number in floor.best(peers_words(text))]


def _ranks(engine: Callable[[str], list[str]], questions: Sequence[Question]) -> list[int]:
    """The rank of each question's answer, from 1; 0 if it is not among the ten."""
    found = [engine(question.text) for question in questions]
    return [
        slugs.index(question.answer) + 1 if question.answer in slugs else 0
        for question, slugs in zip(questions, found, strict=True)
    ]


def _tell(
    report: Report,
    name: str,
    questions: Sequence[Question],
    ranks: Sequence[int],
    goals: tuple[Goal | None, Goal | None] = (None, None),
) -> None:
    report.figure(f"{name} MRR@10", mean_reciprocal(ranks), "", goals[0], digits=4)
    report.figure(f"{name} Recall@10", recall(ranks), "", goals[1], digits=4)
    for parity, half in enumerate(HALVES):
        those = [
            rank for question, rank in zip(questions, ranks, strict=True) if question.article % 2 == parity
        ]
        report.note(
            f"  うち{half}（{len(those)}問） MRR@10 {mean_reciprocal(those):.4f}  Recall@10 {recall(those):.4f}"
        )


def mean_reciprocal(ranks: Sequence[int]) -> float:
    """The mean of one by rank; an answer not found adds nothing."""
    return sum(1 / rank for rank in ranks if rank) / len(ranks)


def recall(ranks: Sequence[int]) -> float:
    """The share of questions whose answer was found at all."""
    return sum(rank > 0 for rank in ranks) / len(ranks)
