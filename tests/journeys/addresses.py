"""The pages that are looked at one by one: every kind of page, and every state that looks different."""

CASES = (
    "sakai-jidounten-drone",
    "aizuwakamatsu-smartcity-aict",
    "niihama-dx-suishin-lab",
    "ota-digital-juhatchu-nakamamawashi",
    "higashiomi-community-business-sib",
    "kawasaki-chizai-matching",
    "nagoya-endoji-online-shotengai",
    "kiryu-cocotomo",
)


def comparison(count: int) -> str:
    """The address at which the first few cases stand side by side."""
    return "/compare?" + "&".join(f"case={slug}" for slug in CASES[:count])


def shared(count: int) -> str:
    """The address of a list of the first few cases, the first with a note."""
    cases = "&".join(f"case={slug}" for slug in CASES[:count])
    return f"/shortlist?{cases}&note={CASES[0]}:委員会で紹介する&title=スマートシティの勉強会"


PAGES = {
    "home": "/",
    "all cases": "/cases",
    "all cases as a table": "/cases?view=table",
    "all cases on a map": "/cases?view=map",
    "search with hits": "/cases?q=商店街&theme=shopping-street",
    "search for several words": "/cases?q=商店街の空き店舗を活用する起業支援",
    "search without hits": "/cases?q=空き店舗&theme=nobody-yet",
    "search with a bad year": "/cases?from=いつか",
    "search by a synonym": "/cases?q=クラファン",
    "search for words as typed": "/cases?q=クラファン&exact=1",
    "search for too long a text": "/cases?q=" + "商店街" * 70,
    "suggestions": "/suggest?q=商店",
    "no suggestions": "/suggest",
    **{slug: f"/cases/{slug}" for slug in CASES},
    "themes": "/themes",
    "theme": "/themes/dx",
    "theme without cases": "/themes/nobody-yet",
    "plans": "/plans",
    "new plan": "/plans/r9",
    "revised plan": "/plans/2017-rev",
    "changes of the revision": "/plans/2017-rev/changes",
    "changes of the new plan": "/plans/r9/changes",
    "node with cases": "/plans/r9/v2-2",
    "node with cases by lineage": "/plans/2017/kyotsu-2-2",
    "node without cases": "/plans/r9/shogyo",
    "municipality": "/municipalities/102032",
    "municipality without cases": "/municipalities/131016",
    "Ome itself": "/municipalities/132055",
    "comparison of none": "/compare",
    "comparison of two": comparison(2),
    "comparison of six": comparison(6),
    "matrix of visions": "/coverage",
    "matrix of measures": "/coverage?plan=2017",
    "matrix of issues": "/coverage?plan=r9&by=issue&node=v4-1&issue=r9:i1",
    "empty list": "/shortlist",
    "shared list": shared(3),
    "about": "/about",
    "not there": "/cases/kiryu-kokotomo",
}

# What shows that a page is in the state it is listed for.
SIGNS = {
    "search with hits": "「商店街」の事例",
    "search without hits": "条件に合う事例は、まだ登録されていません。",
    "search with a bad year": "「いつか」は読み取れませんでした。",
    "search by a synonym": "「クラファン」は「クラウドファンディング」",
    "search for words as typed": "入力した言葉だけで探す",
    "search for too long a text": "検索の言葉は200文字までです。",
    "suggestions": "「商店」の候補",
    "no suggestions": "検索の候補",
    "theme without cases": "このテーマの事例は、まだ登録されていません。",
    "changes of the new plan": "結び付ける記載は、資料の中に見つかっていません。",
    "node with cases": "空き店舗を、物を売るだけでなく",
    "node with cases by lineage": "計画の改訂をたどって関わる事例",
    "node without cases": "関連付けられた事例はまだありません。",
    "municipality without cases": "この自治体の事例は、まだ登録されていません。",
    "Ome itself": "青梅市の事例は、まだ登録されていません。",
    "comparison of none": "くらべる事例を選ぶ",
    "comparison of two": "2件の事例をくらべる",
    "comparison of six": "6件の事例をくらべる",
    "matrix of measures": "現行計画",
    "empty list": "リストには、まだ事例がありません。",
    "shared list": "アドレスで共有されたリストです。",
    "not there": "お探しのページに近いもの",
}
