"""In which letters a text file is written: decided by what it can strictly be read as, the narrowest first.

UTF-8 is tried before Shift_JIS because hardly any Shift_JIS text is UTF-8 by chance, while nearly every UTF-8 text is
some Shift_JIS. What can only be read as nonsense is refused, and said by its name where it has one.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from dataclasses import dataclass

from catalogue.domain.errors import Invalid

_UNKNOWN = (
    "文字コードを見分けられません。{}"
    "Excelで開き、「CSV UTF-8（コンマ区切り）」の形式で保存し直すか、"
    "メモ帳で開き、文字コードに「UTF-8」を選んで保存し直してお試しください。"
)
_NO_TEXT = "文字のファイルではないようです。ファイルの種類を確かめて、選び直してください。"
_ODD_SIGN = (
    "{line:,}行目に、目に見えない制御文字（U+{code:04X}）があります。"
    "その行の文字を打ち直すか、Excelの CLEAN 関数で取り除いて、保存し直してお試しください。"
)
_FEW = 100  # a text may hold one such sign in so many; what holds more is no text
# Controls that no text has: all but tab, line ends, form feed, vertical tab, and the end-of-file sign of MS-DOS.
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_DOS_END = "\x1a"
# What cp932 makes of bytes that are no letters there.
_NO_LETTERS = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_ESCAPE = b"\x1b$"
_UTF_7 = re.compile(rb"\+[A-Za-z0-9/+]{3,}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what its letters are called in a sentence."""

    text: str
    encoding: str

    @property
    def remarks(self) -> tuple[str, ...]:
        """Which letters were taken, and where some were not to be read."""
        found = _PRIVATE.search(self.text)
        remark = f"文字コードは{self.encoding}として読み取りました。"
        if found is None:
            return (remark,)
        line = self.text.count("\n", 0, found.start()) + 1
        return (
            remark,
            f"外字（パソコンごとに登録した文字）があります（{line}行目など）。正しく表示されないため、直してください。",
        )


def decoded(data: bytes) -> Decoded:
    """The text of a file in UTF-8 with or without its mark, UTF-16 with it, or Shift_JIS as Windows has it.

    Raises:
        Invalid: it is none of these, or no text.
    """
    if _ESCAPE in data:
        raise Invalid(_UNKNOWN.format("JIS（ISO-2022-JP）のようです。"))
    if data.startswith((BOM_UTF32_LE, BOM_UTF32_BE)):
        raise Invalid(_UNKNOWN.format("UTF-32のようです。"))
    if _is_utf_7(data):
        raise Invalid(_UNKNOWN.format("UTF-7のようです。"))
    read = _marked(data) or _strictly(data, "utf-8", "UTF-8") or _strictly(data, "cp932", "Shift_JIS")
    if read is None or (read.encoding == "Shift_JIS" and _NO_LETTERS.search(read.text)):
        raise Invalid(_refusal(data))
    if read.encoding == "Shift_JIS" and _is_euc(data, read.text):
        raise Invalid(_UNKNOWN.format("EUC-JPのようです。"))
    if odd := _CONTROL.search(read.text):
        if len(_CONTROL.findall(read.text)) * _FEW > len(read.text):
            raise Invalid(_refusal(data))
        line = read.text.count("\n", 0, odd.start()) + 1
        raise Invalid(_ODD_SIGN.format(line=line, code=ord(odd[0])))
    return read


def _marked(data: bytes) -> Decoded | None:
    if data.startswith(BOM_UTF8):
        return _strictly(data, "utf-8-sig", "UTF-8（BOM付き）")
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _strictly(data, "utf-16", "UTF-16")
    return None


def _strictly(data: bytes, codec: str, name: str) -> Decoded | None:
    try:
        return Decoded(data.decode(codec).rstrip(_DOS_END), name)
    except UnicodeDecodeError:
        return None


def _is_utf_7(data: bytes) -> bool:
    """Whether plain ASCII says Japanese letters, kana among them, the way old mail did: +MEQwTQ-."""
    read = _strictly(data, "utf-7", "") if data.isascii() and _UTF_7.search(data) else None
    return read is not None and re.search("[ぁ-んァ-ヶ]", read.text) is not None


def _is_euc(data: bytes, as_shift_jis: str) -> bool:
    """Whether what reads as Shift_JIS is EUC-JP: there, its letters are all narrow kana, which nobody writes so."""
    if len(_HALF_KANA.findall(as_shift_jis)) * 2 < len(as_shift_jis.encode("cp932")) - sum(
        map(str.isascii, as_shift_jis)
    ):
        return False
    return _strictly(data, "euc_jp", "EUC-JP") is not None


def _refusal(data: bytes) -> str:
    """Why nothing can be read: the letters, or that there are none."""
    if 0 not in data:
        return _UNKNOWN.format("")
    wide = (_strictly(data, codec, "") for codec in ("utf-16-le", "utf-16-be"))
    if any(
        read and read.text.replace("\r", "").replace("\n", "").replace("\t", "").isprintable()
        for read in wide
    ):
        return _UNKNOWN.format("BOMのないUTF-16のようです。")
    return _NO_TEXT
