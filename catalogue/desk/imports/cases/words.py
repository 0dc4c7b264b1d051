"""What would become of the rows of a sheet, in words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from catalogue.domain.text import quoted
from catalogue.domain.vocabulary import Named
from catalogue.editing.imports.cases.judgement import RowJudged, Verdict
from catalogue.schemas.case_form import label_of

NO_ROWS = "この表には、取り込める事例の行がありませんでした。"
NOT_PUBLIC = "取り込んでも、まだ公開されません。公開には、提出と承認が要ります。"
CAN_BE_UNDONE = "取り込んだあとも、だれも手を加えていない事例は、まとめて取り消せます。"


class Fate(Named):
    """What would become of a row, as a reader of the page sees it: one of which a person has still to say what is meant
    is neither fit nor wrong."""

    NEW = "new", "新しく登録"
    CHANGE = "change", "内容を変える"
    SAME = "same", "変わらない"
    SKIP = "skip", "取り込まない"
    OPEN = "open", "決めることが残る"
    PROBLEM = "problem", "直すところがある"


# What is said of the rows of a fate: within the sentence, and at its end.
_SAID: Mapping[Fate, tuple[str, str]] = {
    Fate.NEW: ("{}件を新しく登録でき", "{}件を新しく登録できます"),
    Fate.CHANGE: ("{}件の内容を変えられ", "{}件の内容を変えられます"),
    Fate.SAME: ("{}件はいまの内容と同じで", "{}件はいまの内容と同じです"),
    Fate.SKIP: ("{}行は取り込まず", "{}行は取り込みません"),
    Fate.OPEN: ("{}行に決めることが残り", "{}行に決めることが残っています"),
    Fate.PROBLEM: ("{}行に直すところがあり", "{}行に直すところがあります"),
}
# What is said where all rows have the same fate.
_SAID_OF_ALL: Mapping[Fate, str] = {
    Fate.NEW: "{}を、新しく登録できます。",
    Fate.CHANGE: "{}で、いまある事例の内容を変えられます。",
    Fate.SAME: "{}が、いまの内容と同じです。取り込むものはありません。",
    Fate.SKIP: "{}を取り込まないことにしました。",
    Fate.OPEN: "{}に、決めることが残っています。",
    Fate.PROBLEM: "{}に、直すところがあります。",
}
_VERDICTS = {Verdict.NEW: Fate.NEW, Verdict.CHANGE: Fate.CHANGE, Verdict.SAME: Fate.SAME}


def fate_of(row: RowJudged) -> Fate:
    """What would become of it."""
    if row.verdict is Verdict.SKIP:
        return Fate.SKIP
    if row.mistakes:
        return Fate.PROBLEM
    return _VERDICTS[row.verdict] if row.clear else Fate.OPEN


def sentence(counts: Mapping[Fate, int]) -> str:
    """300行のうち、288件を新しく登録でき、12行に直すところがあります。"""
    if not counts:
        return NO_ROWS
    if len(counts) == 1:
        fate, count = next(iter(counts.items()))
        return _SAID_OF_ALL[fate].format(f"{count:,}行すべて" if count > 1 else "1行")
    *before, (last, count) = counts.items()
    clauses = [_SAID[fate][0].format(f"{many:,}") for fate, many in before]
    clauses.append(_SAID[last][1].format(f"{count:,}"))
    return f"{sum(counts.values()):,}行のうち、{'、'.join(clauses)}。"


def read_only(rows: int, unsure: int) -> str:
    """What there is to say while it is not certain what the columns are."""
    return f"{rows:,}行を読みました。先に、{unsure}列がどの項目かを確かめてください。"


def will_do(counts: Mapping[Fate, int], makes: Sequence[str], emptied: int, public: bool) -> list[str]:
    """Exactly what taking it in does, a sentence each. ``makes`` are themes and categories in words, which the public
    sees at once (``public``), ``emptied`` is how much of cases that are there would be gone."""
    new, change, same, skip = (counts.get(each, 0) for each in (Fate.NEW, Fate.CHANGE, Fate.SAME, Fate.SKIP))
    said = [
        f"{new:,}件の事例を、新しく登録します（状態は「作成中」）。" if new else "",
        f"{change:,}件の事例に、新しい版を保存します（状態は「作成中」）。公開中の内容は、承認されるまで変わりません。"
        if change
        else "",
        f"表の空のセルのとおりに、いまある内容が{emptied:,}か所消えます（前の版には残ります）。"
        if emptied
        else "",
        f"{'、'.join(makes)}を新しく作ります。{'公開のページにも、すぐに出ます。' if public else ''}"
        if makes
        else "",
        f"{same:,}件は、いまの内容と同じなので何もしません。" if same else "",
        f"{skip:,}行は取り込みません。" if skip else "",
        NOT_PUBLIC,
        CAN_BE_UNDONE,
    ]
    return [each for each in said if each]


def details(row: RowJudged) -> list[str]:
    """What there is to know of a row, in a list of many; what is wrong in the same way in one cell is said once. Cells
    of the row's own sheet are called C5."""
    wrong: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in row.mistakes:
        place = str(each.place or "").removeprefix(f"{row.place.sheet}!")
        wrong[place, each.reason].append(each.label)
    fields = dict.fromkeys(label_of(each.path) for each in row.changes)
    said = [
        f"変わる項目：{'、'.join(fields)}" if fields else "",
        "登録済みの事例か、ほかの行と似ています。" if row.undecided else "",
        "ほかの人も変えた項目があります。" if any(not each.chosen for each in row.clashes) else "",
        *row.cautions,
    ]
    return [
        *(_wrong(place, reason, labels) for (place, reason), labels in wrong.items()),
        *filter(None, said),
    ]


def _wrong(place: str, reason: str, labels: Sequence[str]) -> str:
    more = f"など{len(labels)}か所" if len(labels) > 1 else ""
    return f"{f'{place}　' if place else ''}{f'{labels[0]}{more}：' if labels[0] else ''}{reason}"


def ways(row: RowJudged) -> list[tuple[str, str]]:
    """What somebody may decide about a row that is like others: the value and the words of each choice."""
    rewrite = [
        (f"update:{each.slug}", f"{quoted(each.title)}を、この行の内容で書き換える") for each in row.alike
    ]
    if row.updates and not rewrite:  # what is decided is no longer compared
        rewrite = [(f"update:{row.updates}", "選んだ事例を、この行の内容で書き換える")]
    again = "（同じ内容の行が、表の上のほうにあります）" if row.suggested else ""
    return [("new", "別の事例として登録する"), *rewrite, ("skip", f"この行は取り込まない{again}")]


def chosen(row: RowJudged) -> str:
    """Which of them it is, as a value; nothing while nobody has chosen."""
    if row.choice is None:
        return ""
    return f"update:{row.updates}" if row.updates else row.choice.value
