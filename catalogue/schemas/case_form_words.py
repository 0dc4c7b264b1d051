"""What the form of a case says of the fields that tell its story: their names, what belongs into them, examples.

Names are those of the case's public page. Examples are plainly examples (○○市): none may be taken for a fact.
"""

from collections.abc import Mapping
from types import MappingProxyType

from catalogue.schemas.form_inputs import Kind, Words

DATE = "令和7年3月"
_AS_OF_NOTE = Words("時点の補足", "年月日で書けないときや、説明がいるときに使います。", "第3期の終了時点")
ADDRESS = Words("アドレス（URL）", "https:// から写してください。", "https://www.example.jp/page.html")
_DATE_OF_CASE = "分かるところまで書きます。"


def statements(name: str, label: str, hint: str, example: str) -> dict[str, Words]:
    """A list of sentences: a row is one sentence with its sources, so both are called the same."""
    once = "1件に1つのことを、1～2文で書きます。"
    return {name: Words(label, hint, example), f"{name}.text": Words(label, once, example)}


_BASICS = {
    "slug": Words("アドレスに使う名前", "公開するページのアドレスになります。", "sakai-1", kind=Kind.HIDDEN),
    "title": Words(
        "題名", "取組そのものの名前を、短く書きます。自治体名はいりません。", "空き店舗を使った創業支援"
    ),
    "subtitle": Words("副題", "題名だけでは分からないことを補います。", "家賃補助と伴走支援を組み合わせる"),
    "yomi": Words(
        "題名の読み", "ひらがなで書くと、読みでも検索できます。", "あきてんぽをつかったそうぎょうしえん"
    ),
    "theme": Words("テーマ", "分類を選ぶと決まります。", "商店街活性化", kind=Kind.WITHIN_CATEGORY),
    "category": Words(
        "テーマと分類",
        "いちばん近いものを1つ選びます。",
        "商店街活性化の【交流拠点整備】",
        kind=Kind.CATEGORY,
    ),
    "keywords": Words("キーワード", "本文にない言いかえや略称も書けます。1行に1つです。", "空き店舗"),
    "municipality": Words(
        "自治体",
        "中心になった自治体です。漢字でも、かなでも、6桁のコードでも書けます。",
        "○○県○○市",
        kind=Kind.MUNICIPALITY,
    ),
    "other_municipalities": Words(
        "共同で取り組む自治体",
        "一緒に進めた自治体があれば、1行に1つ書きます。",
        "○○県○○町",
        kind=Kind.MUNICIPALITIES,
    ),
    "place": Words("場所", "市区町村の中の地区や施設が分かるときに書きます。", "○○駅前の商店街"),
    "organisation": Words("対象となる組織", "取組の相手が決まっているときに書きます。", "市内の小規模事業者"),
    "service_class": Words(
        "行政サービスの分類", "国や自治体の分類表の名前があるときに書きます。", "産業振興"
    ),
    "summary": Words("概要", "だれが、何をして、どうなったかを2文ほどで書きます。"),
    "summary.text": Words(
        "概要",
        "だれが、何をして、どうなったかを2文ほどで書きます。一覧や検索結果にも出ます。",
        "○○市は、空き店舗の改修費を補助し、創業者の相談に応じている。3年間で5店が開業した。",
    ),
}

_WORK = (
    statements(
        "background", "背景", "取り組む前に、何に困っていたかを書きます。", "商店街の空き店舗が増えていた。"
    )
    | statements("purpose", "目的", "何を目指したかを書きます。", "若い世代の出店を増やすことを目指す。")
    | statements(
        "activities",
        "取り組んだこと",
        "実際に何をしたかを、1件ずつ書きます。",
        "改修費の2分の1を、50万円まで補助した。",
    )
    | {
        "methods": Words("手法", "当てはまるものをすべて選びます。", "補助・助成"),
        "tables": Words(
            "表", "出典にある表を、そのまま写すときに使います。", "令和7年度の採択事業", offered=False
        ),
        "tables.title": Words("表の題名", "出典にある題名を書きます。", "令和7年度の採択事業"),
        "tables.columns": Words(
            "見出し", "見出しを｜で区切って、1行に書きます。", "団体名｜事業名｜内容", kind=Kind.CELLS
        ),
        "tables.rows": Words(
            "中身",
            "1行が表の1行です。見出しと同じ数だけ、｜で区切ります。表計算ソフトから貼り付けることもできます。",
            "○○の会｜○○講座｜親子向けの講座を開く。",
        ),
    }
)

_COURSE = (
    {
        "status": Words(
            "状況", "出典から分かる今の状況です。分からなければ「未確認」のままにします。", "継続中"
        ),
        "status_note": Words("状況の補足", "いつの、何による情報かを書きます。", "令和7年3月の記事による"),
        "started": Words("開始", "取組が始まった時期です。", DATE),
        "started.date": Words("時期", _DATE_OF_CASE, f"{DATE}、2025年度"),
        "started.note": Words("補足", "何が始まった時期かを書きます。", "補助の受付開始"),
        "ended": Words("終了", "終わっていれば、その時期です。", DATE),
        "ended.date": Words("時期", _DATE_OF_CASE, f"{DATE}、2025年度"),
        "ended.note": Words("補足", "何が終わった時期かを書きます。", "補助の受付終了"),
        "events": Words(
            "経過", "起きたことを、古い順に1件ずつ書きます。", f"{DATE}：相談窓口を開設した。", "経過"
        ),
        "events.date": Words("時期", _DATE_OF_CASE, DATE),
        "events.text": Words("できごと", "起きたことを1文で書きます。", "相談窓口を開設した。"),
        "outcomes": Words(
            "成果", "数値でも、変化でも書けます。1件に1つの指標です。", "新規の出店数：5店（3年間）", "成果"
        ),
        "outcomes.indicator": Words("指標", "何を数えた、または比べたものかを書きます。", "新規の出店数"),
        "outcomes.value": Words("値", "出典の書き方のまま写します。", "5店（3年間の累計）"),
        "outcomes.number": Words(
            "値の数", "1つの数で表せるときに、数だけを書きます。比べるときに使います。", "5"
        ),
        "outcomes.unit": Words("単位", "「値の数」の単位です。", "店"),
        "outcomes.as_of": Words("時点", "いつの数値かを書きます。", DATE),
        "outcomes.as_of_note": _AS_OF_NOTE,
        "outcomes.note": Words(
            "補足", "数え方や、読むときに気をつけることを書きます。", "移転による出店を含む。"
        ),
    }
    | statements(
        "evaluation", "評価", "だれが、どう評価しているかを書きます。", "市の行政評価で「継続」とされた。"
    )
    | {
        "population": Words("当時の人口", "取組のころの人口が出典にあるときに書きます。", "24,000"),
        "population.value": Words(
            "人数", "数だけを書きます。「,」はあってもなくてもかまいません。", "24,000"
        ),
        "population.approximate": Words("およその数", "「約」の付いた数のときに印を付けます。", "約2万4千人"),
        "population.as_of": Words("時点", "いつの人口かを書きます。", DATE),
        "population.as_of_note": _AS_OF_NOTE,
    }
)

STORY: Mapping[str, Words] = MappingProxyType(_BASICS | _WORK | _COURSE)
