"""Whatever the bytes, the answer is what is written in them or a sentence, soon and at a small price."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.domain.errors import Invalid
from catalogue.intake import delimited, plain, workshop
from catalogue.intake.excel import workbook
from catalogue.intake.sentences import BROKEN
from catalogue.intake.slides import deck as slides
from catalogue.intake.word import document as word
from tests.confined.costs import counted_in
from tests.intake.bombs import BOOKS, CSVS, PACKED, Bombs, sound
from tests.intake.books import by_hand, packed, parts_of
from tests.intake.paper_bombs import SLIDES, TEXTS, WORDS
from tests.intake.papers import box, deck, document, frame, line, said, table

# What the child may take, and what stands around it.
MEGABYTES = 300.0

READ_AS: list[tuple[Bombs, str, Callable[[bytes, str], object]]] = [
    (PACKED, "事例.xlsx", workshop.book),
    (BOOKS, "事例.xlsx", workshop.book),
    (CSVS, "事例.csv", workshop.book),
    (WORDS, "計画.docx", workshop.paper),
    (SLIDES, "計画.pptx", workshop.paper),
    (TEXTS, "計画.txt", workshop.paper),
]
CASES = [
    pytest.param(make, sentence, name, act, id=f"{name}: {bomb}")
    for bombs, name, act in READ_AS
    for bomb, (make, sentence) in bombs.items()
]


@pytest.mark.parametrize(("make", "sentence", "name", "act"), CASES)
def test_what_would_do_harm_is_refused_with_a_sentence_at_a_small_price(
    make: Callable[[], bytes], sentence: str | tuple[str, ...], name: str, act: Callable[[bytes, str], object]
) -> None:
    data = make()
    with pytest.raises(Invalid) as refused, counted_in(workshop) as cost:
        act(data, name)
    assert refused.value.message.startswith(sentence)
    assert refused.value.message.endswith("。")
    assert cost.megabytes <= MEGABYTES


# --- damage ---

BOOK = by_hand(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>44140</v></c><c><f>A1</f><v>1</v></c></row>',
    strings="<si><t>事例</t><rPh><t>ジレイ</t></rPh></si>",
    styles='<numFmts><numFmt numFmtId="164" formatCode="yyyy/m"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>',
    before='<cols><col min="1" max="1" hidden="1"/></cols>',
    behind='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
)
LETTER = document(
    said("計画", '<w:outlineLvl w:val="0"/>')
    + said("事例", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    + '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    + f"{said('表')}</w:tc><w:tc>{said('右')}</w:tc></w:tr></w:tbl>",
    numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
NUMBERED = line("点", '<a:buAutoNum type="arabicPeriod"/>')
DECK = deck([box("題", kind="title") + box(NUMBERED, at=(1, 2)) + frame(table(["左", "右"]), (3, 3))])
READERS: dict[str, tuple[Callable[[bytes], object], bytes]] = {
    "book": (workbook.grids, BOOK),
    "letter": (word.paper, LETTER),
    "deck": (slides.paper, DECK),
}


def told(read: Callable[[bytes], object], data: bytes) -> str:
    """What is said of it; any error that is no refusal is the test's failure."""
    try:
        read(data)
    except Invalid as refused:
        return refused.message
    return "読めました。"


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_parts_are_read_or_refused_with_a_sentence(reader: str, data: st.DataObject) -> None:
    read, whole = READERS[reader]
    parts = {name: part for name, part in parts_of(whole).items() if isinstance(part, bytes)}
    name = data.draw(st.sampled_from(sorted(parts)))
    part = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(part) - 1))
        part[place : place + data.draw(st.integers(0, 3))] = data.draw(
            st.sampled_from(
                [b"", b"0", b"9", b"<", b'"', b"-", b"A", b"\xff", b"99999999999", b"</w:p>", b"<c/>"]
            )
        )
    assert told(read, packed({**parts, name: bytes(part)})).endswith("。")


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=6), st.floats(0, 1)
)
def test_damaged_files_are_read_or_refused_with_a_sentence(
    reader: str, blows: list[tuple[float, int]], share: float
) -> None:
    read, whole = READERS[reader]
    damaged = bytearray(whole)
    for place, value in blows:
        damaged[int(place * len(damaged))] = value
    assert told(read, bytes(damaged[: int(max(share, 0.2) * len(damaged))])).endswith("。")


@pytest.mark.parametrize("reader", READERS)
def test_a_list_of_parts_that_lies_about_its_place_is_refused(reader: str) -> None:
    read, whole = READERS[reader]
    lying = bytearray(whole)
    lying[-4] = 1  # the third byte of the offset: parts begin 65,536 bytes before the file
    assert told(read, bytes(lying)) == BROKEN


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(str.encode)
    | st.text(alphabet='",\t;\n事ア', max_size=60).map(str.encode)
)
def test_any_bytes_are_a_text_and_a_table_or_refused_with_a_sentence(data: bytes) -> None:
    assert told(plain.paper, data).endswith("。")
    assert told(lambda each: delimited.grid(each, "表"), data).endswith("。")


def test_a_sound_file_goes_through_all_of_this() -> None:
    assert workshop.book(sound(), "事例.xlsx")[0].rows == (("事例名", "自治体"), ("自動運転バス", "境町"))
