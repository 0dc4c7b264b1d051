import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from catalogue.domain.errors import Invalid
from catalogue.images import workshop
from catalogue.images.gate import STANDARD, Limits
from catalogue.images.renditions import AVIF, JPEG, PNG, WEBP, srcset
from tests.images.bombs import large_scans, sheets
from tests.images.costs import counted
from tests.images.pictures import decoded, drawing, photograph, quarters, saved

PICTURE = saved(quarters(), "PNG")


def instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let another program do the child's work."""
    command = (sys.executable, "-c", program)
    monkeypatch.setattr(workshop, "CHILD", replace(workshop.CHILD, command=command))


def refusal(data: bytes = PICTURE, limits: Limits = STANDARD, page: int = 1) -> str:
    with pytest.raises(Invalid) as refused:
        workshop.make(data, limits=limits, page=page)
    return refused.value.message


def test_a_drawing_comes_back_with_all_that_pages_show() -> None:
    made = workshop.make(saved(drawing(700, 400), "PNG"))
    assert (made.format, made.width, made.height) == ("PNG", 700, 400)
    choices = srcset(made.files)
    assert list(choices) == [WEBP, PNG]
    assert [[width for _, width in files] for files in choices.values()] == [[320, 640, 700]] * 2
    assert all(decoded(file.data).size == (file.width, file.height) for file in made.files)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_a_photograph_of_any_format_comes_back_as_avif_and_jpeg(form: str) -> None:
    made = workshop.make(saved(photograph(330, 220), form))
    assert [(file.media_type, file.width) for file in made.files] == [
        (AVIF, 320), (AVIF, 330), (JPEG, 320), (JPEG, 330),
    ]  # fmt: skip


def test_the_same_file_gives_the_same_answer() -> None:
    assert workshop.make(PICTURE) == workshop.make(PICTURE)


def test_only_examined_nothing_is_decoded() -> None:
    torn = saved(photograph(400, 300), "PNG")[:2_000]
    assert workshop.examine(torn) == workshop.Examined("PNG", 400, 300)
    assert "壊れています" in refusal(torn)


def test_the_colour_is_the_mean_over_a_white_page() -> None:
    picture = Image.new("RGBA", (40, 40), (255, 0, 0, 255))
    assert workshop.make(saved(picture, "PNG")).colour == "#ff0000"
    picture.paste((0, 0, 0, 0), (0, 0, 20, 40))
    assert workshop.make(saved(picture, "PNG")).colour in {"#ff7f7f", "#ff8080"}


def test_a_page_of_a_pdf_is_asked_for_by_its_number() -> None:
    data = sheets(b"1 0 0 rg 0 0 99 99 re f", b"0 0 1 rg 0 0 99 99 re f", box=b"0 0 90 60")
    assert workshop.make(data).colour == "#ff0000"
    made = workshop.make(data, page=2)
    assert (made.format, made.colour, made.width, made.height) == ("PDF", "#0000ff", 2_400, 1_600)
    assert workshop.examine(data, page=2) == workshop.Examined("PDF", 2_400, 1_600)
    for page in (0, 3):
        message = f"このPDFに{page}ページ目はありません。1から2までのページを指定してください。"
        assert refusal(data, page=page) == message


def test_letters_of_a_page_are_kept_as_a_drawing() -> None:
    made = workshop.make(sheets(b"0 g 10 10 20 2 re f 10 20 40 2 re f", box=b"0 0 90 60"))
    assert {file.media_type for file in made.files} == {WEBP, PNG}


def test_a_phone_s_fifty_megapixels_are_taken(tmp_path: Path) -> None:
    with counted() as cost:
        made = workshop.make(saved(photograph(1_020, 765).resize((8_160, 6_120)), "JPEG", quality=80))
    assert (made.width, made.height) == (8_160, 6_120)
    assert cost.megabytes <= 250


# --- every way in which the process may end ---


@pytest.mark.parametrize(
    ("ending", "sentence"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "ファイルが途中で切れているか、壊れています。"),
        ("print('{}')", "ファイルが途中で切れているか、壊れています。"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "このファイルは開くのに多くのメモリを使う"),
        ("os.kill(os.getpid(), signal.SIGPROF)", "このファイルは開くのに時間がかかりすぎる"),
    ],
)
def test_however_the_process_ends_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, ending: str, sentence: str
) -> None:
    instead(monkeypatch, f"import os, signal, sys; sys.stdin.buffer.read(); {ending}")
    assert refusal().startswith(sentence)


def test_an_answer_cut_short_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    cut = "import runpy, subprocess, sys; data = subprocess.run({command}, stdin=0, capture_output=True).stdout; "
    command = repr([*workshop.CHILD.command, json.dumps(workshop.task())])
    instead(monkeypatch, cut.format(command=command) + "sys.stdout.buffer.write(data[:-7])")
    assert "壊れています" in refusal()
    instead(
        monkeypatch, cut.format(command=command) + "sys.stdout.buffer.write(data.replace(b'PNG', b'EXE'))"
    )
    assert "壊れています" in refusal()


def test_a_picture_that_takes_too_long_is_ended_by_its_own_clock() -> None:
    limits = Limits(max_scans=10**6, max_scanned=10**12)
    with counted() as cost:
        message = refusal(large_scans(7_000, 250), limits)
    assert message.startswith("このファイルは開くのに時間がかかりすぎる")
    assert cost.seconds <= 3


def test_a_picture_that_takes_too_much_memory_is_ended_by_its_own_limit() -> None:
    limits = Limits(max_pixels=10**9, max_jpeg_pixels=10**9)
    with counted() as cost:
        message = refusal(saved(Image.new("L", (11_000, 11_000)).convert("RGB"), "PNG"), limits)
    assert message.startswith("このファイルは開くのに多くのメモリを使う")
    assert cost.megabytes <= 400


def test_a_system_without_limits_still_shows_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    unlimited = (
        "import runpy, signal, sys; sys.modules['resource'] = None; del signal.setitimer; "
        "runpy.run_module('catalogue.images.worker', run_name='__main__')"
    )
    instead(monkeypatch, unlimited)
    assert workshop.make(PICTURE).width == 48
    assert "壊れています" in refusal(PICTURE[:70])


# --- what is around it ---


def test_it_works_from_any_folder_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise SystemExit('imported from where we stand')")
    assert workshop.make(PICTURE).width == 48
    refusal(PICTURE[:70])
    assert [path.name for path in tmp_path.iterdir()] == ["json.py"]


def test_several_pictures_can_be_worked_on_at_once() -> None:
    sources = [saved(photograph(300 + number, 200), "JPEG") for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        widths = [made.width for made in pool.map(workshop.make, sources)]
    assert widths == [300, 301, 302, 303]
