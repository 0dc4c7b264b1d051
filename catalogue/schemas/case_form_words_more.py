"""What the form of a case says of all other fields: how it was done, what can be learnt, pictures, sources, notes."""

from collections.abc import Mapping
from types import MappingProxyType

from catalogue.schemas.case_form_words import ADDRESS, DATE, statements
from catalogue.schemas.form_inputs import Kind, Words

# The act of the button that leads to the page where a figure is added.
ADD_FIGURE = "add-figure"
# How the act of a button begins that leads to the entry of a picture in the register; its digest follows.
PICTURE_ENTRY = "picture:"

_WAY = (
    {
        "lead": Words("主体", "中心になって進めた組織です。", "○○市、○○商店街振興組合"),
        "partners": Words("協力者", "加わった組織を、1件に1つ書きます。", "○○株式会社（設計）", one="協力者"),
        "partners.name": Words("名称", "組織の正式な名前を書きます。", "○○株式会社"),
        "partners.role": Words("役割", "何を受け持ったかを書きます。", "相談窓口の運営"),
        "funding_kinds": Words("財源の種類", "当てはまるものをすべて選びます。", "市区町村の予算"),
    }
    | statements(
        "funding",
        "費用と財源",
        "いくらかかり、どこから出たかを書きます。",
        "令和7年度の予算は300万円で、市の一般財源による。",
    )
    | statements(
        "devices", "工夫したこと", "うまく進めるために工夫したことを書きます。", "夜間も相談を受けた。"
    )
    | statements(
        "constraints",
        "前提となる条件",
        "取り組むために必要だった条件を書きます。",
        "空き店舗の所有者の同意が要る。",
    )
)

_LEARNING = (
    statements(
        "lessons",
        "学べること",
        "ほかの市が取り組むときに役立つことを書きます。",
        "補助より先に相談窓口を置いた。",
    )
    | statements(
        "challenges",
        "難しかったこと",
        "困ったことや、残っている課題を書きます。",
        "開業後の売上が伸びにくい。",
    )
    | statements(
        "sustaining",
        "続けるためのしくみ",
        "続けるための体制や収入を書きます。",
        "会費で相談員の人件費をまかなう。",
    )
    | statements(
        "dissemination", "広がり", "ほかの地域への広がりを書きます。", "○○町が同じしくみを取り入れた。"
    )
    | {
        "unknowns": Words(
            "まだ分からないこと",
            "調べても分からなかったことを、1行に1つ書きます。",
            "開業した店の3年後の状況",
        ),
        "disagreements": Words(
            "資料によって異なること",
            "資料どうしで記載が違うときに書きます。",
            "開設の時期",
            one="異なること",
            offered=False,
        ),
        "disagreements.topic": Words("何について", "違っている事柄を短く書きます。", "開設の時期"),
        "disagreements.stated": Words(
            "記載の一つ",
            "構成骨子（案）など、もとの資料の記載を写します。",
            "市の資料は「令和6年4月開設」と記している。",
        ),
        "disagreements.finding": Words(
            "ほかの記載", "ほかの資料の記載を書きます。", "記事では、令和6年5月に開いたとされる。"
        ),
    }
)

_OF_THIS_FIGURE = "この図だけの設定（構成骨子の説明、代わりになる文、切り抜きの中心）"

