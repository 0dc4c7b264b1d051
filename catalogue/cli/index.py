"""``index rebuild|check|sync``: the search index."""

import sys

import click
from flask.cli import with_appcontext

from catalogue.cli.answers import plainly
from catalogue.context import kit, private_transaction
from catalogue.domain.errors import Unavailable
from catalogue.editing import synonyms
from catalogue.search.outbox import Differences
from catalogue.search.wordbook_file import SYNONYMS


@click.group("index", help="検索の索引")
def group() -> None:
    """Commands about the search index."""


@group.command("rebuild", help="索引を作り直します。作っている間も検索できます。")
@with_appcontext
@plainly
def rebuild() -> None:
    """Build beside, then swap."""
    click.echo(f"索引を作り直しました（事例 {kit().outbox.rebuild()}件）。")


@group.command("check", help="索引とデータベースが合っているか調べます。")
@with_appcontext
@plainly
def check() -> None:
    """Exit status 1 where they differ."""
    _needs_an_index()
    found = kit().outbox.check()
    click.echo(_in_words(found) if found else "索引はデータベースと合っています。")
    if found:
        sys.exit(1)


@group.command("sync", help="索引とデータベースの違いだけを直します。")
@with_appcontext
@plainly
def sync() -> None:
    """Mend the differences."""
    _needs_an_index()
    write_synonyms()
    found = kit().outbox.sync()
    click.echo("直しました。" + _in_words(found) if found else "索引はデータベースと合っています。")


def write_synonyms() -> None:
    """The table that staff keep, to where the search reads it: the file may be lost, or be of another database."""
    with private_transaction() as writing:
        synonyms.write_out(writing, kit().settings.data / SYNONYMS)


def _needs_an_index() -> None:
    """An index that is missing, or was made by an older analysis, cannot be mended piece by piece."""
    if kit().index.stale():
        raise Unavailable("索引がないか、古い形のままです。index rebuild で作り直してください。")


def _in_words(found: Differences) -> str:
    parts = [
        f"{name} {len(slugs)}件（{'、'.join(sorted(slugs))}）"
        for name, slugs in (
            ("索引にない事例", found.missing),
            ("内容が違う事例", found.different),
            ("公開されていない事例", found.orphaned),
        )
        if slugs
    ]
    return "。".join(parts) + "。"
