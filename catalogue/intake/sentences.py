"""What a person is told whose file is refused as a whole; each says what to do instead.

What is wrong at one place of a file is said where that place is known (``limits``, and the reader of the format).
"""

from enum import StrEnum

from catalogue.intake.limits import MEGABYTE, MOST_BYTES, MOST_PARTS, MOST_UNPACKED


class Wanted(StrEnum):
    """What is read where the file was sent to, as it stands in a sentence."""

    TABLES = "Excelブック（.xlsx）かCSV（.csv）"
    PAPERS = "テキスト（.txt・.md）かWord（.docx）かPowerPoint（.pptx）"


EMPTY = "ファイルが空です（0バイト）。ファイルを選び直してください。"
TOO_LARGE = (
    "ファイルが大きすぎます（{:,.1f}MB）。"
    f"{MOST_BYTES // MEGABYTE}MBまでのファイルを受け取れます。画像を除くか、いくつかに分けてお試しください。"
)
BROKEN = (
    "ファイルが途中で切れているか、壊れています。"
    "ExcelやWordなど元のソフトで開けるか確かめ、保存し直したファイルでお試しください。"
)
TOO_MUCH_UNPACKED = (
    f"このファイルは開くと大きくなりすぎるため、受け取れません（{MOST_UNPACKED // MEGABYTE}MBまで）。"
    "要らないシートや画像を除いて保存し直してください。"
)
TOO_MANY_PARTS = (
    f"このファイルには画像や図形などが多すぎるため、受け取れません（合わせて{MOST_PARTS:,}個まで）。"
    "画像や図形を除いて保存し直してください。"
)
TOO_SLOW = (
    "このファイルは開くのに時間がかかりすぎるため、受け取れません。"
    "必要なところだけを新しいファイルに値で貼り付けて保存し、お試しください。"
)
TOO_HEAVY = (
    "このファイルは開くのに多くのメモリを使うため、受け取れません。"
    "必要なところだけを新しいファイルに値で貼り付けて保存し、お試しください。"
)
AWAY = "いまはファイルを受け取れません。しばらくしてからもう一度お試しください。"
BUSY = "いま、ほかのファイルを読み取っています。10秒ほど待ってから、もう一度お試しください。"
NOTHING_IN_SHEETS = "どのシートにも何も書かれていません。ファイルを選び直してください。"
NOTHING_IN_PAPER = (
    "このファイルからは文字を1つも読み取れませんでした。文字のあるファイルを選び直してください。"
)
