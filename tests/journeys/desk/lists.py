"""Lists of cases as offices keep them: one sheet, a case a row. All rows are made up for tests, and say so."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from playwright.sync_api import FilePayload

from tests.house.tree import ROOT

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (
    *("題名", "テーマ", "分類", "都道府県", "市区町村", "概要", "状況", "開始：時期", "当時の人口：人数"),
    *("出典：資料の題名", "出典：発行者", "出典：種類", "出典：アドレス（URL）"),
)
# So few of its letters in a row are those of another that no two titles look alike.
_WORDS = (
    "朝市昼夜春夏秋冬川山海空星月火水木金土花鳥風石竹松杉桃栗麦米茶糸紙布革鉄銅銀玉塩酢油味噌豆芋葱瓜柿梨苺"
)

Row = Mapping[str, str]


def rows(count: int) -> list[dict[str, str]]:
    """So many rows with nothing wrong, each of another town."""
    return [
        _row(number, prefecture, town)
        for number, (prefecture, town) in zip(range(count), _towns(), strict=False)
    ]


def title(number: int) -> str:
    """What the case of a row is called."""
    first, second = divmod(number, len(_WORDS))
    return f"試験{_WORDS[first]}{number}{_WORDS[second]}"


def _row(number: int, prefecture: str, town: str) -> dict[str, str]:
    values = (
        *(title(number), "商店街活性化", "交流拠点整備", prefecture, town),
        *("取込みの試験のために作った行です。実在の取組ではありません。", "未確認", "2024年4月", "12345"),
        *(f"試験用の資料{number}", "試験用の発行者", "その他", f"https://siryo.example/{number}"),
    )
    return dict(zip(HEADINGS, values, strict=True))


def _towns() -> Iterable[tuple[str, str]]:
    """Towns of today whose name is theirs alone."""
    with (ROOT / "seeds" / "municipalities.csv").open(encoding="utf-8", newline="") as table:
        towns = [each for each in csv.DictReader(table) if each["kind"] == "町" and not each["valid_to"]]
    names = [each["name"] for each in towns]
    return [(each["prefecture"], each["name"]) for each in towns if names.count(each["name"]) == 1]


def sheet(
    name: str, lines: Sequence[Row], headings: Sequence[str] = HEADINGS, above: Sequence[str] = ()
) -> FilePayload:
    """The rows as somebody's Excel file; ``above`` are lines before the headings."""
    book = Workbook()
    page = book.active
    assert page is not None
    for text in above:
        page.append([text])
    page.append([*headings])
    for line in lines:
        page.append([line.get(heading, "") for heading in headings])
    file = io.BytesIO()
    book.save(file)
    return {"name": name, "mimeType": XLSX, "buffer": file.getvalue()}


def saved_as_csv(name: str, lines: Sequence[Row], headings: Sequence[str] = HEADINGS) -> FilePayload:
    """The rows as Excel on a Japanese machine saves them as CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([line.get(heading, "") for heading in headings] for line in lines)
    return {"name": name, "mimeType": "text/csv", "buffer": text.getvalue().encode("cp932")}


def downloaded(path: Path, name: str) -> FilePayload:
    """A file that was received, to be brought again."""
    return {"name": name, "mimeType": XLSX, "buffer": path.read_bytes()}
