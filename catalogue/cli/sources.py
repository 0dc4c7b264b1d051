"""``sources check``: whether the pages that cases cite still answer. It reaches out of the house, so it is off until an
operator turns it on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import click
from flask.cli import with_appcontext

from catalogue.cli.answers import plainly
from catalogue.context import kit, session, transaction
from catalogue.domain.acts import Act
from catalogue.domain.errors import Unavailable
from catalogue.domain.link_rot import Answered, Outcome
from catalogue.editing import source_checks
from catalogue.editing.acting import command_line, record
from catalogue.outside.round import ask_all

_WITNESSES = 3
_OFF = (
    "出典のページの点検は、止めてあります。外部のサーバーに接続してよい場合は、"
    "環境変数 SOURCES_CHECK=yes を設定してから、もう一度実行してください。"
)
_NO_WAY_OUT = (
    "どのページにもつながりませんでした。このサーバーから外部のサイトに接続できるか、確かめてください。"
    "結果は何も記録していません。"
)


@click.group("sources", help="出典のページが開けるかを点検する")
def group() -> None:
    """Commands about the pages that cases cite."""


@group.command(
    "check",
    help="公開中の事例の出典のページが、いまも開けるかを確かめて記録します。SOURCES_CHECK=yes のときだけ動きます。",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1, max=5000),
    default=200,
    show_default=True,
    help="一度に確かめるページの数。",
)
@click.option(
    "--days",
    type=click.IntRange(min=0, max=3650),
    default=25,
    show_default=True,
    help="この日数のうちに確かめたページは、とばします。",
)
@with_appcontext
@plainly
def check(limit: int, days: int) -> None:
    """Ask, a server's pages one after the other, and keep what is answered as it comes."""
    if not kit().settings.sources_check:
        raise Unavailable(_OFF)
    urls = source_checks.due(session(), kit().now(), days, limit)
    if not urls:
        click.echo("確かめる時期のページはありません。")
        return
    click.echo(f"{len(urls)}件のページを確かめます。")
    counts, silent = _kept(_asked(urls))
    if silent:
        # Either these pages are silent or nothing can be reached from here: pages that have answered before can tell.
        witnesses = source_checks.that_answered(session(), but=urls, most=_WITNESSES)
        counts, silent = _kept([silent, *_asked(witnesses)])
    if silent:
        raise Unavailable(_NO_WAY_OUT)
    _close(counts)


def _kept(answers: Iterable[Mapping[str, Answered]]) -> tuple[Counter[Outcome], dict[str, Answered]]:
    """How many answers of each sort were kept, and those that were not, because no server has said anything."""
    counts: Counter[Outcome] = Counter()
    held: dict[str, Answered] = {}
    for each in answers:
        held |= each
        if counts or any(answer.status is not None for answer in held.values()):
            with transaction() as writing:
                source_checks.note(writing, held, kit().now())
            counts.update(answer.outcome for answer in held.values())
            held = {}
    return counts, held


def _asked(urls: list[str]) -> Iterator[Mapping[str, Answered]]:
    for each in ask_all(urls, kit().may_ask):
        for url, answer in each.items():
            click.echo(f"  {answer.outcome.label}　{url}{f'（{answer.why}）' if answer.why else ''}")
        yield each


def _close(counts: Counter[Outcome]) -> None:
    said = "、".join(f"{outcome.label}：{counts[outcome]}件" for outcome in Outcome if counts[outcome])
    with transaction() as writing:
        source_checks.forget_uncited(writing)
        record(writing, command_line(kit().now()), Act.SOURCES_CHECKED, f"{counts.total()}件", said)
    click.echo(f"記録しました。{said}。")
