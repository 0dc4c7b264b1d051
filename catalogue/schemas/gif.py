"""The national data model for case studies, and where each of its items stands in our document.

Source: 政府相互運用性フレームワーク（GIF）実装データモデル 451-3「事例」, class diagram 451-3-1 (digital-go-jp/GIF).
The model may be adopted as it is, extended or trimmed; ours holds all 34 items of the class 「ad:事例」 and more.
"""

from collections.abc import Mapping
from types import MappingProxyType

# The item of the model: the field of a case's document, or of a part of it (「figures.caption」).
ITEMS: Mapping[str, str] = MappingProxyType(
    {
        "ad:タイトル": "title",
        "ad:サブタイトル": "subtitle",
        "ad:事例実施年": "started",
        "ad:事例の場所": "municipality",
        "ad:対象組織": "organisation",
        "ad:行政サービス分類": "service_class",
        "ad:テーマ": "theme",
        "ad:キーワード": "keywords",
        "ad:取り組みの概要": "summary",
        "ad:取り組み理由": "background",
        "ad:目的": "purpose",
        "ad:挑戦したこと": "challenges",
        "ad:取り組み内容": "activities",
        "ad:学んだこと": "lessons",
        "ad:成果": "outcomes",
        "ad:導入での工夫": "devices",
        "ad:制約条件": "constraints",
        "ad:普及": "dissemination",
        "ad:持続させる仕組み": "sustaining",
        "ad:評価の方法": "evaluation",
        "ad:利用した制度": "funding",
        "ad:協力者": "partners",
        "ad:イメージタイトル": "figures.caption",
        "ad:イメージファイル": "figures.image",
        "ad:イメージのライセンス": "register: licence",
        "ad:ビデオタイトル": "videos.title",
        "ad:ビデオURL": "videos.url",
        "ad:ビデオのライセンス": "videos.licence",
        "ad:関連URL": "related_addresses.url",
        "ad:関連事例": "related_cases",
        "pd:連絡先情報": "contact",
        "ad:ID": "slug",
        "ad:公開日": "dossier: decision 承認 or 初期登録",
        "ad:最終更新日": "dossier: saved_at of the public revision",
    }
)
