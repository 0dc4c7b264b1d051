"""What a report of a mistake can say besides its own words: which part of the page it is about, who sends it, and how
far it has come. The parts are called what the page of a case calls them."""

from collections.abc import Mapping

from catalogue.domain.vocabulary import Named


class ReportPart(Named):
    """A part of the page of a case."""

    TITLE = "title", "題名・概要"
    MUNICIPALITY = "municipality", "自治体"
    WORK = "work", "取組"
    OUTCOMES = "outcomes", "成果の数値"
    EVENTS = "events", "経過"
    FUNDING = "funding", "財源・費用"
    FIGURES = "figures", "図"
    SOURCES = "sources", "出典"
    LINKS = "links", "青梅市との関連付け"
    OTHER = "other", "その他"


class Informant(Named):
    """Who says so, as far as they tell."""

    READER = "reader", "読者"
    FEATURED = "featured", "掲載された自治体・団体"
    STAFF = "staff", "職員"


class ReportState(Named):
    """How far a report has come."""

    NEW = "new", "未対応"
    TAKEN = "taken", "対応中"
    DONE = "done", "済み"
    NO_MISTAKE = "no-mistake", "誤りではなかった"


OPEN = (ReportState.NEW, ReportState.TAKEN)
NO_REPORT = "お探しの報告は見つかりませんでした。"
CLOSED = (ReportState.DONE, ReportState.NO_MISTAKE)

# Where in the form of a case each part is mended: the id of the first field of that part. A link is not in the form,
# and what is about something else is looked for by whoever reads it.
FIELD_OF: Mapping[ReportPart, str] = {
    ReportPart.TITLE: "title",
    ReportPart.MUNICIPALITY: "municipality_text",
    ReportPart.WORK: "activities",
    ReportPart.OUTCOMES: "outcomes",
    ReportPart.EVENTS: "events",
    ReportPart.FUNDING: "funding",
    ReportPart.FIGURES: "figures",
    ReportPart.SOURCES: "sources",
}
