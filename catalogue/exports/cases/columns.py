"""The table of cases for machines: one case a row, one value a cell, each column with its meaning.

Codes and names stand in columns of their own, dates as exact as they are known with the Japanese era beside. What a
case has several of is in ``parts``.
"""

from collections.abc import Callable, Mapping

from catalogue.domain.likeness import Grade
from catalogue.domain.vocabulary import Status
from catalogue.exports.cases.cells import (
    ERA_MEANING,
    ISO_MEANING,
    REFS_MEANING,
    Field,
    Page,
    Part,
    cited,
    counted_population,
    dates,
    field,
    plain,
    text,
    town,
    yes_or_no,
)
from catalogue.exports.cases.figures_read_back import day_of, days_of, number_of
from catalogue.exports.sheets import Value

_PER_SOURCES = "事例の出典に記載のある人口（事例の当時のもの）"
_PER_STATISTICS = "青梅市との比較に使う統計の人口。代表の自治体のもので、出典は「青梅市との比較」にある"


def case_fields(
    address_of: Callable[[str], str], memos: Mapping[str, str] | None = None
) -> tuple[Field, ...]:
    """The columns, from what identifies a case to where it is shown; ``memos`` are somebody's notes, by slug."""
    shown = field("ページのアドレス", lambda page: address_of(page["slug"]), "カタログのページ", width=40)
    fields = (*_WHAT_AND_WHERE, *_STANDING, *_PEOPLE, *_JUDGEMENTS, *_CONTENT, shown)
    if memos is None:
        return fields
    return (
        *fields,
        field("メモ", lambda page: text(memos.get(page["slug"])), "リストに書いたメモ", width=40),
    )


def _state(name: str) -> Callable[[Part], Value]:
    """Of the status; what is not confirmed is empty."""
    return lambda page: None if page["status"]["value"] == Status.UNKNOWN else page["status"][name]


def _likeness(name: str) -> Callable[[Part], Value]:
    return lambda page: None if page["likeness"]["grade"] == Grade.UNKNOWN else page["likeness"][name]


def _of(part: str, name: str) -> Callable[[Part], Value]:
    """A value of a part a page may lack."""
    return lambda page: page[part][name] if page[part] else None


def _note(part: str, name: str) -> Callable[[Part], Value]:
    return lambda page: text(page[part][name]) if page[part] else None


def _refs(part: str) -> Callable[[Part], Value]:
    return lambda page: cited(page[part]["refs"]) if page[part] else None


def _date(part: str, name: str = "date") -> Callable[[Part], str | None]:
    return lambda page: page[part][name] if page[part] else None


def _statistics(read: Callable[[Part], Value]) -> Callable[[Part], Value]:
    def value(page: Page) -> Value:
        row = counted_population(page)
        return read(row) if row else None

    return value


def _own_date(row: Part) -> str:
    """Of the municipality itself; Ome's may be another."""
    return days_of(row["as_of_text"])[0]


