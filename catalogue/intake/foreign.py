"""Files of other formats that people do bring, and what to do with each."""

import re
from pathlib import PurePath

from catalogue.intake.sentences import Wanted

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"

_SAVE_AGAIN = "「名前を付けて保存」で「{}」を選んで保存し直してください。"
_LOCKED = (
    "このファイルにはパスワードがかかっています。ExcelやWordなど元のソフトで開き、"
    "「ファイル」の「情報」でパスワードによる保護を外し、保存し直してください。"
)
# Streams of a compound file (MS-CFB) are named in UTF-16.
_OLE_STREAMS = (
    ("EncryptedPackage", _LOCKED),
    (
        "WordDocument",
        "古い形式のWord文書（.doc）です。Wordで開き、" + _SAVE_AGAIN.format("Word文書（.docx）"),
    ),
    (
        "PowerPoint Document",
        "古い形式のPowerPointファイル（.ppt）です。PowerPointで開き、"
        + _SAVE_AGAIN.format("PowerPointプレゼンテーション（.pptx）"),
    ),
    (
        "Workbook",
        "古い形式のExcelファイル（.xls）です。Excelで開き、" + _SAVE_AGAIN.format("Excelブック（.xlsx）"),
    ),
    (
        "Book",
        "古い形式のExcelファイル（.xls）です。Excelで開き、" + _SAVE_AGAIN.format("Excelブック（.xlsx）"),
    ),
)
_OLD = "古い形式のファイルのため、読み取れません。元のソフトで開き、{}で保存し直してください。"
_ICHITARO = (
    "一太郎の文書（.jtd）は読み取れません。"
    "一太郎で開き、Word形式（.docx）かテキスト形式（.txt）で保存し直してください。"
)

_PDF_SENTENCES = {
    Wanted.TABLES: (
        "PDFの表は読み取れません。PDFを開いて表を選び、コピーしてExcelに貼り付け、Excelブック（.xlsx）で保存してください。"
    ),
    Wanted.PAPERS: (
        "PDFの文章は、ファイルのままでは読み取れません。"
        "PDFを開いて文字を選び、コピーして、文章を貼り付ける欄に貼り付けてください。"
    ),
}
_SIGNATURES = (
    (
        re.compile(rb"\{\\rtf"),
        "リッチテキスト（.rtf）は読み取れません。Wordで開き、{}で保存し直してください。",
    ),
    (
        re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|table|\?xml|!--)", re.IGNORECASE),
        "中身がウェブページ（HTML）かXMLのファイルです。ExcelかWordで開き、{}で保存し直してください。",
    ),
    (
        re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|BM....\0\0\0\0|II\*\0|MM\0\*|RIFF....WEBP", re.DOTALL),
        "これは画像です。画像の文字は読み取れません。{}を選んでください。",
    ),
    (
        re.compile(rb"7z\xbc\xaf\x27\x1c|Rar!|\x1f\x8b|..-lh", re.DOTALL),
        "固めた（圧縮した）ファイルです。展開（解凍）して、中の{}を選んでください。",
    ),
)


def refusal(data: bytes, file_name: str, wanted: Wanted) -> str:
    """What to do with a file of another format; "" where it is not known to be one."""
    if data.startswith(_PDF):
        return _PDF_SENTENCES[wanted]
    if data.startswith(_OLE):
        return _compound(data, file_name, wanted)
    for signature, sentence in _SIGNATURES:
        if signature.match(data):
            return sentence.format(wanted)
    return ""


def _compound(data: bytes, file_name: str, wanted: Wanted) -> str:
    """What an older program keeps its files in, and every one its locked files."""
    if PurePath(file_name).suffix.lower() in {".jtd", ".jtt", ".jtdc"}:
        return _ICHITARO
    for stream, sentence in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return sentence
    return _OLD.format(wanted)
