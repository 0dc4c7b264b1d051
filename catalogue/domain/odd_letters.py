"""Letters and spellings that look odd in a Japanese paper: slips of whoever typed it, or of a machine that read it.

A Chinese letter of the same shape (订), a radical in place of the letter (⽤), one name in two spellings. Nothing is
mended: a person is told, and decides.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from catalogue.domain.paper import Piece
from catalogue.domain.slips import MISTAKEN


@dataclass(frozen=True, slots=True)
class Oddity:
    """One thing to look at: a sentence, and the number of the line it is about."""

    number: int
    text: str


# The letters of Japanese: as Windows knows them, and JIS X 0213, which has rare ones too.
_WINDOWS, _JIS = "cp932", "shift_jis_2004"
# Letters simplified in China, and radicals as some PDF files hold them, each with the letter of Japanese.
_PAIRS = (
    "订訂 讨討 计計 设設 议議 论論 识識 证証 评評 语語 说説 读読 调調 谈談 请請 课課 谢謝 试試 话話 详詳 "
    "该該 误誤 认認 让譲 训訓 许許 记記 讲講 访訪 诊診 词詞 诉訴 变変 业業 东東 车車 军軍 农農 办弁 务務 "
    "劳労 势勢 华華 单単 卖売 厅庁 历歴 压圧 县県 发発 启啓 员員 问問 间間 关関 闻聞 阅閲 门門 开開 难難 "
    "电電 题題 页頁 项項 顺順 预預 领領 频頻 额額 风風 飞飛 饭飯 饮飲 馆館 马馬 驱駆 验験 鱼魚 鸟鳥 龙竜 "
    "应応 优優 传伝 伤傷 债債 兴興 养養 减減 击撃 创創 则則 剂剤 动動 协協 卫衛 图図 团団 园園 围囲 场場 "
    "坚堅 执執 扩拡 报報 护護 损損 换換 时時 显顕 极極 构構 标標 样様 检検 权権 汉漢 济済 测測 满満 滨浜 "
    "热熱 环環 现現 确確 种種 积積 稳穏 红紅 约約 级級 纪紀 纯純 线線 练練 组組 细細 织織 终終 绍紹 经経 "
    "结結 给給 络絡 绝絶 统統 绩績 续続 维維 综総 绿緑 编編 缩縮 职職 胜勝 脑脳 艺芸 节節 药薬 营営 见見 "
    "观観 规規 视視 览覧 质質 购購 贵貴 费費 资資 贸貿 货貨 财財 责責 轨軌 转転 轮輪 轻軽 载載 较較 辑輯 "
    "输輸 达達 运運 过過 还還 进進 远遠 连連 适適 选選 递逓 邮郵 释釈 钟鐘 铁鉄 银銀 链鎖 锁錠 镇鎮 长長 "
    "阳陽 阶階 际際 陆陸 险険 隐隠 韩韓 讯訊 产産 ⺠民 ⻑長 ⻄西 ⻘青 ⻝食 ⻩黄 ⻲亀 ⻤鬼 ⼾戸 ⿊黒"
)
_MEANT = {pair[0]: pair[1] for pair in _PAIRS.split()}
_MEND = str.maketrans(_MEANT)
_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ][A-Za-zＡ-Ｚａ-ｚ0-9０-９&＆]{2,40}")
_KATAKANA = re.compile(r"[ァ-ヴー]{3,40}")
_BEFORE_PERCENT = re.compile(r"[ぁ-んァ-ヶ一-鿿][ ]+[0-9０-９.,]{1,12}[ ]?[%％]|[0-9０-９] +[%％]")
_PARTED = re.compile(r"[\t、。，．・「」『』（）()【】：:]")
_MIXED = re.compile(r"（[^（）()]{0,60}\)|\([^（）()]{0,60}）|【[^【】\[\]]{0,40}\]|\[[^【】\[\]]{0,40}】")
_MOST_NAMED = 20
_SHOWN = 24


def odd_letters(pieces: Sequence[Piece]) -> Iterator[Oddity]:
    """Letters that are none of Japanese, each once, with the word they stand in."""
    odd = {letter for letter in set().union(*(piece.text for piece in pieces)) if _is_odd(letter)}
    found: dict[str, list[int]] = {}
    for piece in pieces if odd else ():
        for letter in filter(odd.__contains__, dict.fromkeys(piece.text)):
            found.setdefault(letter, []).append(piece.number)
    by_number = {piece.number: piece.text for piece in pieces}
    for letter, numbers in islice(found.items(), _MOST_NAMED):
        yield Oddity(numbers[0], _of_letter(letter, by_number[numbers[0]], numbers))


def _is_odd(letter: str) -> bool:
    if letter == "\ufffd" or unicodedata.category(letter) == "Co":
        return True
    # What lies beyond the first plane are the rare letters of names: 𠮷田.
    if not _is_ideograph(letter) or letter > "\uffff" or _is_in(letter, _WINDOWS):
        return False
    return letter in _MEANT or not _is_in(letter, _JIS)


def _is_ideograph(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("CJK ", "KANGXI RADICAL"))


def _is_in(letter: str, table: str) -> bool:
    try:
        letter.encode(table)
    except UnicodeEncodeError:
        return False
    return True


def _of_letter(letter: str, text: str, numbers: Sequence[int]) -> str:
    word = _around(letter, text)
    where = lines_in_words(numbers)
    if not _is_ideograph(letter):
        return f"「{word}」に、読めない文字があります（{where}）。元の資料で確かめてください。"
    meant = _MEANT.get(letter) or unicodedata.normalize("NFKC", letter)
    if meant == letter:
        return f"「{word}」の「{letter}」は、日本語でふつう使わない文字です（{where}）。元の資料で確かめてください。"
    mended = word.replace(letter, meant).translate(_MEND)
    for wrong, right in MISTAKEN.items():
        mended = mended.replace(wrong, right)
    return f"「{word}」の「{letter}」は、日本語でふつう使わない文字です（{where}）。「{mended}」ではありませんか。"


def _around(letter: str, text: str) -> str:
    """Some letters on both sides, as far as no sign parts them."""
    at = text.index(letter)
    before = _PARTED.split(text[max(0, at - 4) : at])[-1]
    return (before + letter + _PARTED.split(text[at + 1 : at + 5])[0]).strip()


def odd_words(pieces: Iterable[Piece]) -> Iterator[Oddity]:
    """Words that are probably others."""
    found: dict[str, list[int]] = {}
    for piece in pieces:
        for word in MISTAKEN:
            if word in piece.text:
                found.setdefault(word, []).append(piece.number)
    for word, numbers in found.items():
        said = f"「{word}」は「{MISTAKEN[word]}」かもしれません（{lines_in_words(numbers)}）。"
        yield Oddity(numbers[0], f"{said}元の資料で確かめてください。")


@dataclass(slots=True)
class _Spellings:
    """One word in all its spellings, each with the lines it stands in."""

    lines: dict[str, list[int]] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)

    def add(self, word: str, number: int) -> None:
        self.lines.setdefault(word, []).append(number)
        self.counted[word] += 1


def two_spellings(pieces: Iterable[Piece]) -> Iterator[Oddity]:
    """Names that are spelt in more than one way: cocotomo and Cocotomo, サーバー and サーバ."""
    found: dict[str, _Spellings] = {}
    for piece in pieces:
        for pattern in (_LATIN, _KATAKANA):
            for word in pattern.findall(piece.text):
                found.setdefault(_plain(word), _Spellings()).add(word, piece.number)
    for spellings in found.values():
        if len(spellings.lines) > 1:
            names = [word for word, _ in spellings.counted.most_common(4)]
            said = "と".join(f"「{word}」（{lines_in_words(spellings.lines[word])}）" for word in names)
            number = spellings.lines[names[-1]][0]
            one = "どちらか" if len(names) == 2 else "どれか1つ"
            yield Oddity(number, f"{said}の書き方があります。同じ名前なら、{one}にそろえてください。")


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).lower().rstrip("ー")


def odd_spaces(pieces: Iterable[Piece]) -> Iterator[Oddity]:
    """Half a space beside a percentage, which Japanese has not."""
    for piece in pieces:
        if found := _BEFORE_PERCENT.search(piece.text):
            words = piece.text[max(0, found.start() - 4) : found.end()].lstrip("、。，．")
            said = f"「{words}」に、半角の空白が入っています（{piece.number}行目）。"
            yield Oddity(piece.number, said)


def odd_brackets(pieces: Iterable[Piece]) -> Iterator[Oddity]:
    """Brackets of which one is wide and the other narrow."""
    for piece in pieces:
        if found := _MIXED.search(piece.text):
            words = found[0] if len(found[0]) <= _SHOWN else f"{found[0][:10]}…{found[0][-10:]}"
            said = f"「{words}」は、開くかっこと閉じるかっこの種類が違います（{piece.number}行目）。"
            yield Oddity(piece.number, said)


def lines_in_words(numbers: Sequence[int]) -> str:
    """12行目; 12行目など3か所."""
    places = list(dict.fromkeys(numbers))
    return f"{places[0]}行目" if len(places) == 1 else f"{places[0]}行目など{len(places)}か所"
