"""The columns of the sheets of cases that the form of a case knows nothing of: what joins rows, names that are looked
up, the rows of a printed table; and how a part is written in one line, where it has no sheet of its own."""

from dataclasses import replace

from catalogue.schemas.case_sheet.column import Column, Holds

THEMES, CATEGORIES, PREFECTURES = "テーマ", "分類", "都道府県"
MOST_CELLS = 12  # of a row of a printed table, as the schema has it
CITED_BY = "文の後の〔 〕に、「出典」のシートの番号を書きます。"
ONE_A_LINE = (
    "1件ごとに、行の初めに「・」を付けます（セルの中の改行は Alt＋Enter）。"
    "「・」のない行は、上の文の続きになります。"
)

ID = Column(
    "slug",
    "ID",
    Holds.IDENTITY,
    about="すでにある事例のIDは変えないでください。新しい事例では空けておくか、ほかのシートの行と結び付けるための"
    "好きな番号や言葉を書きます。",
    example="新1",
    fixed=True,
)
REVISION = Column(
    "revision",
    "版",
    Holds.REVISION,
    about="書き出したときの版の番号です。変えないでください。新しい事例では空けておきます。",
    fixed=True,
)
CASE_TITLE = Column(
    "case",
    "事例の題名",
    Holds.CASE_TITLE,
    about="行を見分けるための列で、取り込みません。IDを空けた新しい事例では、題名を書くと、その事例の行になります。",
    also=("名称", "事例名", "取組名", "事例"),
)
ORDER = Column("order", "番号", Holds.ORDER, about="事例の中での順番です。", laid_out=False)
SOURCE_NUMBER = replace(
    ORDER,
    about="ほかの欄の〔1、3〕が指す番号です。事例ごとに1から付けます。空けておくと、上から順の番号になります。",
    example="1",
    laid_out=True,
)
THEME_AND_CATEGORY = (
    Column(
        "theme",
        THEMES,
        Holds.NAME,
        about="「選択肢」にあるテーマの名前を書きます。",
        example="商店街活性化",
        required=True,
        list_name=THEMES,
        strict=False,
    ),
    Column(
        "category",
        CATEGORIES,
        Holds.NAME,
        about="テーマの中の分類の名前を書きます。テーマとの組合せは「選択肢」にあります。",
        example="交流拠点整備",
        required=True,
        list_name=CATEGORIES,
        strict=False,
    ),
    Column("theme_code", "テーマコード", Holds.NAME, laid_out=False),
    Column("category_code", "分類コード", Holds.NAME, laid_out=False),
)
MUNICIPALITY = (
    Column(
        "prefecture",
        PREFECTURES,
        Holds.NAME,
        about="中心になった自治体の都道府県です。",
        example="○○県",
        list_name=PREFECTURES,
        also=("都道府県名",),
    ),
    Column(
        "municipality",
        "市区町村",
        Holds.NAME,
        about="中心になった自治体です。「○○県○○市」と続けて書くことも、6桁のコードだけを書くこともできます。"
        "都道府県の取組では、都道府県の名前を書きます。",
        example="○○市",
        required=True,
        also=("市区町村名",),
    ),
    Column(
        "municipality_code",
        "全国地方公共団体コード",
        Holds.NAME,
        about="検査数字を含む6桁です。名前を書いてあれば、空けておいてもかまいません。",
    ),
)
# What is written in a line each where there is no sheet for them, as lists of other people have it.
IN_A_CELL = ("sources", "outcomes", "events", "partners", "videos", "related_addresses")
LINES = {
    "sources": ("題名とアドレスを、1行に1件ずつ書きます。", "令和6年度 実績報告 https://www.example.jp/page.html"),
    "outcomes": ("「指標：値（時点）」を、1行に1件ずつ書きます。", "新規の出店数：5店（2024年3月）"),
    "events": ("時期の後に空白を置いて、できごとを1行に1件ずつ書きます。", "2020年11月　相談窓口を開設した。"),
    "partners": ("「名称（役割）」を、1行に1件ずつ書きます。", "○○株式会社（相談窓口の運営）"),
    "videos": ("題名とアドレスを、1行に1件ずつ書きます。", "○○市の創業支援 https://www.example.jp/movie"),
    "related_addresses": ("題名とアドレスを、1行に1件ずつ書きます。", "申請のご案内 https://www.example.jp/page.html"),
}  # fmt: skip
HEAD_OF_TABLE = "見出し"
TABLE_ROWS = (
    Column(
        "tables.row",
        "行",
        Holds.CELL,
        about=f"見出しの行には「{HEAD_OF_TABLE}」と書きます。そこから新しい表が始まります。中身の行は空けておきます。",
        example=HEAD_OF_TABLE,
        also=("行番号",),
    ),
    Column("tables.column", "列名", Holds.CELL, laid_out=False),
    Column("tables.value", "内容", Holds.CELL, laid_out=False),
)
TABLE_CELLS = tuple(
    Column(f"tables.cell{n}", f"列{n}", Holds.CELL, about="表のセルを、左から順に書きます。")
    for n in range(1, MOST_CELLS + 1)
)
ABOUT_SHEETS = {
    "figures": "事例に登録されている図の説明です。図を加えるのは、原稿の画面です。行を消すと、事例から図が外れます。",
    "tables": "出典にある表を写します。見出しの行の下に、中身の行を並べます。",
}
