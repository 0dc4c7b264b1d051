"""The closed lists of words the catalogue uses, each with its Japanese name.

An open list (themes, categories, municipalities, plan nodes) is data and lives in ``seeds/``; what stands here
is what code decides on.
"""

from enum import StrEnum

# What a page or a file says in place of what is not known, has no source, or is not in the papers.
UNCONFIRMED, NO_SOURCE, NOT_STATED = "未確認", "出典なし", "記載なし"


class Named(StrEnum):
    """A word with its Japanese name: the value is what is stored, ``label`` what is shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Named":
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word


class NodeKind(Named):
    """What a node of a plan's tree is."""

    FIELD = "field", "分野"
    DIRECTION = "direction", "施策方針"
    MEASURE = "measure", "施策"
    VISION_GROUP = "vision_group", "将来像の柱"
    VISION = "vision", "将来像"
    PRINCIPLE = "principle", "原則"
    ISSUE = "issue", "課題"


class LineageKind(Named):
    """What became of a node from one plan to the next."""

    UNCHANGED = "unchanged", "変更なし"
    RETITLED = "retitled", "名称変更"
    REPLACED = "replaced", "差し替え"
    MERGED = "merged", "統合"
    SPLIT = "split", "分割"
    ADDED = "added", "新規追加"
    DROPPED = "dropped", "廃止"


class LinkRole(Named):
    """How a case serves a node."""

    MODEL = "model", "直接の手本"
    PARTIAL = "partial", "一部参考"
    CONTRAST = "contrast", "対照"
    SPARK = "spark", "発想のきっかけ"


class Status(Named):
    """Where a case stands today, as far as its sources say."""

    ONGOING = "ongoing", "継続中"
    TRIAL = "trial", "実証"
    REDUCED = "reduced", "縮小"
    ENDED = "ended", "終了"
    UNKNOWN = "unknown", "未確認"


class FundingKind(Named):
    """Where the money comes from."""

    NATIONAL = "national", "国の交付金・補助金"
    PREFECTURE = "prefecture", "都道府県の補助"
    MUNICIPAL = "municipal", "市区町村の予算"
    TAX_DONATION = "tax-donation", "ふるさと納税"
    CITIZENS = "citizens", "市民の出資・寄附"
    PRIVATE = "private", "民間の資金"
    SPONSORS = "sponsors", "協賛・会費"
    FEES = "fees", "利用料・事業収入"


class Method(Named):
    """What kind of thing a municipality did."""

    SUBSIDY = "subsidy", "補助・助成"
    ADVICE = "advice", "相談・伴走支援"
    TRAINING = "training", "研修・人材育成"
    PLACE = "place", "拠点の整備"
    LAND = "land", "土地・基盤の整備"
    ATTRACTION = "attraction", "企業の誘致"
    TRIAL = "trial", "実証・社会実験"
    PLATFORM = "platform", "デジタル基盤の整備"
    MATCHING = "matching", "人や企業のマッチング"
    EVENTS = "events", "催し・情報発信"
    RULES = "rules", "制度・ルールづくり"
    PARTNERSHIP = "partnership", "公民連携・産学官連携"


class SourceKind(Named):
    """Who speaks in a source."""

    OFFICIAL = "official", "公式"
    WHITE_PAPER = "white_paper", "白書"
    RESEARCH = "research", "研究"
    PRESS = "press", "報道"
    OTHER = "other", "その他"


class FigureKind(Named):
    """What a picture is, so that none passes for something else."""

    PHOTOGRAPH = "photograph", "写真"
    DIAGRAM = "diagram", "図"
    CONCEPT = "concept", "概念図"
    SCREEN = "screen", "画面"
    MAP = "map", "地図"


class Licence(Named):
    """On what terms its holder lets a picture be used. PDL is the Digital Agency's 公共データ利用規約."""

    PDL = "pdl-1.0", "公共データ利用規約（PDL1.0）"
    CC_BY = "cc-by-4.0", "CC BY 4.0"
    INDIVIDUAL = "individual", "個別許諾"
    QUOTATION = "quotation", "引用"
    UNKNOWN = "unknown", "不明"


class Clearance(Named):
    """Whether the holder of a picture has permitted us to show it."""

    NOT_NEEDED = "not-needed", "不要"
    ASKED = "asked", "依頼中"
    GRANTED = "granted", "許諾"
    REFUSED = "refused", "不可"
    EXPIRED = "expired", "期限切れ"


class DecisionKind(Named):
    """What was decided about a revision."""

    SEEDED = "seeded", "初期登録"
    SUBMITTED = "submitted", "提出"
    TAKEN_BACK = "taken_back", "引戻し"
    RETURNED = "returned", "差戻し"
    APPROVED = "approved", "承認"
    WITHDRAWN = "withdrawn", "取下げ"


class MunicipalityKind(Named):
    """Kinds of local government, as their code list names them."""

    PREFECTURE = "都道府県", "都道府県"
    DESIGNATED_CITY = "指定都市", "指定都市"
    CORE_CITY = "中核市", "中核市"
    CITY = "市", "市"
    SPECIAL_WARD = "特別区", "特別区"
    TOWN = "町", "町"
    VILLAGE = "村", "村"


CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨"
