"""What a person is told about a sheet that was read: nothing of it is put right in silence."""

from collections.abc import Iterable, Iterator, Sequence

from catalogue.domain.grid import letters_of
from catalogue.intake.excel.places import Area
from catalogue.intake.package import Package

_SHOWN = 5


def merged(areas: Sequence[Area]) -> str:
    """That a value was taken for every cell of a merged area."""
    more = "など" if len(areas) > _SHOWN else ""
    named = "、".join(str(area) for area in areas[:_SHOWN])
    return (
        f"結合されたセルが{len(areas):,}か所あります（{named}{more}）。"
        "結合された範囲のどのセルにも、同じ値が入っているものとして読み取りました。"
    )


def hidden(rows: Iterable[int], columns: Iterable[tuple[int, int]], width: int) -> Iterator[str]:
    """That rows and columns were read which a person does not see; columns from the first to the last of each group."""
    lines = [
        f"{first + 1}行目" if first == last else f"{first + 1}～{last + 1}行目" for first, last in _runs(rows)
    ]
    if lines:
        yield f"非表示の行（{_listed(lines)}）も読み取りました。"
    shown = [(first, min(last, width - 1)) for first, last in columns if first < width]
    letters = [
        letters_of(first) + ("" if first == last else f"～{letters_of(last)}") + "列" for first, last in shown
    ]
    if letters:
        yield f"非表示の列（{_listed(letters)}）も読み取りました。"


def others(package: Package, part: str) -> Iterator[str]:
    """That what lies on the sheet beside its cells was not read."""
    kinds = {relation.kind for relation in package.relations(part).values()}
    if "drawing" in kinds:
        yield "シートに置かれた画像、図形、グラフは読み取っていません。"
    if kinds & {"comments", "threadedComment"}:
        yield "セルのメモ（コメント）は読み取っていません。"


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_SHOWN]) + ("など" if len(names) > _SHOWN else "")


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers that follow each other, each run by its first and last."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs
