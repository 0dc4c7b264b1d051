"""What the gap matrix says in words: on the page, and alike in every file made of it."""

from collections.abc import Sequence
from typing import Any

from catalogue.domain.evidence import MEANINGS, Evidence
from catalogue.domain.text import quoted
from catalogue.reading.coverage import NO_ISSUE, Cell, Column, Line, Matrix

# From so many cases on, there is something to compare.
ENOUGH = 3
# So many nodes are named in a sentence.
_NAMED = 6
# Of the sentence of a node, so many letters are looked for: enough to meet something, and a short address.
_MOST_WORDS = 60

NONE = "事例なし"
TOTAL = "計"
TOTAL_MEANS = (
    "計は、異なる事例の数です。1件の事例が複数の欄に入るため、欄の数字を足したものとは一致しません。"
)
NUMBERS_MEAN = (
    "数字は、事例の件数です。どの事例をどの項目に関連付けるかは、このカタログの作成者の判断によるもので、"
    "市の公式見解ではありません。件数の少なさは、全国に例が少ないことを意味しません。"
)
GRADES_MEAN = (
    "件数に並ぶ記号は、その欄の事例のうち最も強い根拠を示します。記録の内容から自動で判定したものを含みます。"
)
LINEAGE_MEANS = (
    "「うち改訂1件」「改訂のみ」は、計画の改訂をたどって数えた事例です。"
    "改訂の前か後の計画で、対応する項目に関連付けられています。"
)
NONE_MEANS = (
    "「事例なし」は、関連付けられた事例がないことを示します。"
    "選ぶと、その項目の言葉でカタログの中をさがし、候補になりそうな事例を表示します。"
)


def title(matrix: Matrix) -> str:
    """What the table is called."""
    of_a_list = f"（選んだ{matrix.cases}件）" if matrix.view.cases else ""
    return f"事例の分布：{matrix.plan['short_title']}の{matrix.view.rows.label}と{matrix.across}{of_a_list}"


def caption(matrix: Matrix) -> str:
    """What stands above the table."""
    pair = f"{matrix.plan['short_title']}の{matrix.view.rows.label}と{matrix.across}"
    return f"{pair}の組み合わせごとの、事例の件数と最も強い根拠"


def sentences(matrix: Matrix) -> list[str]:
    """What the table shows, counted."""
    leaves = [line for group in matrix.groups for line in group.leaves]
    return [
        _by_number(matrix, leaves),
        _fewest(matrix, leaves),
        _combinations(matrix, leaves),
        _counted(matrix),
    ]


def _by_number(matrix: Matrix, leaves: Sequence[Line]) -> str:
    many, label = _so_many(len(leaves)), matrix.view.rows.label
    enough = sum(1 for line in leaves if line.counts.total.count >= ENOUGH)
    some = sum(1 for line in leaves if 0 < line.counts.total.count < ENOUGH)
    if enough == len(leaves):
        return f"{many}の{label}のすべてに、事例が{ENOUGH}件以上あります。"
    few = f"、1件か2件なのは{some}" if some else ""
    return f"{many}の{label}のうち、事例が{ENOUGH}件以上あるのは{enough}{few}です。"


def _fewest(matrix: Matrix, leaves: Sequence[Line]) -> str:
    """Which nodes have no case, or, where each has one, the fewest."""
    fewest = min((line.counts.total.count for line in leaves), default=0)
    names = [called(line.node) for line in leaves if line.counts.total.count == fewest]
    rest = f"ほか{len(names) - _NAMED}" if len(names) > _NAMED else ""
    named = "、".join(names[:_NAMED]) + rest
    if not fewest:
        return f"事例が1件もないのは{len(names)}で、{named}です。"
    each = "（それぞれ" if len(names) > 1 else "（"
    return f"事例が1件もない{matrix.view.rows.label}はありません。最も少ないのは、{named}{each}{fewest}件）です。"


def _combinations(matrix: Matrix, leaves: Sequence[Line]) -> str:
    cells = [cell for line in leaves for cell in cells_of_interest(matrix, line)]
    filled = sum(1 for cell in cells if cell.count)
    pair = f"{matrix.view.rows.label}と{matrix.across}"
    return f"{pair}の{len(cells)}の組み合わせのうち、事例があるのは{filled}です。"


def _counted(matrix: Matrix) -> str:
    total = matrix.totals.total
    all_of_them = "選んだ" if matrix.view.cases else "登録されている"
    words = f"{all_of_them}{matrix.cases}件の事例のうち、この表に数えているのは{total.count}件です。"
    if total.by_lineage and len(total.by_lineage) == total.count:
        return f"{words}すべて、計画の改訂をたどって数えています。"
    if total.by_lineage:
        return f"{words}うち{len(total.by_lineage)}件は、計画の改訂をたどって数えています。"
    return words


def cells_of_interest(matrix: Matrix, line: Line) -> list[Cell]:
    """The cells of a line that can show a gap: the column of cases without any 課題 shows none."""
    pairs = zip(matrix.columns, line.counts.cells, strict=True)
    return [cell for column, cell in pairs if column.value != NO_ISSUE]


def called(node: dict[str, Any]) -> str:
    """1-①「…」, or 「…」 where nothing is printed beside the title."""
    return f"{node['label'] or ''}{quoted(node['name'])}"


def row_name(node: dict[str, Any], above: str | None = None) -> str:
    """What a line is called where it stands alone in a cell."""
    return " ".join(part for part in (above, node["label"], node["name"]) if part)


def column_name(column: Column) -> str:
    """The same of a column: a theme with the number the outline gives it."""
    circled = (column.row or {}).get("circled")
    return f"{circled} {column.name}" if circled else column.name


def search_words(node: dict[str, Any]) -> str:
    """What to look for where a node has no cases: the plan's own words on it, or their beginning, else its name."""
    words = " ".join(node["text"]) or str(node["name"])
    if len(words) <= _MOST_WORDS:
        return words
    beginning = words[:_MOST_WORDS]
    return beginning[: max(beginning.rfind(mark) for mark in "、。 ") + 1].rstrip("、。 ") or beginning


def _so_many(number: int) -> str:
    return f"{number}つ" if number < 10 else str(number)


def number(cell: Cell) -> str:
    """3件 E2; a cell without cases says so."""
    return f"{cell.count}件 {cell.strongest}" if cell.count else NONE


def lineage_short(cell: Cell) -> str | None:
    """How many of the cases came by lineage alone, where there is little room."""
    if not cell.by_lineage:
        return None
    return "改訂のみ" if len(cell.by_lineage) == cell.count else f"うち改訂{len(cell.by_lineage)}件"


def lineage(cell: Cell) -> str | None:
    """The same in full, for who hears it."""
    if not cell.by_lineage:
        return None
    if len(cell.by_lineage) == cell.count:
        return "すべて改訂をたどって"
    return f"うち改訂をたどって{len(cell.by_lineage)}件"


def meanings(matrix: Matrix) -> list[str]:
    """What somebody must know who reads the numbers."""
    return [NUMBERS_MEAN, TOTAL_MEANS, *([LINEAGE_MEANS] if _has_lineage(matrix) else [])]


def _has_lineage(matrix: Matrix) -> bool:
    return any(line.counts.total.by_lineage for line in matrix.lines)


def grades() -> list[tuple[Evidence, str]]:
    """The grades from the strongest to the weakest, each with what it means."""
    return [(grade, MEANINGS[grade]) for grade in reversed(Evidence)]
