"""Whatever the bytes, the answer is a picture or a refusal, soon and at a small price."""

import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from catalogue.domain.errors import Invalid
from catalogue.images import workshop
from catalogue.images.gate import Limits
from catalogue.images.pipeline import prepare
from tests.images.bombs import ACCEPTED, REFUSED, sheets
from tests.images.costs import counted
from tests.images.pictures import frames, icc_profile, many_scans, photograph, quarters, saved

# Pillow tells of damaged metadata by warnings, and the test run turns warnings into errors.
pytestmark = pytest.mark.filterwarnings("ignore:::PIL")

SMALL = Limits(max_bytes=100_000, max_pixels=300_000, max_side=3_000)
SIGNATURES = [
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"RIFF\x40\x00\x00\x00WEBPVP8X",
    b"II*\0",
    b"",
]


def _noted() -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = 6
    tags.get_ifd(0x8825)[2] = (35.0, 47.0, 17.0)
    return tags


PROFILE = icc_profile(((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841)), 2.2)
PICTURE = photograph(40, 30)
PALETTE = PICTURE.quantize(16)
CLEAR = PICTURE.convert("RGBA")
CLEAR.putalpha(100)
FILES = [
    saved(PICTURE, "JPEG", exif=_noted(), icc_profile=PROFILE),
    saved(PICTURE, "JPEG", progressive=True),
    saved(PICTURE.convert("CMYK"), "JPEG"),
    many_scans(20),
    frames("MPO"),
    saved(PICTURE, "PNG", exif=_noted(), icc_profile=PROFILE),
    saved(PALETTE, "PNG", transparency=3),
    saved(CLEAR, "PNG"),
    frames("PNG"),
    saved(PALETTE, "GIF", transparency=3),
    frames("GIF"),
    saved(PICTURE, "WEBP", exif=_noted(), icc_profile=PROFILE),
    saved(CLEAR, "WEBP", lossless=True),
    frames("WEBP"),
    saved(quarters().convert("1"), "PNG"),
    saved(PICTURE, "TIFF", icc_profile=PROFILE),
    saved(PICTURE, "TIFF", compression="tiff_lzw"),
    frames("TIFF"),
    saved(PICTURE, "AVIF", exif=_noted(), icc_profile=PROFILE),
    saved(CLEAR, "AVIF"),
]


def outcome(data: bytes) -> str:
    """``shown`` or the refusal; any other error is the test's failure."""
    try:
        picture = prepare(data, limits=SMALL)
    except Invalid as refused:
        return refused.message
    assert picture.pixels.mode in {"RGB", "RGBA"}
    assert picture.pixels.info == {}
    return "shown"


def with_checksums(data: bytes) -> bytes:
    """A PNG with every chunk vouched for again, so that damage gets past the checksums; others as is."""
    if not data.startswith(b"\x89PNG"):
        return data
    mended, position = bytearray(data), 8
    while position + 12 <= len(mended):
        end = position + 8 + int.from_bytes(mended[position : position + 4])
        if end + 4 > len(mended):
            break
        mended[end : end + 4] = zlib.crc32(mended[position + 4 : end]).to_bytes(4)
        position = end + 4
    return bytes(mended)


@pytest.mark.parametrize("data", FILES, ids=range(len(FILES)))
def test_unharmed_they_are_all_shown(data: bytes) -> None:
    assert outcome(data) == "shown"


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(SIGNATURES), st.binary(max_size=400))
def test_random_bytes_are_refused_with_a_sentence(signature: bytes, tail: bytes) -> None:
    assert outcome(signature + tail).endswith(("。", "shown"))


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from(FILES),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=6),
    st.floats(0, 1) | st.just(1.0),
    st.booleans(),
)
def test_damaged_files_are_shown_or_refused_with_a_sentence(
    data: bytes, blows: list[tuple[float, int]], share: float, mend: bool
) -> None:
    damaged = bytearray(data)
    for place, value in blows:
        damaged[int(place * len(damaged))] = value
    cut = bytes(damaged[: int(share * len(damaged))])
    assert outcome(with_checksums(cut) if mend else cut).endswith(("。", "shown"))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FILES), st.integers(0, 200), st.sampled_from([b"\x00", b"\xff", b"\x7f"]))
def test_headers_that_lie_about_sizes_are_survived(data: bytes, place: int, value: bytes) -> None:
    damaged = data[:place] + value * 4 + data[place + 4 :]
    assert outcome(with_checksums(damaged)).endswith(("。", "shown"))


# --- the whole road, in a process of its own ---

# How long each takes is measured by `make bench PARTS=pictures`; that a child ends by its own clock, in test_workshop.
MEGABYTES = 400.0


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_is_odd_is_shown_at_a_small_price(name: str) -> None:
    make, size = ACCEPTED[name]
    with counted() as cost:
        made = workshop.make(make())
    assert (made.width, made.height) == size
    assert cost.megabytes <= MEGABYTES
    assert not [file.name for file in made.files if b"<script" in file.data or b"%PDF" in file.data]


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_do_harm_is_refused_at_a_small_price(name: str) -> None:
    make, sentence = REFUSED[name]
    data = make()
    with pytest.raises(Invalid) as refused, counted() as cost:
        workshop.make(data)
    assert refused.value.message.startswith(sentence)
    assert refused.value.message.endswith("。")
    assert cost.megabytes <= MEGABYTES


@pytest.mark.parametrize("seed", range(8))
def test_damaged_pages_are_shown_or_refused_with_a_sentence(seed: int) -> None:
    chance = random.Random(seed)
    data = sheets(b"1 0 0 rg 1 1 20 30 re f", b"0 0 1 RG 9 w 1 1 m 9 9 l S", box=b"0 0 9 600")
    damaged = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        damaged[chance.randrange(9, len(data))] = chance.randrange(256)
    assert _told(bytes(damaged), page=1 + seed % 2).endswith(("。", "PDF"))


def _told(data: bytes, page: int) -> str:
    try:
        return workshop.make(data, page=page).format
    except Invalid as refused:
        return refused.message
