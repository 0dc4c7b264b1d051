"""What a person is told about a paper that was read: what it holds that is no text, and what was left out."""

from collections.abc import Iterator, Mapping, Sequence

CHANGED = "変更履歴のある文書です。追加された文字は読み取り、削除された文字は読み取っていません。"
HIDDEN_TEXT = "隠し文字も読み取りました。"
NOTES = "脚注・文末脚注が{}件あります。文書の末尾に続けて読み取りました。"
COMMENTS = "コメントは読み取っていません。"
SPEAKER_NOTES = "発表者ノートのあるスライドが{}枚あります。ノートは読み取っていません。"

_SHOWN = 8


def hidden_slides(places: Sequence[int]) -> str:
    """That slides were read which are not shown."""
    return f"非表示のスライド（{_listed([f'{place}枚目' for place in places])}）も読み取りました。"


def drawn(pictures: Mapping[int, int], charts: int, unit: str) -> Iterator[str]:
    """How many pictures there are, and on which pages or slides (``unit``), but for 0, which is none; and charts."""
    if total := sum(pictures.values()):
        places = [f"{page}{unit}目に{count}点" for page, count in sorted(pictures.items()) if page]
        yield (
            f"図が{total}点あります{f'（{_listed(places)}）' if places else ''}。"
            "画像は取り込みません。必要なものは、あとから図として加えてください。"
        )
    if charts:
        yield f"グラフが{charts}点あります。グラフの値は読み取っていません。"


def _listed(places: Sequence[str]) -> str:
    return "、".join(places[:_SHOWN]) + ("など" if len(places) > _SHOWN else "")
