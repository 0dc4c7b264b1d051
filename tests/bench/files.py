"""Pages as files: all shipped cases at once, beside a file of the same library with as many empty slides,
paragraphs or cells."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pptx
import xlsxwriter
from openpyxl import load_workbook

from catalogue.app import create_app
from catalogue.settings import from_environment
from tests.bench.corpora import shipped_cases
from tests.bench.pages import prepare
from tests.bench.report import Report, at_most
from tests.bench.timing import ratio, take_turns

ROUNDS = 3
# Seconds for all cases as slides: the goal the catalogue set itself.
SLIDES_AT_MOST = 5.0


def measure(report: Report) -> None:
    """The files of a list with every shipped case, from the request to the last byte, in process."""
    slugs = [case.slug for case in shipped_cases()]
    chosen = "&".join(f"case={slug}" for slug in slugs)
    report.part(f"ファイル（収録事例{len(slugs)}件の参考事例リスト）")
    with TemporaryDirectory() as place:
        prepare(Path(place))
        visitor = create_app(from_environment({"CATALOGUE_DATA": place})).test_client()
        for kind, unit, empty in _KINDS:
            address = f"/shortlist.{kind}?{chosen}"
            count = _count(kind, visitor.get(address).data)
            times = take_turns(
                {"ours": visitor.get, "empty": lambda _, e=empty, n=count: e(n)}, [address], ROUNDS
            )
            goal = at_most(SLIDES_AT_MOST) if kind == "pptx" else None
            report.figure(f"{kind}（{count:,}{unit}）", times["ours"].percentile(50) / 1000, "秒", goal)
            report.figure(
                "　同じ数だけ空のものを書くときの", ratio(times["ours"], times["empty"])[0], "倍", digits=1
            )


def _count(kind: str, data: bytes) -> int:
    """How many slides, paragraphs or cells a file of ours holds."""
    if kind == "pptx":
        return len(pptx.Presentation(BytesIO(data)).slides)
    if kind == "docx":
        return len(docx.Document(BytesIO(data)).element.body.xpath(".//w:p"))
    return sum(sheet.max_row * sheet.max_column for sheet in load_workbook(BytesIO(data)))


def _empty_slides(count: int) -> bytes:
    deck = pptx.Presentation()
    for _ in range(count):
        deck.slides.add_slide(deck.slide_layouts[5])
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _empty_document(count: int) -> bytes:
    document = docx.Document()
    for _ in range(count):
        document.add_paragraph("")
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _empty_workbook(count: int) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for number in range(count):
            sheet.write_string(number, 0, "-")
    return file.getvalue()


_KINDS = (
    ("pptx", "枚", _empty_slides),
    ("docx", "段落", _empty_document),
    ("xlsx", "セル", _empty_workbook),
)
