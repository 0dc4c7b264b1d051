"""Taking a picture in: how long, beside Pillow doing the same in one process, and how much memory the child takes."""

from collections.abc import Callable, Iterator
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps

from catalogue.domain.errors import Invalid
from catalogue.images import workshop
from catalogue.images.encoding import PHOTOGRAPH
from catalogue.images.measures import WIDTHS, fitted
from tests.bench.corpora import SEED
from tests.bench.report import Report, at_most
from tests.bench.timing import ratio, take_turns
from tests.images.bombs import ACCEPTED, REFUSED
from tests.images.costs import Cost, counted
from tests.images.pictures import saved

ROUNDS = 9
# The goals the catalogue set itself: times Pillow's own time, megabytes, and seconds for what is odd or hostile.
TIMES_AT_MOST, MEGABYTES_AT_MOST, SECONDS_AT_MOST = 1.5, 400.0, 3.0


def measure(report: Report) -> None:
    """A photograph of 12 megapixels, the largest pictures that are taken, and those made to do harm."""
    photograph = _photograph(4_000, 3_000)
    data = saved(photograph, "JPEG", quality=90)
    report.part(f"画像（1,200万画素のJPEG、{len(data) / 1e6:.1f} MB）")
    _measure_time(report, data)
    report.part("画像を開く子プロセスのメモリ（最大時）")
    for name, picture in _largest(photograph):
        cost, told = _cost(picture)
        report.figure(
            f"{name}（{told}、CPU {cost.seconds:.1f}秒）", cost.megabytes, " MB", _MEGABYTES, digits=0
        )
    _measure_hostile(report, "変わった画像", [make for make, _ in ACCEPTED.values()])
    _measure_hostile(report, "害をなす画像", [make for make, _ in REFUSED.values()])


_TIMES, _MEGABYTES = at_most(TIMES_AT_MOST), at_most(MEGABYTES_AT_MOST)


def _measure_time(report: Report, data: bytes) -> None:
    """The peers are loaded already, and start no process. Both open the file, set it upright, and write each of our
    widths in the same formats with the same settings. One shrinks as we do: once to the size we work on, and each width
    from there. The other shrinks each from full size, as one would write it at first. Neither asks the decoder to
    shrink, nor do we: at this size, it would leave fewer pixels than we work on."""
    engines = {
        "ours": lambda _: workshop.make(data),
        "same": lambda _: _by_pillow(data, fitted(4_000, 3_000)),
        "plain": lambda _: _by_pillow(data, (4_000, 3_000)),
    }
    times = take_turns(engines, ["one"], ROUNDS)
    report.figure(
        f"すべての大きさの画像を作る（{ROUNDS}回の p50）", times["ours"].percentile(50) / 1000, "秒"
    )
    report.figure(
        "　Pillowだけで同じ縮小と書き出しをするときの", ratio(times["ours"], times["same"])[0], "倍", _TIMES
    )
    report.figure(
        "　Pillowだけで元の大きさから毎回縮小するときの", ratio(times["ours"], times["plain"])[0], "倍"
    )


def _by_pillow(data: bytes, working: tuple[int, int]) -> list[bytes]:
    with Image.open(BytesIO(data)) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    gap = None
    if picture.size != working:
        picture, gap = picture.resize(working, Image.Resampling.LANCZOS), 3.0
    files = []
    for width in WIDTHS:
        size = width, round(picture.height * width / picture.width)
        sized = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=gap)
        for options in PHOTOGRAPH.values():
            stream = BytesIO()
            sized.save(stream, **options)
            files.append(stream.getvalue())
    return files


def _measure_hostile(report: Report, words: str, makes: list[Callable[[], bytes]]) -> None:
    costs = [_cost(make())[0] for make in makes]
    most = max(cost.megabytes for cost in costs)
    longest = max(cost.seconds for cost in costs)
    report.figure(f"{words}{len(costs)}種のうち最大のメモリ", most, " MB", _MEGABYTES, digits=0)
    report.figure(f"{words}{len(costs)}種のうち最長のCPU時間", longest, "秒", at_most(SECONDS_AT_MOST))


def _cost(data: bytes) -> tuple[Cost, str]:
    """What one picture costs, and whether it was taken."""
    with counted() as cost:
        try:
            workshop.make(data)
        except Invalid:
            return cost, "お断り"
    return cost, "受け入れ"


def _photograph(width: int, height: int) -> Image.Image:
    """Soft shapes of many sizes under the grain of a sensor."""
    chance = np.random.default_rng(SEED)
    picture = np.zeros((height, width, 3), "float32")
    for patches in (4, 16, 64, 256):
        coarse = chance.integers(0, 255, (patches * 3 // 4, patches, 3)).astype("uint8")
        soft = Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)
        picture += np.asarray(soft, "float32") / 4
    picture += chance.normal(0, 3, (height, width, 1)).astype("float32")
    return Image.fromarray(picture.clip(0, 255).astype("uint8"))


def _largest(photograph: Image.Image) -> Iterator[tuple[str, bytes]]:
    """The most that is let in, by how each format costs memory; made one after the other."""
    yield "1,200万画素のJPEG", saved(photograph, "JPEG", quality=90)
    yield "5,000万画素のJPEG", saved(photograph.resize((8_160, 6_120)), "JPEG", quality=85)
    yield (
        "5,000万画素のプログレッシブJPEG",
        saved(photograph.resize((8_160, 6_120)), "JPEG", progressive=True),
    )
    yield "1億2,000万画素のJPEG", saved(photograph.resize((12_600, 9_500)), "JPEG", quality=75)
    tall = photograph.resize((4_790, 8_300))
    yield "縮小して読めない4,000万画素のJPEG（CMYK）", saved(tall.convert("CMYK"), "JPEG", quality=75)
    yield "4,000万画素のTIFF（JPEG圧縮）", saved(tall, "TIFF", compression="jpeg")
    yield "4,000万画素のPNG（パレット、透過）", saved(tall.quantize(32), "PNG", transparency=3)
    clear = photograph.resize((4_500, 3_500)).convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    yield "1,600万画素のWebP（透過）", saved(clear, "WEBP", quality=70, method=0)
    clear = clear.resize((5_000, 4_000))
    yield "2,000万画素のAVIF（透過）", saved(clear, "AVIF", quality=50, speed=10, subsampling="4:4:4")
