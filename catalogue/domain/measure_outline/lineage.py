"""A lineage proposed between two trees of a text: what became of each node, as far as words, places and remarks tell.

Every proposal says in a sentence of ours how it was read; what the paper itself says of a change stays in its own
words, on the step it speaks of.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from catalogue.domain.measure_outline.likeness import alike
from catalogue.domain.measure_outline.matching import Pair, pairs, walk, words_of
from catalogue.domain.measure_outline.outline import Remark
from catalogue.domain.measure_outline.words import plain
from catalogue.domain.plan_tree import Node
from catalogue.domain.vocabulary import LineageKind, NodeKind

Edge = dict[str, Any]

_CALLED = {NodeKind.FIELD: "分野の名称", NodeKind.DIRECTION: "施策方針の名称"}
_NO_REASON = "変更の理由は、資料に書かれていません。"
_ADDED = "前の計画にない項目であることから、新規追加と読み取りました。追加の理由は、資料に書かれていません。"
_DROPPED = "この計画にない項目であることから、廃止と読み取りました。廃止の理由は、資料に書かれていません。"
_RETITLED = f"番号が同じで、名称に共通する言葉があることから、名称変更と読み取りました。{_NO_REASON}"
_REPLACED = f"{{}}が別の内容の名称に変わっていることから、差し替えと読み取りました。{_NO_REASON}"
_UNCHANGED = "{}が同じであることから、変更なしと読み取りました。"
_OF_BELOW = "資料の言葉は、その下の{}についてのものです。"
_SAID = "{}の変更方針にある「{}」は、この{}を指すものと読み取りました。"
_UNSURE = (
    "資料の言葉がどの項目についてのものかは、印字の位置からは分かりません。{}についてのものと読み取りました。"
)
# Words by which a remark gives a reason itself.
_BECAUSE = re.compile("踏まえ|ため|により|による|から、")

_NOTHING = re.compile("変更(?:は)?なし")
_ABOUT = re.compile(r"(?:施策|取組|事業)\s*([0-9]{1,3})")
_WHAT: tuple[tuple[re.Pattern[str], LineageKind], ...] = (
    (re.compile("追加|新設"), LineageKind.ADDED),
    (re.compile("削除|廃止"), LineageKind.DROPPED),
    (re.compile("(?:タイトル|名称|題名|文言).*(?:変更|修正)"), LineageKind.RETITLED),
)


def proposed(
    old: Sequence[Node],
    new: Sequence[Node],
    said: Mapping[str, Sequence[str]],
    source: str,
    unsure: Collection[str] = (),
) -> list[Edge]:
    """An edge for every node of both trees. ``said`` are the paper's remarks by the code of the node they are about,
    ``unsure`` the codes of which that is a guess; ``source`` is what is quoted."""
    found = pairs(old, new)
    above = {below["code"]: pair.new for pair in walk(found) if pair.new for below in pair.new["children"]}
    return [_edge(pair, said, above, source, unsure) for pair in walk(found)]


def _edge(
    pair: Pair,
    said: Mapping[str, Sequence[str]],
    above: Mapping[str, Node | None],
    source: str,
    unsure: Collection[str],
) -> Edge:
    parent = above.get(pair.new["code"]) if pair.new else None
    spoken = _remark_on(pair, said.get(parent["code"], ())) if parent else None
    words = list(said.get(pair.new["code"], ())) if pair.new else []
    kind = _kind(pair, spoken)
    reading = _from_remark(pair, kind, parent, spoken) if parent and spoken else _reading(pair, kind, words)
    if words and pair.new and pair.new["code"] in unsure:
        reading = f"{_UNSURE.format(pair.new['label'] or 'この項目')}{reading or ''}"
    return {
        "older": pair.old["code"] if pair.old else None,
        "newer": pair.new["code"] if pair.new else None,
        "kind": kind.value,
        "words": words or None,
        "reading": reading,
        "source": source,
    }


def _kind(pair: Pair, spoken: str | None) -> LineageKind:
    if pair.old is None:
        return LineageKind.ADDED
    if pair.new is None:
        return LineageKind.DROPPED
    if words_of(pair.old) == words_of(pair.new):
        return LineageKind.UNCHANGED
    if alike(words_of(pair.old), words_of(pair.new)) or spoken:
        return LineageKind.RETITLED
    return LineageKind.REPLACED


def _reading(pair: Pair, kind: LineageKind, words: Sequence[str]) -> str | None:
    if kind is LineageKind.UNCHANGED:
        return _unchanged(pair, words)
    if kind is LineageKind.REPLACED and pair.new:
        return _REPLACED.format(pair.new["label"] or "この項目")
    return {LineageKind.ADDED: _ADDED, LineageKind.DROPPED: _DROPPED}.get(kind, _RETITLED)


def _unchanged(pair: Pair, words: Sequence[str]) -> str | None:
    changed = [below for below in pair.below if _has_changed(below)]
    if words and not changed and any(_NOTHING.search(each) for each in words):
        return None
    kind = NodeKind(pair.new["kind"]) if pair.new else None
    sentence = _UNCHANGED.format(_CALLED.get(kind, "名称") if kind else "名称")
    if words:
        return f"{sentence}{_OF_BELOW.format(_called_below(pair))}"
    labels = [node["label"] for below in changed if (node := below.new or below.old) and node["label"]]
    names = "の名称" if all(below.old and below.new for below in changed) else ""
    return f"{sentence}その下の{'と'.join(labels)}{names}は変わっています。" if labels else sentence


def _called_below(pair: Pair) -> str:
    nodes = [node for below in pair.below if (node := below.new or below.old)]
    return NodeKind(nodes[0]["kind"]).label if nodes else "項目"


def _has_changed(pair: Pair) -> bool:
    return pair.old is None or pair.new is None or words_of(pair.old) != words_of(pair.new)


def _from_remark(pair: Pair, kind: LineageKind, parent: Node, spoken: str) -> str:
    node = pair.new or pair.old or parent
    sentence = _SAID.format(parent["label"] or parent["title"], spoken, NodeKind(node["kind"]).label)
    if _BECAUSE.search(spoken):
        return sentence
    what = {LineageKind.ADDED: "追加", LineageKind.DROPPED: "廃止"}.get(kind, "変更")
    return f"{sentence}{what}の理由は、資料に書かれていません。"


def _remark_on(pair: Pair, remarks: Sequence[str]) -> str | None:
    return next((remark for remark in remarks if _is_about(remark, pair)), None)


def _is_about(remark: str, pair: Pair) -> bool:
    """Whether a remark (施策2のタイトルを変更) says what became of this pair."""
    found, node = _ABOUT.search(plain(remark)), pair.new or pair.old
    kind = next((kind for pattern, kind in _WHAT if pattern.search(remark)), None)
    if not found or node is None or kind is None or not _has_number(node, found[1]):
        return False
    if kind is LineageKind.RETITLED:
        return pair.old is not None and pair.new is not None and _has_changed(pair)
    return (pair.old is None) if kind is LineageKind.ADDED else (pair.new is None)


def _has_number(node: Node, number: str) -> bool:
    figures = re.findall(r"[0-9]+", plain(node["label"] or ""))
    return bool(figures) and figures[-1] == number


def placed(remarks: Sequence[Remark], old: Sequence[Node], new: Sequence[Node]) -> dict[str, str]:
    """The direction of the newer tree (its code) each remark speaks of, by the key of the remark: of those of its
    field, in the order of the remarks, the first of which it is true. What is true of none has no place."""
    found = {pair.new["code"]: pair for pair in walk(pairs(old, new)) if pair.new}
    fields = {node["title"]: node for node in new}
    places: dict[str, str] = {}
    last: dict[str, int] = {}
    for remark in remarks:
        named = fields.get(remark.group)
        below = named["children"] if named else [node for node in new if node["kind"] == NodeKind.DIRECTION]
        true = [at for at, node in enumerate(below) if _is_true(remark.text, found[node["code"]])]
        after = [at for at in true if at >= last.get(remark.group, 0)]
        if true:
            last[remark.group] = (after or true)[0]
            places[remark.key] = below[(after or true)[0]]["code"]
    return places


def _is_true(remark: str, pair: Pair) -> bool:
    if _NOTHING.search(remark):
        return not _has_changed(pair) and not any(map(_has_changed, pair.below))
    return any(_is_about(remark, below) for below in pair.below)


def said_of(remarks: Sequence[Remark], places: Mapping[str, str]) -> dict[str, list[str]]:
    """The words of the remarks by the code of what they speak of; those without a place are left out."""
    words: dict[str, list[str]] = {}
    for remark in remarks:
        place = places.get(remark.key)
        if place and remark.text not in words.setdefault(place, []):
            words[place].append(remark.text)
    return words


def unsure(remarks: Sequence[Remark], places: Mapping[str, str], new: Sequence[Node]) -> frozenset[str]:
    """The nodes whose remark may be about a neighbour as well: where a field has fewer remarks than directions. A
    remark that a person has placed is sure."""
    many = Counter(remark.group for remark in remarks)
    few = {node["title"] for node in new if many[node["title"]] < len(node["children"])}
    return frozenset(
        places[each.key] for each in remarks if each.group in few and each.key in places and not each.about
    )
