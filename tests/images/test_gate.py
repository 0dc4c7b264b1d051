import struct
import zlib

import pytest
from PIL import Image, ImageFile

from catalogue.domain.errors import Invalid
from catalogue.images.gate import Limits
from catalogue.images.pipeline import examine, prepare
from tests.images.pictures import (
    drawing,
    many_scans,
    one_bit_png,
    photograph,
    png,
    png_chunk,
    quarters,
    saved,
)

BROKEN = "ファイルが途中で切れているか、壊れています。"


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Invalid) as refused:
        prepare(data, limits=limits or Limits())
    return refused.value.message


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF"])
def test_the_header_tells_format_and_size(form: str) -> None:
    assert examine(saved(quarters(), form)) == (form, 48, 32)


def test_an_empty_file_is_named_as_such() -> None:
    assert refusal(b"") == "ファイルが空です（0バイト）。画像ファイルを選び直してください。"


def test_a_file_of_too_many_bytes_is_refused_with_both_sizes() -> None:
    data = saved(quarters(), "PNG") + bytes(3 * 2**20)
    message = refusal(data, Limits(max_bytes=2 * 2**20))
    assert message == "ファイルが大きすぎます（3.0MB）。2MBまでに縮小してからお試しください。"


def test_too_many_pixels_are_refused_with_their_number() -> None:
    assert refusal(one_bit_png(9_400)) == (
        "画像が大きすぎます（9,400×9,400画素）。4,000万画素までに縮小してからお試しください。"
    )


def test_too_many_pixels_are_refused_before_any_is_decoded() -> None:
    undecodable = png(9_400, 9_400, 1, 0, b"not a compressed stream")
    assert refusal(undecodable) == refusal(one_bit_png(9_400))


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [9_600, 14_000, 60_000])
def test_what_pillow_itself_warns_of_or_refuses_is_refused_in_our_words(side: int) -> None:
    message = refusal(png(side, side, 1, 0, b""))
    assert message.startswith(("画像が大きすぎます", "画像の縦または横が長すぎます"))


def test_a_side_that_is_too_long_is_refused_though_the_pixels_are_few() -> None:
    assert refusal(png(30_001, 2, 1, 0, zlib.compress(bytes(2 * 3_752)))) == (
        "画像の縦または横が長すぎます（30,001×2画素）。どちらも30,000画素までに縮小してからお試しください。"
    )


def test_a_jpeg_of_a_hundred_scans_is_taken_and_one_more_is_not() -> None:
    assert prepare(many_scans(100)).width == 64
    assert "（101段階）" in refusal(many_scans(101))


def test_fewer_scans_are_too_many_for_a_large_jpeg() -> None:
    limits = Limits(max_scanned=64 * 64 * 20)
    assert prepare(many_scans(20), limits=limits).width == 64
    assert "（21段階）" in refusal(many_scans(21), limits)


def test_a_jpeg_for_which_no_decoder_can_shrink_has_the_limit_of_all() -> None:
    limits = Limits(max_pixels=4_000, max_jpeg_pixels=50_000)
    assert refusal(saved(quarters().resize((100, 100)), "JPEG"), limits) == (
        "画像が大きすぎます（100×100画素）。0万画素までに縮小してからお試しください。"
    )


def test_a_progressive_jpeg_is_judged_by_what_its_decoder_holds() -> None:
    limits = Limits(max_pixels=15_000, max_jpeg_pixels=50_000)
    picture = photograph(140, 100)
    assert prepare(saved(picture, "JPEG", progressive=True, subsampling=2), limits=limits).width == 140
    assert "プログレッシブ形式としては大きすぎます" in refusal(
        saved(picture, "JPEG", progressive=True, subsampling=0), limits
    )


@pytest.mark.parametrize("mode", ["F", "I", "LAB"])
def test_colours_that_have_no_one_meaning_on_a_screen_are_refused(mode: str) -> None:
    assert refusal(saved(Image.new(mode, (8, 8)), "TIFF")).startswith("この画像の色の表し方")


def test_a_general_container_is_avif_if_it_says_so_and_heic_if_not() -> None:
    data = saved(quarters(), "AVIF")
    assert prepare(data.replace(b"ftypavif", b"ftypmif1", 1)).format == "AVIF"
    assert refusal(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + data[24:]).startswith("HEIC")


def test_scans_cannot_hide_behind_a_reserved_marker() -> None:
    assert "段階が多すぎます" in refusal(many_scans(400, before=b"\xff\x02\xff\xff"))


def test_a_film_behind_a_photograph_is_not_taken_for_scans() -> None:
    assert prepare(saved(quarters(), "JPEG") + b"\xff\xda\x00\x02" * 500).width == 48


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b'<?xml version="1.0"?>\n<!-- drawn by hand -->\n<svg width="1"/>', "SVG"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
        (saved(Image.new("RGB", (8, 8)), "BMP"), "BMP"),
    ],
)
def test_a_format_people_do_send_is_refused_by_its_name(data: bytes, name: str) -> None:
    message = refusal(data)
    assert message.startswith(name)
    assert "JPEGかPNGで保存し直して" in message


@pytest.mark.parametrize("data", ["これは画像ではありません。".encode(), b"\x00", b"<html></html>", b"GIF"])
def test_a_text_file_named_png_is_no_picture(data: bytes) -> None:
    assert refusal(data).startswith("画像として読み取れません。")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_file_cut_short_is_refused_and_never_shown_half_black(form: str, share: float) -> None:
    data = saved(photograph(200, 150), form)
    assert refusal(data[: int(len(data) * share)]).startswith(BROKEN)


def test_a_library_that_lets_broken_pictures_pass_does_not_open_the_gate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does when it is loaded
    data = saved(photograph(200, 150), "JPEG")
    assert refusal(data[: len(data) // 2]).startswith(BROKEN)


@pytest.mark.parametrize(
    "chunk",
    [
        png_chunk(b"fcTL", struct.pack(">5I2H2B", 7, 48, 32, 0, 0, 1, 10, 0, 0)),
        png_chunk(b"zTXt", b"note\0\0" + zlib.compress(bytes(2_000_000))),
    ],
    ids=["frames out of order", "two million letters in two kilobytes"],
)
def test_a_png_that_breaks_only_behind_its_pixels_is_refused(chunk: bytes) -> None:
    data = saved(quarters(), "PNG")
    assert refusal(data[:-12] + chunk + data[-12:]).startswith(BROKEN)


def test_a_png_whose_pixels_are_spoilt_is_refused() -> None:
    data = bytearray(saved(drawing(200, 100), "PNG"))
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(40)
    assert refusal(bytes(data)).startswith(BROKEN)
