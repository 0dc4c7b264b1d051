"""Kinds of words: what the dictionary says of a word by itself."""

from catalogue.search.analysis import tokenizer_of_this_thread


def names_something(text: str) -> bool:
    """Whether this folded text names a thing, of two letters at least: 商店街, not 応じる and not 小."""
    kinds = [morpheme.part_of_speech() for morpheme in tokenizer_of_this_thread().tokenize(text)]
    return len(text) > 1 and all(kind[0] == "名詞" and not {"数詞", "副詞可能"} & {*kind} for kind in kinds)
