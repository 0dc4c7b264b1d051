"""The kinds of things a case has several of, each with the columns that tell one of them to a machine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from catalogue.exports.cases.cells import Field, Page, Part, dates, field, plain, text, town
from catalogue.exports.cases.figures_read_back import day_of, days_of, number_of, unit_of
from catalogue.exports.sheets import Value

# In the words and the order of the page.
STATEMENTS = {
    "background": "背景",
    "purpose": "目的",
    "activities": "取り組んだこと",
    "evaluation": "評価",
    "funding": "費用と財源",
    "devices": "工夫したこと",
    "challenges": "難しかったこと",
    "constraints": "前提となる条件",
    "lessons": "学べること",
    "sustaining": "続けるためのしくみ",
    "dissemination": "広がり",
}
PARTS_PLAYED = {"lead": "代表", "member": "参加"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One table: its name, its columns, the rows a page gives it, and whether these name their sources (``refs``)."""

    name: str
    fields: tuple[Field, ...]
    rows: Callable[[Page], Sequence[Part]]
    sourced: bool = False


def _value(name: str) -> Callable[[Part], Value]:
    def value(row: Part) -> Value:
        found = row[name]
        return text(found) if isinstance(found, str) else plain(found)

    return value


def _places(page: Page) -> list[Part]:
    others = page["other_municipalities"]
    return [page["municipality"] | {"part": "lead"}, *(row | {"part": "member"} for row in others)]


def _statements(page: Page) -> list[Part]:
    return [row | {"kind": name} for name in STATEMENTS for row in page[name]]


def _words(name: str) -> Callable[[Page], list[Part]]:
    return lambda page: [{"words": words} for words in page[name]]


def _cells_of_tables(page: Page) -> list[Part]:
    """A printed table told long: one cell a row."""
    return [
        {"title": table["title"], "row": number, "column": column, "value": value, "refs": table["refs"]}
        for table in page["tables"]
        for number, row in enumerate(table["rows"], start=1)
        for column, value in zip(table["columns"], row, strict=True)
    ]


def _comparisons(page: Page) -> list[Part]:
    """With the day of the municipality's figure and that of Ome's."""
    rows = page["likeness"]["comparisons"]
    return [row | dict(zip(("own_day", "ome_day"), days_of(row["as_of_text"]), strict=True)) for row in rows]


