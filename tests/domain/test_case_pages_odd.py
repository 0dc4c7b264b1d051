"""What looks odd in the case pages of a plan is said, in sentences with their lines; where nothing is odd, nothing."""

import time
from pathlib import Path

from catalogue.domain.case_pages.odd import oddities
from catalogue.domain.case_pages.reading import recognise
from catalogue.domain.paper import read

OUTLINE = Path(__file__).parents[1] / "documents" / "outline.txt"
REVISION = OUTLINE.with_name("revision.txt")

CALM = """# 他地域の事例① まち

## 【拠点】広場の再生（茨城県境町）

- 町は、2020年に広場を直した。来た人は3%増えた。
- 店はサーバーを置き、「LABO」と呼ぶ。

図1 広場のようす

# 他地域の事例② みせ

## 【市場】朝の市（群馬県桐生市）

- 市は、市場を開いた。

図2 市場のようす
"""


def said(text: str) -> list[str]:
    pieces = read(text)
    return [each.text for each in oddities(recognise(pieces), pieces)]


def one(text: str) -> str:
    (sentence,) = said(text)
    return sentence


def test_of_a_tidy_paper_nothing_is_said() -> None:
    assert said(CALM) == []


def test_the_outline_is_told_of_in_its_order() -> None:
    assert said(OUTLINE.read_text(encoding="utf-8")) == [
        "「自立飛行」は「自律飛行」かもしれません（155行目）。元の資料で確かめてください。",
        "テーマの見出しの段がそろっていません。「他地域の事例③ 新規事業創出支援」（192行目）は「見出し1」（#）、"
        "ほかは「見出し2」（##）です。段の違いによらずに、同じように読み取りました。",
        "自治体を囲むかっこがそろっていません。194行目と208行目は半角、ほか6件は全角です。",
        "事例③（192行目）の次が事例⑤（220行目）で、④がありません。番号は原文のまま読み取りました。",
        "「者通行量が 3%」に、半角の空白が入っています（227行目）。",
        "「cocotomo」（233行目など3か所）と「Cocotomo」（236行目）の書き方があります。"
        "同じ名前なら、どちらかにそろえてください。",
    ]


def test_numbers_that_are_missing_doubled_or_out_of_order_are_said() -> None:
    assert "②から⑧までがありません" in one(CALM.replace("事例②", "事例⑨"))
    assert one(CALM.replace("事例②", "事例①")) == (
        "事例①が2つあります：「まち」（1行目）と「みせ」（10行目）。"
    )
    assert "順番が前後しています" in one(CALM.replace("事例②", "事例⓪").replace("⓪", "1").replace("①", "②"))


def test_a_part_of_a_paper_may_begin_with_any_number() -> None:
    assert said(CALM.replace("①", "③").replace("②", "④")) == []


def test_chinese_letters_and_radicals_are_told_with_what_is_meant() -> None:
    assert one(CALM.replace("直した", "改订した")) == (
        "「広場を改订した」の「订」は、日本語でふつう使わない文字です（5行目）。「広場を改訂した」ではありませんか。"
    )
    assert "「広場を検討した」ではありませんか" in one(CALM.replace("直した", "探讨した"))
    assert "「来た人は3%増」ではありませんか" in one(CALM.replace("来た人は", "来た⼈は"))


def test_names_people_have_are_no_odd_letters() -> None:
    assert said(CALM.replace("町は", "髙﨑と𠮷田と葛󠄀城は")) == []


def test_letters_a_computer_does_not_have_are_unreadable() -> None:
    assert "読めない文字" in one(CALM.replace("広場を直した", "広\ue000場を直した"))
    assert "読めない文字" in one(CALM.replace("広場を直した", "広\ufffd場を直した"))


def test_the_second_document_is_odd_in_its_letters() -> None:
    sentences = said(REVISION.read_text(encoding="utf-8"))
    assert any("「订」" in each and "改 訂" in each for each in sentences)


