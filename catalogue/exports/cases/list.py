"""Cases as a committee reads them: one table to lay on the desk, and the sources its numbers point to.

What is not known is said in words (未確認), and every figure has the number of its source, or says that there is none.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from catalogue.domain import case_in_words as in_words
from catalogue.domain.vocabulary import NOT_STATED, UNCONFIRMED, Status
from catalogue.exports.brief import Line
from catalogue.exports.cases.cells import Page, Part, counted_population
from catalogue.exports.cases.figures_read_back import days_of
from catalogue.exports.cases.lines import results_are_known, unsourced
from catalogue.exports.sheets import Column, Sheet

# The results of a case a table has room for.
MOST_RESULTS = 3
BY_STATISTICS = "［統計］"
_ABOUT_MARKS = (
    f"[1] などは「出典」のシートの番号です。{BY_STATISTICS}は、青梅市との比較に使う統計の数値です。"
)
_ABOUT_RESULTS = f"「主な成果」は、事例のページの初めの{MOST_RESULTS}件までです。"
_ABOUT_EVIDENCE = (
    "「根拠の強さ」は、取組のよしあしではなく、成果がどのくらい確かな形で記録されているかの目安です。"
)
_ABOUT_LINKS = (
    "「青梅市の施策・将来像」との関係は、このカタログの作成者の見方で、青梅市の公式見解ではありません。"
)


def list_for_a_meeting(pages: Sequence[Page], memos: Mapping[str, str] | None = None) -> tuple[Sheet, Sheet]:
    """The list and its sources, cases in this order."""
    return _list(pages, memos), _sources(pages)


def _list(pages: Sequence[Page], memos: Mapping[str, str] | None) -> Sheet:
    columns = [column for column, _ in _COLUMNS]
    rows = [[of(page) for _, of in _COLUMNS] for page in pages]
    if memos is not None:
        columns.append(Column("メモ", width=18))
        for row, page in zip(rows, pages, strict=True):
            row.append(memos.get(page["slug"], ""))
    return Sheet(
        name="事例",
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        remarks=(_ABOUT_MARKS, _ABOUT_RESULTS, _ABOUT_EVIDENCE, _ABOUT_LINKS),
    )


def _theme(page: Page) -> str:
    return f"{page['theme']['circled'] or ''}{page['theme']['name']}"


def _case(page: Page) -> str:
    subtitle = f"\n{page['subtitle']}" if page["subtitle"] else ""
    return f"【{page['category']['name']}】{page['title']}{subtitle}"


def _people(page: Page) -> str:
    if stated := page["population"]:
        return f"{stated['text']}\n（{stated['as_of_text']}）{_marks(stated['refs'])}"
    if counted := page["people"]:
        return f"{counted['whose']}{counted['text']}\n（{counted['as_of']}）{BY_STATISTICS}"
    return UNCONFIRMED


def _marks(refs: Sequence[int]) -> str:
    """[1][3], or 〔出典なし〕."""
    return Line("", tuple(refs), unsourced(refs)).tail


def _standing(page: Page) -> str:
    return "\n".join(_standing_lines(page))


def _standing_lines(page: Page) -> Iterable[str]:
    started, ended, status = page["started"], page["ended"], page["status"]
    yield f"{started['text']}{_marks(started['refs'])}開始" if started else f"開始時期は{UNCONFIRMED}"
    if ended:
        yield f"{ended['text']}{_marks(ended['refs'])}終了"
    yield f"状況は{UNCONFIRMED}" if status["value"] == Status.UNKNOWN else status["label"]


def _summary(page: Page) -> str:
    return f"{page['summary']['text']}{_marks(page['summary']['refs'])}"


def _results(page: Page) -> str:
    rows = page["outcomes"]
    lines = [_result(row) for row in rows[:MOST_RESULTS]]
    if len(rows) > MOST_RESULTS:
        lines.append(f"ほか{len(rows) - MOST_RESULTS}件")
    if not results_are_known(page):
        lines.append(f"数値の成果は{UNCONFIRMED}")
    return "\n".join(lines)


def _result(row: Part) -> str:
    return f"・{in_words.outcome(row)}{_marks(row['refs'])}"


def _evidence(page: Page) -> str:
    graded = page["evidence"]
    return f"{graded['grade']}\n{graded['label']}{'' if graded['confirmed'] else '（自動判定）'}"


def _links(page: Page) -> str:
    """Under the name of each plan."""
    lines: dict[str, list[str]] = {}
    for link in page["links"]:
        role = f"（{link['role_label']}）" if link["role_label"] else ""
        lines.setdefault(link["plan_title"], []).append(f"・{link['mark']} {link['name']}{role}")
    return "\n".join(line for plan, its in lines.items() for line in (f"{plan}：", *its)) or "関連付けなし"


_COLUMNS: tuple[tuple[Column, Callable[[Page], str]], ...] = (
    (Column("テーマ", width=10), _theme),
    (Column("【分類】事例", width=19), _case),
    (Column("自治体", width=10), lambda page: page["place"]),
    (Column("人口（時点）", width=12), _people),
    (Column("開始・状況", width=12), _standing),
    (Column("概要", width=28), _summary),
    (Column("主な成果（時点）", width=32), _results),
    (Column("根拠の強さ", width=11), _evidence),
    (Column("青梅市の施策・将来像", width=30), _links),
)


def _sources(pages: Sequence[Page]) -> Sheet:
    return Sheet(
        name="出典",
        columns=(
            Column("事例", width=26),
            Column("番号", width=7),
            Column("題名", width=40),
            Column("発行者", width=22),
            Column("日付", width=16),
            Column("閲覧", width=14),
            Column("アドレス", width=40),
        ),
        rows=(
            *(_source(page, source) for page in pages for source in page["sources"]),
            *_statistics(pages),
        ),
    )


def _source(page: Page, source: Part) -> tuple[str, ...]:
    return (
        f"{page['title']}（{page['short_place']}）",
        f"[{source['number']}]",
        source["title"],
        source["publisher"],
        source["date_text"] or NOT_STATED,
        source["accessed_text"] or NOT_STATED,
        source["url"] or in_words.NO_ADDRESS,
    )


def _statistics(pages: Sequence[Page]) -> list[tuple[str, ...]]:
    """Those the populations come from that no source of a case states, each once."""
    used = {
        (
            row["source"]["title"],
            row["source"]["publisher"],
            days_of(row["as_of_text"])[0],
            row["source"]["url"],
        )
        for page in pages
        if not page["population"] and (row := counted_population(page))
    }
    return [
        ("人口の統計", BY_STATISTICS, title, publisher, day, NOT_STATED, url)
        for title, publisher, day, url in sorted(used)
    ]
