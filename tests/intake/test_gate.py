"""A file of another kind is refused with what to do about it."""

from collections.abc import Callable

import pytest

from catalogue.domain.errors import Invalid
from catalogue.intake import workshop
from catalogue.intake.gate import form_of_paper, form_of_table
from tests.intake.bombs import MEGABYTE, sound, with_part
from tests.intake.books import by_hand, packed, parts_of, texts
from tests.intake.papers import box, deck, document, said

LETTER = document(said("計画"))
DECK = deck([box("計画")])


def compound(stream: str) -> bytes:
    """What Office kept its files in until 2003, and keeps locked files in: here, but the name of one stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(200)


def refused_as_table(data: bytes, name: str) -> str:
    with pytest.raises(Invalid) as refused:
        form_of_table(data, name)
    return refused.value.message


def refused_as_paper(data: bytes, name: str) -> str:
    with pytest.raises(Invalid) as refused:
        form_of_paper(data, name)
    return refused.value.message


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (sound(), "事例.xlsx", "xlsx"),
        (sound(), "事例.csv", "xlsx"),
        (sound(), "事例", "xlsx"),
        ("事例名\n".encode(), "事例.csv", "csv"),
        ("事例名\n".encode(), "事例.CSV", "csv"),
        ("事例名\n".encode(), "事例.tsv", "csv"),
        ("事例名\n".encode(), "事例.txt", "csv"),
    ],
)
def test_tables_are_known_by_what_is_in_them(data: bytes, name: str, form: str) -> None:
    assert form_of_table(data, name) == form


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (LETTER, "計画.docx", "docx"),
        (DECK, "計画.pptx", "pptx"),
        (DECK, "計画.docx", "pptx"),
        ("# 計画\n".encode(), "計画.md", "text"),
        ("# 計画\n".encode(), "計画.txt", "text"),
    ],
)
def test_papers_are_known_by_what_is_in_them(data: bytes, name: str, form: str) -> None:
    assert form_of_paper(data, name) == form


@pytest.mark.parametrize("refused", [refused_as_table, refused_as_paper])
def test_an_empty_file_and_one_too_large_are_refused(refused: Callable[[bytes, str], str]) -> None:
    assert refused(b"", "事例.csv") == "ファイルが空です（0バイト）。ファイルを選び直してください。"
    assert refused(bytes(10 * MEGABYTE + 1), "事例.csv").startswith(
        "ファイルが大きすぎます（10.0MB）。10MBまでのファイルを受け取れます。"
    )


@pytest.mark.parametrize(
    ("stream", "name", "sentence"),
    [
        ("Workbook", "事例.xls", "古い形式のExcelファイル（.xls）です。Excelで開き、「名前を付けて保存」で「Excel"),
        ("Book", "事例.xlsx", "古い形式のExcelファイル（.xls）です。"),
        ("WordDocument", "計画.doc", "古い形式のWord文書（.doc）です。Wordで開き、「名前を付けて保存」で「Word文書"),
        ("PowerPoint Document", "計画.ppt", "古い形式のPowerPointファイル（.ppt）です。"),
        ("EncryptedPackage", "事例.xlsx", "このファイルにはパスワードがかかっています。"),
        ("DocumentText", "計画.jtd", "一太郎の文書（.jtd）は読み取れません。"),
        ("Contents", "なにか", "古い形式のファイルのため、読み取れません。"),
    ],
)  # fmt: skip
def test_old_and_locked_files_are_called_by_their_names(stream: str, name: str, sentence: str) -> None:
    assert refused_as_table(compound(stream), name).startswith(sentence)
    assert refused_as_paper(compound(stream), name).startswith(sentence)


@pytest.mark.parametrize("name", ["事例.xlsx", "事例.xlsm", "事例.XLSM"])
@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml"])
def test_a_file_with_macros_is_refused_whatever_it_is_called(name: str, part: str) -> None:
    message = refused_as_table(with_part(part, b"x"), name)
    assert message.startswith("マクロを含むファイル（.xlsm・.docm・.pptmなど）は、安全のため受け取れません。")
    assert "Excelブック（.xlsx）" in message


@pytest.mark.parametrize("name", ["計画.docm", "計画.pptm", "計画.dotm"])
def test_a_file_called_one_with_macros_is_refused(name: str) -> None:
    assert refused_as_paper(LETTER, name).startswith("マクロを含むファイル")


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"mimetype": "application/x", "content.xml": "<x/>"}, "OpenDocument形式（.ods・.odt・.odp）"),
        ({"Index/Document.iwa": b"x"}, "Numbers、Pages、Keynoteのファイルは読み取れません。"),
        ({"xl/workbook.bin": b"x"}, "Excelバイナリブック（.xlsb）は読み取れません。"),
        ({"事例/一覧.xlsx": b"x", "事例/": b""}, "zipで固めたファイルです。展開（解凍）して、中の"),
        ({"index.html": "<html>"}, "中身がExcel、Word、PowerPointのファイルではありません"),
        ({"META-INF/container.xml": "<x/>", "a.xhtml": "x"}, "中身がExcel、Word、PowerPointのファイルではありません"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["事例.xlsx", "計画.docx"])
def test_a_zip_of_something_else_is_refused_whatever_it_is_called(
    parts: dict[str, bytes | str], sentence: str, name: str
) -> None:
    assert refused_as_table(packed(parts), name).startswith(sentence)
    assert refused_as_paper(packed(parts), name).startswith(sentence)


def test_a_zip_of_nothing_is_refused() -> None:
    assert refused_as_table(packed({}), "事例.xlsx").startswith("中身がExcel、Word、PowerPointの")


def test_a_paper_is_no_table_and_a_table_no_paper() -> None:
    assert refused_as_table(LETTER, "計画.docx") == (
        "これはWordの文書です。表として読み取れるのは、Excelブック（.xlsx）かCSV（.csv）です。"
    )
    assert refused_as_table(LETTER, "事例.xlsx").startswith("これはWordの文書です。")
    assert refused_as_table(DECK, "計画.pptx").startswith("これはPowerPointのスライドです。")
    assert refused_as_table(b"# a", "計画.md").startswith("これは文章のファイル（Markdown）です。")
    assert refused_as_paper(sound(), "計画.docx") == (
        "これはExcelのブックです。文章として読み取れるのは、"
        "テキスト（.txt・.md）かWord（.docx）かPowerPoint（.pptx）です。"
    )
    assert refused_as_paper(b"a,b", "事例.csv").startswith("これは表のファイル（CSV）です。")


def test_a_pdf_is_to_be_copied_from() -> None:
    assert "コピーして、文章を貼り付ける欄に貼り付けてください。" in refused_as_paper(
        b"%PDF-1.7\n", "計画.pdf"
    )
    assert "Excelに貼り付け" in refused_as_table(b"%PDF-1.7\n", "計画.docx")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"{\\rtf1", "リッチテキスト（.rtf）は読み取れません。"),
        (b"<html><table>", "中身がウェブページ（HTML）かXMLのファイルです。"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML>", "中身がウェブページ（HTML）かXMLのファイルです。"),
        (b'<?xml version="1.0"?><Workbook>', "中身がウェブページ（HTML）かXMLのファイルです。"),
        (b"\xff\xd8\xff\xe0", "これは画像です。"),
        (b"\x89PNG\r\n\x1a\n", "これは画像です。"),
        (b"7z\xbc\xaf\x27\x1c", "固めた（圧縮した）ファイルです。"),
        (b"\x1f\x8b\x08", "固めた（圧縮した）ファイルです。"),
        (b"Rar!\x1a\x07", "固めた（圧縮した）ファイルです。"),
    ],
)
def test_other_files_people_bring_are_called_by_their_names(data: bytes, sentence: str) -> None:
    assert refused_as_table(data, "事例.xls").startswith(sentence)
    assert refused_as_paper(data, "計画.doc").startswith(sentence)


def test_text_that_is_only_called_a_workbook_is_refused() -> None:
    assert refused_as_table(b"a,b\n", "事例.xlsx").startswith(
        "ファイル名の末尾は「.xlsx」ですが、中身は文字だけのファイルです。"
    )
    assert refused_as_paper(b"# a\n", "計画.docx").startswith("ファイル名の末尾は「.docx」ですが")
    assert refused_as_table(b"\0\1\2", "事例.xlsx").startswith("ファイルが途中で切れているか")


def test_a_workbook_within_a_document_is_not_opened() -> None:
    within = {**parts_of(LETTER), "word/embeddings/book.xlsx": by_hand(texts("ひみつ"))}
    (piece,) = workshop.paper(packed(within), "計画.docx").pieces
    assert piece.text == "計画"


def test_other_main_parts_are_known_too() -> None:
    """Word on the web calls it document2.xml."""
    parts = parts_of(LETTER)
    named = {
        name.replace("word/document.xml", "word/document2.xml").replace(
            "document.xml.rels", "document2.xml.rels"
        ): part
        for name, part in parts.items()
    }
    named["_rels/.rels"] = parts["_rels/.rels"].replace(b"document.xml", b"document2.xml")
    assert workshop.paper(packed(named), "計画.docx").pieces[0].text == "計画"