def test_one_name_in_two_spellings_is_told() -> None:
    assert "「サーバ」（14行目）" in one(CALM.replace("市場を開いた", "サーバを開いた"))
    assert "「ＬＡＢＯ」（14行目）" in one(CALM.replace("市場を開いた", "ＬＡＢＯを開いた"))


def test_brackets_of_two_kinds_are_told() -> None:
    assert one(CALM.replace("町は", "町（と人)は")) == (
        "「（と人)」は、開くかっこと閉じるかっこの種類が違います（5行目）。"
    )
    assert one(CALM.replace("（群馬県桐生市）", "(群馬県桐生市)")) == (
        "自治体を囲むかっこがそろっていません。12行目は半角、ほか1件は全角です。"
    )


def test_what_a_case_lacks_is_told() -> None:
    assert one(CALM.replace("（群馬県桐生市）", "")) == "「朝の市」（12行目）の自治体が書かれていません。"
    assert one(CALM.replace("【市場】", "")) == "「朝の市」（12行目）に、【 】の分類がありません。"
    assert one(CALM.replace("図2 市場のようす", "")) == "「朝の市」（12行目）に、図の説明がありません。"
    assert one(CALM.replace("- 市は、市場を開いた。", "")) == (
        "「朝の市」（12行目）に、見出しのほかの文がありません。"
    )
    assert "題名が" in one(CALM.replace("朝の市", "朝" * 101))


def test_a_title_with_brackets_of_its_own_is_told_with_other_ones() -> None:
    told = one(CALM.replace("朝の市（群馬県桐生市）", "「朝の市」"))
    assert told == "「『朝の市』」（12行目）の自治体が書かれていません。"


def test_numbers_of_figures_are_followed() -> None:
    assert one(CALM.replace("図2", "図4")) == "図1（8行目）の次が図4（16行目）です。番号が続いていません。"
    assert one(CALM.replace("図2", "図1")) == "図1が2つあります（8行目と16行目）。"


def test_a_caption_without_a_case_is_told() -> None:
    text = CALM.replace("# 他地域の事例② みせ\n", "# 他地域の事例② みせ\n\n図. 全体のようす\n")
    assert one(text) == "「図. 全体のようす」（12行目）は、どの事例の図の説明か分かりません。"


def test_the_same_case_twice_and_a_theme_without_one_are_told() -> None:
    twice = CALM.replace("【市場】朝の市（群馬県桐生市）", "【拠点】広場の再生（茨城県境町）")
    assert one(twice) == "「広場の再生」（12行目）は、3行目の事例と題名も自治体も同じです。"
    assert one(CALM + "\n# 他地域の事例③ そら\n\n文がある。\n") == (
        "「他地域の事例③ そら」（18行目）の下に、事例が見当たりません。"
    )


def test_a_ragged_table_is_told() -> None:
    text = CALM.replace("図1 広場のようす", "一覧\n甲\t乙\t丙\nア\tイ\n\n図1 広場のようす")
    assert one(text) == (
        "「広場の再生」（3行目）の表は、列の数がそろっていません（10行目が足りません）。足りないところは「－」で埋めます。"
    )


def test_two_hundred_thousand_letters_take_seconds_not_minutes() -> None:
    """Lines made to keep patterns busy: openings without ends, marks in long rows, one line of everything."""
    hostile = [
        "【" * 4000,
        "（" * 4000 + "境町",
        "事例" * 3000,
        "図 " * 3000,
        "■" * 5000 + "事例",
        "a" * 9000,
        "ー" * 9000,
        "2020年" * 3000,
        "1," * 5000,
        "（茨城県境町）" * 1000,
        "市" * 9000,
        "第一" * 3000,
        "  - " * 2000,
    ]
    text = "\n".join(
        ["# 他地域の事例① まち", *hostile, *(f"## 【甲】乙{n}（茨城県境町）\n- 丙。" for n in range(90))]
    )
    text = (text + "\n" + "\n".join(hostile))[:200_000]
    assert len(text) > 150_000
    began = time.perf_counter()
    pieces = read(text)
    oddities(recognise(pieces), pieces)
    assert time.perf_counter() - began < 5