_FIGURES = {
    "figures": Words(
        "図",
        "上から順に、図１、図２…の番号が付きます。「上へ」「下へ」で順番を変えられます。"
        "画像の権利と説明は、画像台帳に書きます。",
        "相談窓口の流れ（概念図）",
        one="図",
        grows=False,
        leads_to=ADD_FIGURE,
    ),
    "figures.image": Words("画像", "登録されている画像です。", "（登録済み）", kind=Kind.PICTURE),
    "figures.caption": Words("図の題名", "図の下に、番号に続けて出ます。", "相談窓口の流れ（概念図）"),
    "figures.outline_caption": Words(
        "構成骨子（案）の図の説明",
        "構成骨子（案）が「図.」の後に記しているとおりに写します。",
        "○○市の相談窓口",
        folded=_OF_THIS_FIGURE,
    ),
    "figures.alternative": Words(
        "この事例での、画像の代わりになる文",
        "画像台帳の文と変えたいときだけ書きます。空なら、台帳の文を使います。",
        "相談から開業までの4つの段階を矢印で示す。",
        folded=_OF_THIS_FIGURE,
    ),
    "figures.focus_x": Words(
        "この事例での、切り抜きの中心（横）",
        "一覧で写真を切り抜くときに残す所です。左の端を0、右の端を100とします。空なら、台帳のとおりにします。",
        "50",
        folded=_OF_THIS_FIGURE,
    ),
    "figures.focus_y": Words(
        "この事例での、切り抜きの中心（縦）",
        "上の端を0、下の端を100とします。横と縦の両方を書きます。",
        "30",
        folded=_OF_THIS_FIGURE,
    ),
    "figures.withheld": Words(
        "許諾が整うまで、枠と説明だけを公開する",
        "許諾を待つ間も、事例を公開できます。許諾が整うと、図が出ます。",
        "○○市に許諾を依頼している写真",
    ),
    "videos": Words("動画", "公開されている動画への案内です。", "事業の紹介動画", one="動画", offered=False),
    "videos.title": Words("動画の題名", "動画の題名を写します。", "○○市の創業支援"),
    "videos.url": ADDRESS,
    "videos.licence": Words("利用条件", "公開ページに利用条件があれば書きます。", "出典を示せば利用できる"),
    "related_addresses": Words(
        "関連するページ",
        "出典ではないが、読む価値のあるページです。",
        "事業の申請ページ",
        one="関連するページ",
        offered=False,
    ),
    "related_addresses.title": Words(
        "ページの題名", "ページの題名を写します。", "空き店舗活用補助金のご案内"
    ),
    "related_addresses.url": ADDRESS,
    "related_cases": Words(
        "関連する事例", "事例のページのアドレスか、その最後の名前を、1行に1つ書きます。", "sakai-1"
    ),
}

_SOURCES = {
    "sources": Words(
        "出典",
        "並んでいる順に[1]、[2]…と番号が付きます。ほかの欄では、この番号で出典を示します。",
        "○○市「創業支援事業の実績」",
        one="出典",
        required=True,
    ),
    "sources.key": Words("出典の名前", "自動で付きます。", "s1", kind=Kind.KEY),
    "sources.title": Words("資料の題名", "記事や資料の題名を写します。", "令和6年度 創業支援事業の実績"),
    "sources.publisher": Words("発行者", "新聞社や自治体など、出したところを書きます。", "○○市、○○新聞"),
    "sources.kind": Words("種類", "だれの言葉かを選びます。", "公式"),
    "sources.url": Words(
        "アドレス（URL）",
        "https:// から写します。紙の資料は空けておきます。",
        "https://www.example.jp/page.html",
    ),
    "sources.date": Words("発行日", "資料にある日付です。", f"{DATE}、2025年3月14日"),
    "sources.accessed": Words("閲覧日", "ページを見た日です。", "2025年3月14日"),
    "sources.note": Words("補足", "何ページにあるかなどを書きます。", "12ページの表3"),
    "checked": Words("情報の確認", "いつ、どのように確かめたかを書きます。"),
    "checked.on": Words("確認日", "年度ではなく、年月か年月日で書きます。", "2025年3月14日"),
    "checked.how": Words(
        "確認の方法", "何を見て、だれに確かめたかを書きます。", "公開情報で調査（担当者の確認前）"
    ),
    "checked.by_person": Words(
        "担当者など、人が確かめた", "先方の担当者などに内容を確かめたときに印を付けます。", "電話で確かめた"
    ),
    "contact": Words("問い合わせ先", "先方が公開している窓口だけを書きます。", "○○市 商工課"),
    "contact.name": Words("窓口の名前", "公開されている部署の名前を書きます。", "○○市 商工課"),
    "contact.purpose": Words("何の窓口か", "尋ねられることを書きます。", "補助金について"),
    "contact.telephone": Words("電話", "公開されている番号だけを書きます。", "0000-00-0000"),
    "contact.email": Words("メール", "公開されているものだけを書きます。", "info@example.jp"),
    "contact.url": ADDRESS,
    "contact.note": Words("補足", "受付の時間などを書きます。", "平日の午前9時から午後5時まで"),
    "notes": Words(
        "庁内メモ", "公開されません。引き継ぎたいことを書きます。", "先方へ次年度の実績を問い合わせる。"
    ),
    "*.sources": Words(
        "出典の番号", "「出典と確認」に並ぶ番号を、「,」で区切って書きます。", "1, 3", kind=Kind.SOURCES
    ),
}

REST: Mapping[str, Words] = MappingProxyType(_WAY | _LEARNING | _FIGURES | _SOURCES)
