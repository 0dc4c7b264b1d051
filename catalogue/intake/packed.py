"""A zip as its list of parts tells it: a file of an office program, or which other one; nothing of it is unpacked."""

import re
from collections.abc import Sequence
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from catalogue.domain.errors import Invalid
from catalogue.intake.limits import MOST_PARTS, MOST_UNPACKED
from catalogue.intake.sentences import BROKEN, TOO_MANY_PARTS, TOO_MUCH_UNPACKED, Wanted

# Every entry of the list begins with it: how many there are can be told before the list is read.
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_LONGEST_NAME = 255

_FORMS = {
    "xlsx": re.compile(r"xl/workbook[0-9]*\.xml"),
    "docx": re.compile(r"word/document[0-9]*\.xml"),
    "pptx": re.compile(r"ppt/presentation[0-9]*\.xml"),
}
_MACROS = re.compile(r"(?:^|/)(?:vbaproject\.bin|macrosheets/)", re.IGNORECASE)
_OTHERS = (
    (
        re.compile(r"xl/workbook\.bin"),
        "Excelバイナリブック（.xlsb）は読み取れません。Excelで開き、"
        "「名前を付けて保存」で「Excelブック（.xlsx）」を選んで保存し直してください。",
    ),
    (
        re.compile(r"Index/.*\.iwa|Index\.zip"),
        "Numbers、Pages、Keynoteのファイルは読み取れません。そのソフトで開き、「書き出す」で{}にしてください。",
    ),
    (
        re.compile(r"content\.xml"),
        "OpenDocument形式（.ods・.odt・.odp）のファイルは読み取れません。"
        "LibreOfficeなどで開き、「名前を付けて保存」で{}にしてください。",
    ),
    (
        re.compile(r"(?i:.*\.(?:xlsx|xls|csv|docx|doc|pptx|ppt|txt|md|pdf))"),
        "zipで固めたファイルです。展開（解凍）して、中の{}を選んでください。",
    ),
)
_MACRO = (
    "マクロを含むファイル（.xlsm・.docm・.pptmなど）は、安全のため受け取れません。元のソフトで開き、"
    "「名前を付けて保存」でマクロを含まない形式（{}）を選んで保存し直してください。"
)
_LOCKED = "パスワードのかかったzipのファイルです。パスワードを外して、中の{}を選んでください。"
_UNKNOWN = (
    "中身がExcel、Word、PowerPointのファイルではありません（別の種類のファイルの名前を変えたもののようです）。"
    "{}を選んでください。"
)


def form_of_packed(data: bytes, wanted: Wanted) -> str:
    """Which of ``xlsx``, ``docx`` and ``pptx`` a zip is, whatever it is called.

    Raises:
        Invalid: it is another file, holds macros, or what its list promises is more than we unpack.
    """
    if data.count(_ENTRY) > MOST_PARTS:
        raise Invalid(TOO_MANY_PARTS)
    try:
        with ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
    except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Invalid(BROKEN) from error
    names = [part.filename for part in parts]
    form = next((form for form, main in _FORMS.items() if any(map(main.fullmatch, names))), "")
    if not form:
        raise Invalid(_foreign(parts, names).format(wanted))
    if any(map(_MACROS.search, names)):
        raise Invalid(_MACRO.format(wanted))
    _must_be_sound(parts, names)
    return form


def macro_refusal(wanted: Wanted) -> str:
    """What is said of a file that by its name holds macros."""
    return _MACRO.format(wanted)


def _foreign(parts: Sequence[ZipInfo], names: Sequence[str]) -> str:
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        return _LOCKED
    return next((sentence for name, sentence in _OTHERS if any(map(name.fullmatch, names))), _UNKNOWN)


def _must_be_sound(parts: Sequence[ZipInfo], names: Sequence[str]) -> None:
    """No program writes parts twice, locked, or with names that lead out of the package."""
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Invalid(TOO_MUCH_UNPACKED)
    locked = any(part.flag_bits & _ENCRYPTED for part in parts)
    if locked or len({name.lower() for name in names}) < len(names) or any(map(_is_absurd, names)):
        raise Invalid(BROKEN)


def _is_absurd(name: str) -> bool:
    return len(name) > _LONGEST_NAME or not name.isprintable() or "\\" in name or ".." in name.split("/")
