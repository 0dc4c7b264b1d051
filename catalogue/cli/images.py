"""``images check|sweep``: whether every picture is there as it was kept, and removing what lies there for nobody."""

import time
from collections.abc import Iterable

import click
from flask.cli import with_appcontext

from catalogue.cli.answers import plainly
from catalogue.context import kit, private_transaction, session
from catalogue.domain.clock import day_in_tokyo
from catalogue.domain.errors import Invalid, Unavailable
from catalogue.editing import picture_check, picture_upkeep
from catalogue.editing.acting import command_line
from catalogue.editing.picture_upkeep import KEPT_DAYS, Sweepable, by_folder
from catalogue.images.store import Entry

_WRONG = "画像に問題があります（{}件）。控えから戻すか、同じファイルを登録し直してください。"


@click.group("images", help="画像の保管場所を確かめる、片付ける")
def group() -> None:
    """Commands about the store of pictures."""


@group.command("check", help="登録されている画像のファイルが、保存したときのままそろっているかを確かめます。")
@with_appcontext
@plainly
def check() -> None:
    """Read all of them; status 1 if one is missing or damaged."""
    try:
        seen = picture_check.check(session(), kit().store)
    except Unavailable as error:
        raise _with_cause(error) from error
    if seen.nameless:
        size = in_words(sum(entry.size for entry in seen.nameless))
        click.echo(
            f"どの画像の登録にもないファイルが {len(seen.nameless)}個あります（{size}）。"
            "問題ではありません。images sweep --dry-run で確かめて片付けられます。"
        )
    if seen.without_original:
        click.echo(
            f"元のファイルのない画像が {seen.without_original}点あります（以前の版で登録されたもの）。"
        )
    if seen.problems:
        raise Invalid(_WRONG.format(len(seen.problems)), seen.problems)
    click.echo(
        f"画像はすべてそろっています。画像 {seen.pictures}点、元のファイル {seen.originals}個を含む"
        f"ファイル {seen.files}個、{in_words(seen.size)}。"
    )


@group.command(
    "sweep",
    help="使われていない画像と、登録のないファイルを消します。どれかの版、書きかけ、会議資料にある画像は消しません。",
)
@click.option("--dry-run", is_flag=True, help="消さずに、消えるものを表示します。")
@click.option(
    "--days",
    type=click.IntRange(min=1, max=36500),
    default=KEPT_DAYS,
    show_default=True,
    help="登録からこの日数がたった、使われていない画像だけを消します。",
)
@with_appcontext
@plainly
def sweep(dry_run: bool, days: int) -> None:
    """Safe beside a running service: what is in use by the time it would go, stays."""
    try:
        found = picture_upkeep.sweepable(session(), kit().store, kit().now(), days)
        _list(found)
        if not found.unused and not found.rowless:
            click.echo("片付けるものはありません。")
        elif dry_run:
            click.echo(f"合わせて {in_words(found.size)}。--dry-run のため、何も消していません。")
        else:
            _sweep(found, days)
    except Unavailable as error:
        raise _with_cause(error) from error


def _list(found: Sweepable) -> None:
    if found.unused:
        click.echo(f"使われていない画像 {len(found.unused)}点")
    for picture in found.unused:
        since = f"{day_in_tokyo(picture.kept_at):%Y-%m-%d} から" if picture.kept_at else "登録日不明"
        click.echo(f"  {picture.digest}　{since}　{_amount(picture.entries)}")
    if found.rowless:
        click.echo("登録のないファイル")
    for folder, entries in by_folder(found.rowless).items():
        click.echo(f"  {folder}　{_amount(entries)}")


def _sweep(found: Sweepable, days: int) -> None:
    with private_transaction() as writing:
        dropped = picture_upkeep.drop_rows(writing, command_line(kit().now()), found.unused, days)
    if dropped:
        _let_others_finish()
    theirs = [entry for each in found.unused if each.digest in dropped for entry in each.entries]
    gone: list[Entry] = []
    for entries in by_folder([*theirs, *found.rowless]).values():
        # One at a time: whoever writes waits for no more than that.
        with private_transaction() as writing:
            gone += picture_upkeep.remove(writing, kit().store, entries)
    size = in_words(sum(entry.size for entry in gone))
    click.echo(f"使われていない画像 {len(dropped)}点と、ファイル {len(gone)}個（{size}）を消しました。")
    if stayed := len(found.unused) - len(dropped):
        click.echo(f"いま使われはじめた画像 {stayed}点は残しました。")


def _let_others_finish() -> None:
    """Somebody who sends one of these pictures again may have seen its row a moment ago. They write that row anew as
    soon as they can, or have waited in vain by the end of this; files whose row is back then stay."""
    seconds = kit().settings.lock_wait * 1.5
    click.echo(
        f"登録を消しました。いま同じ画像を登録している人がいないかを、{seconds:.0f}秒待って確かめます。"
    )
    time.sleep(seconds)


def _amount(entries: Iterable[Entry]) -> str:
    sizes = [entry.size for entry in entries]
    return f"{len(sizes)}個　{in_words(sum(sizes))}"


def in_words(size: int) -> str:
    """A number of bytes as an operator reads it: 980バイト, 43 kB, 1.2 MB."""
    if size < 1000:
        return f"{size}バイト"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:,.1f} MB"


def _with_cause(error: Unavailable) -> Unavailable:
    """Whoever types commands can mend what a visitor need not know: a password, a network, a bucket."""
    cause: BaseException = error
    while cause.__cause__ is not None:
        cause = cause.__cause__
    return Unavailable(
        error.message if cause is error else f"{error.message}（{type(cause).__name__}：{cause}）"
    )
