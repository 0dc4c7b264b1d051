"""What is allowed in a case but worth a second look: said by ``seeds check``, and no reason to refuse anything."""

from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.domain.errors import Problem
from catalogue.schemas.case import citations


def remarks_on(document: Mapping[str, Any]) -> Iterator[Problem]:
    """Sources that no statement names, and figures whose date nobody knows."""
    cited = {key for _, key in citations(document)}
    for number, source in enumerate(document["sources"]):
        if source["key"] not in cited:
            yield Problem(
                f"sources[{number}]", f"「{source['title']}」は、どの項目の出典にもなっていません。"
            )
    for number, row in enumerate(document["outcomes"]):
        if row["number"] is not None and not (row["as_of"] or row["as_of_note"]):
            yield Problem(
                f"outcomes[{number}]", "数値の時点が書かれていません（ページには「時点不明」と出ます）。"
            )
