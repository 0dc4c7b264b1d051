"""What the codes in the tables of cases mean: the closed lists whole, of the open ones what the cases have."""

from collections.abc import Iterable, Sequence

from catalogue.domain.evidence import MEANINGS, Evidence
from catalogue.domain.likeness import Grade
from catalogue.domain.vocabulary import FundingKind, LinkRole, Method, Named, NodeKind, SourceKind, Status
from catalogue.exports.cases.cells import Page
from catalogue.exports.cases.kinds import PARTS_PLAYED, STATEMENTS
from catalogue.exports.sheets import Column, Sheet, Value

CODES = "コード表"
# What is unknown is an empty cell and has no code.
_CLOSED: tuple[tuple[str, Iterable[Named]], ...] = (
    ("状況", tuple(word for word in Status if word is not Status.UNKNOWN)),
    ("手法", Method),
    ("財源", FundingKind),
    ("出典の種類", SourceKind),
    ("項目の種類", NodeKind),
    ("役割", LinkRole),
    ("青梅市との近さ", tuple(word for word in Grade if word is not Grade.UNKNOWN)),
)
Row = tuple[Value, ...]


def code_table(pages: Sequence[Page]) -> Sheet:
    """All of them as one table: name of the list, code, name, meaning."""
    return Sheet(
        name=CODES,
        columns=(
            Column("コード表", "「項目の説明」の「コード表」と同じもの"),
            Column("コード", "表に書かれるコード", width=20),
            Column("名称", "コードの表すもの", width=30),
            Column("説明", "決まりなどの説明", width=60),
        ),
        rows=(*_open_lists(pages), *_closed_lists()),
    )


def grade_rows() -> tuple[tuple[str, str, str], ...]:
    """The grades of evidence: code, name, meaning."""
    return tuple((grade.value, grade.label, MEANINGS[grade]) for grade in Evidence)


def _open_lists(pages: Sequence[Page]) -> list[Row]:
    themes = {page["theme"]["slug"]: page["theme"]["name"] for page in pages}
    categories = {page["category"]["slug"]: page["category"]["name"] for page in pages}
    plans = {link["plan"]: link["plan_title"] for page in pages for link in page["links"]}
    return [
        (name, code, label, None)
        for name, codes in (("テーマ", themes), ("分類", categories), ("計画", plans))
        for code, label in sorted(codes.items())
    ]


def _closed_lists() -> Iterable[Row]:
    for name, words in _CLOSED:
        for word in words:
            yield name, word.value, word.label, None
    for row in grade_rows():
        yield "根拠の強さ", *row
    for kind, label in STATEMENTS.items():
        yield "本文の種別", kind, label, None
    for part, label in PARTS_PLAYED.items():
        yield "自治体の区分", part, label, None