_WHAT_AND_WHERE = (
    field(
        "全国地方公共団体コード",
        lambda page: page["municipality"]["code"],
        "代表の自治体のコード（検査数字を含む6桁）。文字列。ほかの自治体は「参加自治体」にある",
        width=12,
    ),
    field("都道府県名", lambda page: page["municipality"]["prefecture"], "代表の自治体の都道府県", width=10),
    field(
        "市区町村名",
        lambda page: town(page["municipality"]),
        "代表の自治体。都道府県の事例では空欄",
        width=12,
    ),
    field("ID", lambda page: page["slug"], "事例の識別子。ほかのシートの「ID」と同じもの", width=30),
    field("名称", lambda page: page["title"], "事例の名称", width=36),
    field("名称_よみ", lambda page: page["yomi"], "名称の読み", width=30),
    field("副題", lambda page: text(page["subtitle"]), "名称を補う言葉", width=36),
    field("テーマコード", lambda page: page["theme"]["slug"], "テーマのコード", codes="テーマ"),
    field("テーマ", lambda page: page["theme"]["name"], "テーマの名称"),
    field(
        "テーマ番号",
        lambda page: page["theme"]["number"],
        "構成骨子（案）の事例番号。骨子（案）に番号のないテーマでは空欄",
        width=10,
    ),
    field("分類コード", lambda page: page["category"]["slug"], "分類のコード", codes="分類"),
    field("分類", lambda page: page["category"]["name"], "分類の名称"),
    field("場所", lambda page: text(page["location"]), "取組の場所。自治体の全域のときは空欄のことがある"),
    field(
        "実施主体", lambda page: text(page["lead"]), "中心となって行う者。協力者は「協力者」にある", width=24
    ),
)
_STANDING = (
    field("状況コード", _state("value"), "出典から分かる現在の状況のコード", codes="状況", width=10),
    field("状況", _state("label"), "出典から分かる現在の状況", width=10),
    field("状況_補足", lambda page: text(page["status_note"]), "状況についての説明", width=30),
    *dates("開始", _date("started"), "取組の開始日", with_year=True),
    field("開始_補足", _note("started", "note"), "開始日についての説明", width=30),
    field("開始_出典", _refs("started"), REFS_MEANING, width=10),
    *dates("終了", _date("ended"), "取組の終了日", with_year=True),
    field("終了_補足", _note("ended", "note"), "終了日についての説明", width=30),
    field("終了_出典", _refs("ended"), REFS_MEANING, width=10),
)
_PEOPLE = (
    field("人口", lambda page: plain(_of("population", "value")(page)), _PER_SOURCES, unit="人", width=10),
    field("人口_単位", lambda page: "人" if page["population"] else None, "人口の単位", width=8),
    field(
        "人口_概数",
        lambda page: yes_or_no(page["population"]["approximate"]) if page["population"] else None,
        "人口が「約」の付いたおよその数か",
        width=8,
    ),
    *dates("人口_時点", _date("population", "as_of"), "人口の時点"),
    field("人口_時点_補足", _note("population", "as_of_note"), "人口の時点についての説明"),
    field("人口_出典", _refs("population"), REFS_MEANING, width=10),
    field("統計人口", _statistics(lambda row: number_of(row["own"])), _PER_STATISTICS, unit="人", width=10),
    field("統計人口_単位", _statistics(lambda _: "人"), "統計人口の単位", width=8),
    field("統計人口_時点", _statistics(lambda row: day_of(_own_date(row))), ISO_MEANING, width=12),
    field("統計人口_時点_和暦", _statistics(_own_date), ERA_MEANING, width=24),
)
_JUDGEMENTS = (
    field(
        "根拠の強さコード",
        lambda page: page["evidence"]["grade"],
        "成果がどのくらい確かな形で記録されているか。取組のよしあしではない",
        codes="根拠の強さ",
        width=10,
    ),
    field("根拠の強さ", lambda page: page["evidence"]["label"], "根拠の強さの名称"),
    field(
        "根拠の強さ_人の確認",
        lambda page: yes_or_no(page["evidence"]["confirmed"]),
        "人が確かめたか。「いいえ」は記録からの自動判定",
        width=10,
    ),
    field("根拠の強さ_理由", lambda page: text(page["evidence"]["reason"]), "そう判定した理由", width=36),
    field(
        "情報のそろい具合",
        lambda page: page["completeness"]["percent"],
        "事例をくらべるために知りたい項目のうち、分かっているものの割合",
        unit="％",
        width=10,
    ),
    field("情報のそろい具合_単位", lambda _: "％", "情報のそろい具合の単位", width=8),
    field(
        "青梅市との近さコード",
        _likeness("grade"),
        "代表の自治体と青梅市の統計の近さ。距離は含まない。数値は「青梅市との比較」にある",
        codes="青梅市との近さ",
        width=10,
    ),
    field("青梅市との近さ", _likeness("label"), "青梅市との近さの名称"),
    field("青梅市との近さ_説明", _likeness("sentence"), "比べた結果の文", width=40),
)
_CONTENT = (
    field("概要", lambda page: text(page["summary"]["text"]), "事例の概要", width=60),
    field("概要_出典", lambda page: cited(page["summary"]["refs"]), REFS_MEANING, width=10),
    field("成果の数", lambda page: len(page["outcomes"]), "「成果」にある行の数", unit="件", width=8),
    field("出典の数", lambda page: len(page["sources"]), "「出典」にある行の数", unit="件", width=8),
    *dates("確認日", lambda page: page["checked"]["on"], "情報を確認した日"),
    field("確認の方法", lambda page: text(page["checked"]["how"]), "情報を確認した方法", width=30),
    field(
        "確認日_人の確認",
        lambda page: yes_or_no(page["checked"]["by_person"]),
        "担当者など、人が確かめたか",
        width=10,
    ),
)
