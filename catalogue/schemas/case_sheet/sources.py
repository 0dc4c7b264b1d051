"""Sources as lists of other people tell them, in a line or an address: completed as far as they are told."""

from catalogue.domain.vocabulary import SourceKind
from catalogue.schemas.case_sheet.gathering import Gathered
from catalogue.schemas.case_sheet.lines import host_of
from catalogue.schemas.fields import LINE

_NO_TITLE = "出典の題名かアドレス（URL）を書いてください。"
_NO_PUBLISHER = "出典の発行者が分かりません。アドレス（URL）も書くか、発行者の列を加えてください。"
_BY_ADDRESS = {
    "title": "題名のない出典（{count}件）は、アドレスかサイト名を題名にしました。分かれば題名に直してください。",
    "publisher": "発行者のない出典（{count}件）は、アドレスのサイト名（{first}）を発行者にしました。"
    "分かれば発行者の名前に直してください。",
}
_MORE = "など"


def complete(about: Gathered) -> None:
    """Nothing is made up, but an address names itself and its site; a kind that is not told is その他."""
    filled: dict[str, list[tuple[str, str]]] = {name: [] for name in _BY_ADDRESS}
    for at, source in enumerate(about.raw["sources"]):
        path = f"sources[{at}]"
        source.setdefault("kind", SourceKind.OTHER.value)
        url = str(source.get("url") or "")
        if not url and not source.get("title"):
            about.wrong(about.places[path], _NO_TITLE, path)
        elif not source.get("publisher") and not host_of(url):
            about.wrong(about.places[path], _NO_PUBLISHER, f"{path}.publisher")
        else:
            host = host_of(url)
            for name, instead in (("title", url if len(url) <= LINE else host), ("publisher", host)):
                if not source.get(name):
                    source[name] = instead
                    filled[name].append((path, instead))
    for name, own in filled.items():
        if own:
            path, first = own[0]
            told = first if len(own) == 1 else f"{first}{_MORE}"
            about.odd(about.places[path], _BY_ADDRESS[name].format(count=len(own), first=told), path)
