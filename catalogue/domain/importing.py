"""The words of an import: what is brought, and how far it has come."""

from catalogue.domain.vocabulary import Named


class ImportKind(Named):
    """What is brought."""

    CASES = "cases", "事例の表"
    TEXT = "text", "計画の事例ページ"
    PLAN = "plan", "計画の体系"


class ImportState(Named):
    """How far it has come. ``done`` can be undone, the others come from ``open``."""

    OPEN = "open", "確認中"
    DONE = "done", "取込済み"
    UNDONE = "undone", "取消済み"
    DROPPED = "dropped", "取りやめ"