KINDS = (
    Kind(
        "参加自治体",
        (
            field("区分コード", _value("part"), "事例での立場", codes="自治体の区分", width=10),
            field("区分", lambda row: PARTS_PLAYED[row["part"]], "事例での立場", width=8),
            field("全国地方公共団体コード", _value("code"), "検査数字を含む6桁。文字列"),
            field("都道府県名", _value("prefecture"), "都道府県", width=10),
            field("市区町村名", town, "市区町村。都道府県のときは空欄"),
        ),
        _places,
    ),
    Kind(
        "手法",
        (
            field("手法コード", _value("value"), "取組の手法のコード", codes="手法"),
            field("手法", _value("label"), "取組の手法", width=26),
        ),
        lambda page: page["methods"],
    ),
    Kind(
        "財源",
        (
            field("財源コード", _value("value"), "財源のコード", codes="財源"),
            field("財源", _value("label"), "財源の種類", width=26),
        ),
        lambda page: page["funding_kinds"],
    ),
    Kind(
        "協力者",
        (
            field("協力者名", _value("name"), "取組に加わった者の名称", width=36),
            field("役割", _value("role"), "その役割", width=40),
        ),
        lambda page: page["partners"],
        sourced=True,
    ),
    Kind(
        "成果",
        (
            field("指標", _value("indicator"), "何の成果か", width=40),
            field("値", _value("value"), "出典に記載のとおりの値", width=30),
            field("数値", _value("number"), "値が1つの数のときの数", unit="「単位」の列による", width=12),
            field("単位", _value("unit"), "数値の単位", width=10),
            *dates("時点", lambda row: row["as_of"], "値の時点", with_year=True),
            field("時点_補足", _value("as_of_note"), "時点についての説明", width=26),
            field("補足", _value("note"), "値についての説明", width=40),
        ),
        lambda page: page["outcomes"],
        sourced=True,
    ),
    Kind(
        "経過",
        (
            *dates("日付", lambda row: row["date"], "出来事の日付", with_year=True),
            field("内容", _value("text"), "出来事", width=60),
        ),
        lambda page: page["events"],
        sourced=True,
    ),
    Kind(
        "本文",
        (
            field("種別コード", _value("kind"), "何について述べたものか", codes="本文の種別", width=14),
            field("種別", lambda row: STATEMENTS[row["kind"]], "何について述べたものか"),
            field("文", _value("text"), "本文の1項目", width=80),
        ),
        _statements,
        sourced=True,
    ),
    Kind(
        "表",
        (
            field("表題", _value("title"), "出典にある表の題名", width=24),
            field("行番号", _value("row"), "表の中での行の番号", width=8),
            field("列名", _value("column"), "表の列の名称"),
            field("内容", _value("value"), "そのセルの内容", width=60),
        ),
        _cells_of_tables,
        sourced=True,
    ),
    Kind(
        "青梅市の施策との関連",
        (
            field("計画コード", _value("plan"), "青梅市の計画のコード", codes="計画", width=10),
            field("計画", _value("plan_title"), "青梅市の計画", width=18),
            field("項目の種類コード", _value("kind"), "計画の項目の種類", codes="項目の種類", width=12),
            field("項目の種類", _value("kind_label"), "計画の項目の種類", width=10),
            field("項目コード", _value("code"), "計画の中での項目のコード", width=12),
            field("項目番号", _value("label"), "計画に印刷された番号", width=10),
            field("項目名", _value("name"), "項目の名称（将来像では、このカタログで付けた見出し）", width=36),
            field("役割コード", _value("role"), "事例がその項目にどう役立つか", codes="役割", width=10),
            field("役割", _value("role_label"), "事例がその項目にどう役立つか"),
            field("理由", _value("rationale"), "このカタログの作成者の見方。市の公式見解ではない", width=70),
        ),
        lambda page: page["links"],
    ),
    Kind(
        "青梅市との比較",
        (
            field("指標", _value("name"), "比べた統計の指標", width=26),
            field(
                "値",
                lambda row: number_of(row["own"]),
                "代表の自治体の値",
                unit="「単位」の列による",
                width=12,
            ),
            field(
                "青梅市の値",
                lambda row: number_of(row["ome"]),
                "青梅市の値",
                unit="「単位」の列による",
                width=12,
            ),
            field("単位", lambda row: unit_of(row["own"]), "値の単位", width=8),
            field("時点", lambda row: day_of(row["own_day"]), "代表の自治体の値の時点。西暦", width=12),
            field("時点_和暦", _value("own_day"), "同じ時点の和暦と西暦", width=24),
            field("青梅市の時点", lambda row: day_of(row["ome_day"]), "青梅市の値の時点。西暦", width=12),
            field("青梅市の時点_和暦", _value("ome_day"), "同じ時点の和暦と西暦", width=24),
            field("違い", _value("words"), "比べた結果の言葉", width=18),
            field("重み", _value("weight"), "近さを求めるときの重み", width=8),
            field("決まり", _value("rule"), "「同程度」とする範囲", width=24),
            field("統計の題名", lambda row: row["source"]["title"], "値の出典", width=50),
            field("統計の発行者", lambda row: row["source"]["publisher"], "出典の発行者", width=30),
            field("統計のアドレス", lambda row: row["source"]["url"], "出典のアドレス", width=40),
        ),
        _comparisons,
    ),
    Kind("未確認事項", (field("内容", _value("words"), "まだ分からないこと", width=60),), _words("unknowns")),
    Kind(
        "資料によって異なること",
        (
            field("論点", _value("topic"), "何について異なるか", width=24),
            field("記載の一つ", _value("stated"), "構成骨子（案）などの記載", width=60),
            field("ほかの記載", _value("finding"), "ほかの資料の記載", width=60),
        ),
        lambda page: page["disagreements"],
        sourced=True,
    ),
    Kind(
        "キーワード",
        (field("キーワード", _value("words"), "事例に付けた言葉", width=30),),
        _words("keywords"),
    ),
)

SOURCES = Kind(
    "出典",
    (
        field("題名", _value("title"), "資料の題名", width=50),
        field("発行者", _value("publisher"), "資料の発行者", width=30),
        field("種類コード", _value("kind"), "だれの資料か", codes="出典の種類", width=12),
        field("種類", _value("kind_label"), "だれの資料か", width=10),
        *dates("日付", lambda row: row["date"], "資料の日付"),
        *dates("閲覧日", lambda row: row["accessed"], "資料を見た日"),
        field("アドレス", _value("url"), "資料の公開先", width=50),
        field("補足", _value("note"), "資料についての説明", width=40),
    ),
    lambda page: page["sources"],
)
