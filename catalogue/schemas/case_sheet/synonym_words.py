"""The words by which lists of other people call the fields of a case, as they are compared: half width, without
blanks and joining signs. :mod:`~catalogue.schemas.case_sheet.synonyms` compares them."""

from collections.abc import Mapping

# Of two fields with one word the first one is meant.
WORDS: Mapping[str, str] = {
    "title": (
        "事例名 取組名 取組名称 取り組み名 取組の名称 タイトル 名称 施策名 事業名 事業名称 "
        "プロジェクト名 題名 件名 事例タイトル 取組 取組事例 施策 事業 事例 "
        "name casetitle casename projecttitle projectname initiative"
    ),
    "subtitle": "副題 サブタイトル",
    "yomi": "よみ 読み ふりがな フリガナ よみがな",
    "theme": "テーマ 分野 大分類 政策分野 施策分野 領域 topic",
    "category": "カテゴリ カテゴリー 分類 区分 小分類 中分類 種別 ジャンル type subcategory",
    "theme_code": "テーマコード",
    "category_code": "分類コード",
    "prefecture": "都道府県 都道府県名 県名 府県 pref prefecturename",
    "municipality": (
        "自治体 自治体名 市町村 市町村名 市区町村 市区町村名 実施自治体 団体名 地方公共団体 "
        "地方公共団体名 自治体等 実施市町村 市町 都市名 実施団体 団体 "
        "city town cityname municipalityname localgovernment"
    ),
    "municipality_code": (
        "全国地方公共団体コード 団体コード 自治体コード 市町村コード 市区町村コード コード citycode lgcode"
    ),
    "other_municipalities": (
        "参加自治体 構成自治体 共同実施自治体 共同で取り組む自治体 関係自治体 連携自治体 構成市町村"
    ),
    "place": "場所 実施場所 所在地 地区 エリア 実施地域 対象地域 対象エリア",
    "organisation": "対象 対象者 対象となる組織 対象組織",
    "service_class": "行政サービスの分類 サービス分類",
    "keywords": "キーワード タグ 検索語 キーワードタグ tags keyword",
    "summary": (
        "概要 事業概要 取組概要 事例概要 要約 内容 事業内容 説明 要旨 概略 "
        "事例の内容 サマリー description overview outline abstract"
    ),
    "background": (
        "背景 経緯 背景課題 課題背景 きっかけ 取組の背景 地域課題 解決したい課題 現状 現状課題 "
        "現状と課題 導入前の課題 背景経緯 背景目的 経緯背景 課題認識 "
        "problem issue context"
    ),
    "purpose": "目的 ねらい 狙い 目標 めざす姿 目指す姿 goal goals objective",
    "activities": (
        "取組内容 取り組み内容 取り組んだこと 実施内容 活動内容 具体的な取組 取組の内容 施策内容 "
        "支援内容 実績内容 主な取組 具体的内容 取組の詳細 詳細 "
        "actions activity measures details"
    ),
    "methods": "手法 手段",
    "status": "状況 状態 ステータス 実施状況 進捗 進捗状況 現在の状況",
    "status_note": "状況の補足",
    "started.date": (
        "開始 開始年度 開始年 開始年月 開始年月日 開始日 開始時期 実施年度 実施年 事業開始年度 "
        "導入時期 導入年度 着手年度 導入年 年度 開設時期 開設年 開設年月 "
        "started start startdate startyear fiscalyear year date 年 日付"
    ),
    "ended.date": "終了 終了年度 終了年 終了年月 終了日 終了時期 完了時期 完了年度 終了予定 ended end enddate endyear",
    "period": "実施時期 期間 実施期間 事業期間 取組期間 時期 取組時期 実施年度期間",
    "population.value": "人口 総人口 当時の人口 population",
    "population.as_of": "人口時点 人口の時点",
    "lead": "実施主体 主体 事業主体 実施機関 運営主体 実施者 取組主体 implementer organizer",
    "partners": (
        "連携先 関係者 協力 協力者 連携 連携団体 協力団体 関係団体 関係機関 連携企業 パートナー "
        "協働先 連携主体 共同実施者 主な関係者 "
        "partner stakeholders"
    ),
    "events": "経過 沿革 スケジュール 年表 これまでの経過 取組経過 事業経過 経過沿革 history timeline",
    "outcomes": (
        "成果 効果 実績 成果指標 アウトカム 成果効果 取組の成果 得られた成果 結果 数値実績 "
        "定量的効果 主な成果 取組結果 "
        "outcome results result effects effect impact achievements"
    ),
    "evaluation": "評価 定性的効果 評価結果 受賞",
    "funding_kinds": "財源の種類 財源 財源内訳 活用した補助金 補助金 活用制度",
    "funding": (
        "費用 予算 予算額 予算規模 国の支援 補助金名 事業費 総事業費 決算額 経費 費用と財源 "
        "費用財源 コスト 事業規模 予算財源 金額 "
        "budget cost costs"
    ),
    "devices": (
        "工夫 工夫したこと 工夫した点 ポイント 工夫点 特徴 特色 アピールポイント 成功要因 "
        "成功のポイント 取組のポイント 工夫ポイント 特筆すべき点 先進性 "
        "points keypoints"
    ),
    "challenges": (
        "課題 失敗 苦労 今後の課題 苦労した点 難しかったこと 問題点 残された課題 課題今後の課題 課題と対応 "
        "苦労したこと challenge"
    ),
    "constraints": "前提となる条件 前提条件 条件 制約 留意点 注意点 導入条件",
    "lessons": "学べること 教訓 参考になる点 示唆 本市への示唆 参考となる点 学び 活用のヒント lesson learnings",
    "sustaining": "続けるためのしくみ 継続性 持続性 継続の仕組み 運営体制",
    "dissemination": "広がり 波及 波及効果 横展開 他地域への展開 今後の展開 展開 今後の展望 今後の予定",
    "unknowns": "まだ分からないこと 未確認事項 不明点 未確認 確認事項 要確認",
    "related_cases": "関連する事例 関連事例 類似事例",
    "sources": (
        "出典 参考 情報源 参考資料 参考文献 資料 出所 典拠 根拠資料 引用元 "
        "出典情報 参照元 source reference references"
    ),
    "sources.title": (
        "出典の題名 出典題名 資料名 出典名 資料の題名 参考資料名 出典タイトル "
        "記事名 ページ名 sourcetitle sourcename referencetitle"
    ),
    "sources.url": (
        "url リンク 参考url 出典url ホームページ hp webサイト ウェブサイト アドレス 出典のurl "
        "掲載url 関連url 参考リンク 公式サイト 出典アドレス リンク先 サイト "
        "link links website sourceurl sourcelink"
    ),
    "sources.publisher": (
        "発行者 出典発行者 発行元 出典の発行者 発行機関 公表者 媒体 掲載元 媒体名 掲載媒体 出典元 作成者 "
        "publisher sourcepublisher"
    ),
    "sources.kind": "出典の種類 出典種類 資料の種類 出典種別 sourcetype",
    "sources.date": (
        "出典の日付 出典日付 発行日 公表日 掲載日 公開日 発行年月 発行年 出典日 公表年月 資料の日付 "
        "sourcedate sourceyear published publicationdate publicationyear"
    ),
    "sources.accessed": "閲覧日 アクセス日 参照日 出典の閲覧日 最終閲覧日",
    "sources.note": "出典の補足 掲載ページ",
    "outcomes.indicator": "成果の指標 指標 指標名 kpi 成果指標名 metric indicator",
    "outcomes.value": "成果の値 値 実績値 成果値 数値 成果の数値 value",
    "outcomes.unit": "成果の単位 単位 unit",
    "outcomes.as_of": "成果の時点 時点 実績時点 実績年度",
    "outcomes.note": "成果の補足",
    "events.date": "経過の時期",
    "events.text": "経過の内容",
    "partners.name": "協力者名 連携先名 関係者名 partnername",
    "partners.role": "役割 連携先の役割 協力内容",
    "videos": "動画 動画url",
    "related_addresses": "関連するページ 関連ページ 関連サイト",
    "contact.name": (
        "担当課 担当部署 問い合わせ先 問合せ先 問合先 連絡先 担当 所管課 所管部署 担当課名 窓口 "
        "お問い合わせ先 照会先 "
        "contact contactname department"
    ),
    "contact.telephone": "電話 電話番号 tel 連絡先電話番号",
    "contact.email": "メール メールアドレス email e-mail mail",
    "checked.on": "確認日 調査日 最終確認日 更新日 調査時点 情報の確認日",
    "checked.how": "確認の方法 確認方法 調査方法",
    "notes": "備考 メモ 庁内メモ その他 コメント 補足 特記事項 摘要 備考欄 所感 note remarks memo comment comments",
}

# Too common to say anything at the end of a longer heading (関連施策), and less than another heading of that field.
NOT_AT_THE_END = frozenset(
    {"事例", "施策", "事業", "取組", "コード", "団体", "対象", "条件", "補足", "時点", "数値", "結果"}
    | {"現状", "資料", "参考", "説明", "単位", "評価", "実績値", "時期"}
    | {"name", "title", "type", "year", "date", "value", "unit", "start", "end", "place", "年", "日付"}
)
# Of whatever stands beside it: behind the title or address of a source its date.
DATE_OF_NEIGHBOUR = frozenset({"year", "date", "日付"})
# With a number in it, the heading of one part among several.
WITH_NUMBER: Mapping[str, str] = {"成果指標": "outcomes.indicator"}
