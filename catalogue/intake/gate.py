"""The gate for files: what they are by their first bytes, or by the list of parts of one that is packed.

A packed file of some kilobytes can become gigabytes. So nothing is unpacked here, and of the list no more is read than
we allow; whatever comes after happens in a process of its own (``workshop``).
"""

from pathlib import PurePath

from catalogue.domain.errors import Invalid
from catalogue.intake import foreign
from catalogue.intake.limits import MEGABYTE, MOST_BYTES
from catalogue.intake.packed import form_of_packed, macro_refusal
from catalogue.intake.sentences import BROKEN, EMPTY, TOO_LARGE, Wanted

_PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_WITH_MACROS = {".xlsm", ".xltm", ".xlam", ".docm", ".dotm", ".pptm", ".potm", ".ppsm"}
_OFFICE = {".xlsx", ".xls", ".docx", ".doc", ".pptx", ".ppt"}
_OTHER_ROOM = {
    "xlsx": "これはExcelのブックです。文章として読み取れるのは、{}です。",
    "docx": "これはWordの文書です。表として読み取れるのは、{}です。",
    "pptx": "これはPowerPointのスライドです。表として読み取れるのは、{}です。",
    ".csv": "これは表のファイル（CSV）です。文章として読み取れるのは、{}です。",
    ".tsv": "これは表のファイル（TSV）です。文章として読み取れるのは、{}です。",
    ".md": "これは文章のファイル（Markdown）です。表として読み取れるのは、{}です。",
}
_NOT_WHAT_IT_IS_CALLED = (
    "ファイル名の末尾は「{suffix}」ですが、中身は文字だけのファイルです。"
    "元のソフトで{wanted}として保存し直してください（ファイル名の末尾を変えるだけでは形式は変わりません）。"
)


def form_of_table(data: bytes, file_name: str) -> str:
    """``xlsx`` or ``csv``.

    Raises:
        Invalid: it is empty, too large or of no format that is read as a table; the message says what to do.
    """
    form = _form(data, file_name, Wanted.TABLES)
    if form == "xlsx":
        return form
    return _text_form(form, "csv", {".md"}, data, file_name, Wanted.TABLES)


def form_of_paper(data: bytes, file_name: str) -> str:
    """``docx``, ``pptx`` or ``text``; raises as :func:`form_of_table`."""
    form = _form(data, file_name, Wanted.PAPERS)
    if form in {"docx", "pptx"}:
        return form
    return _text_form(form, "text", {".csv", ".tsv"}, data, file_name, Wanted.PAPERS)


def _form(data: bytes, file_name: str, wanted: Wanted) -> str:
    """What a file is that somebody packed; "" for one that can only be text."""
    if not data:
        raise Invalid(EMPTY)
    if len(data) > MOST_BYTES:
        raise Invalid(TOO_LARGE.format(len(data) / MEGABYTE))
    if _suffix(file_name) in _WITH_MACROS:
        raise Invalid(macro_refusal(wanted))
    if sentence := foreign.refusal(data, file_name, wanted):
        raise Invalid(sentence)
    return form_of_packed(data, wanted) if data.startswith(_PACKED) else ""


def _text_form(form: str, text: str, not_here: set[str], data: bytes, file_name: str, wanted: Wanted) -> str:
    """``text``, unless the file is packed or by its name something else."""
    suffix = _suffix(file_name)
    if sentence := _OTHER_ROOM.get(form or (suffix if suffix in not_here else "")):
        raise Invalid(sentence.format(wanted))
    if suffix in _OFFICE:
        is_text = b"\0" not in data
        raise Invalid(_NOT_WHAT_IT_IS_CALLED.format(suffix=suffix, wanted=wanted) if is_text else BROKEN)
    return text


def _suffix(file_name: str) -> str:
    return PurePath(file_name.strip()).suffix.lower()
