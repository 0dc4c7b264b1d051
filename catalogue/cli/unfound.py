"""``search unfound``: what readers asked for and did not find."""

import csv
import sys

import click
from flask.cli import with_appcontext

from catalogue.cli.answers import plainly
from catalogue.context import session
from catalogue.editing.unfound import unfound_words

_HEADINGS = ("回数", "言葉", "はじめての日", "最後の日")


@click.group("search", help="検索の使われ方")
def group() -> None:
    """Commands about how search is used."""


@group.command("unfound", help="さがされたのに、どの事例にもなかった言葉を表示します。")
@click.option("--csv", "as_csv", is_flag=True, help="表計算ソフトで開ける形（CSV）で書き出します。")
@with_appcontext
@plainly
def unfound(as_csv: bool) -> None:
    """The most asked first."""
    rows = [(row.count, row.word, row.first_on, row.last_on) for row in unfound_words(session())]
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(_HEADINGS)
        writer.writerows((count, _inert(word), *days) for count, word, *days in rows)
    elif rows:
        click.echo("　".join(_HEADINGS))
        for count, word, first, last in rows:
            click.echo(f"{count:>4}　{word}　{first}　{last}")
    else:
        click.echo("記録された言葉はまだありません。")


def _inert(word: str) -> str:
    """A stranger's word must not become a formula in a spreadsheet."""
    return f"'{word}" if word.startswith(("=", "+", "-", "@")) else word
