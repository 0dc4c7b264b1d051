"""``staff add|list|password``: the first person of the desk is added here, for there is no account to begin with."""

import sys
from typing import Any

import click
from flask.cli import with_appcontext

from catalogue.cli.answers import plainly
from catalogue.context import kit, private_transaction, session
from catalogue.domain.errors import Invalid, NotFound
from catalogue.domain.passwords import one_time
from catalogue.domain.roles import Role
from catalogue.editing import staff as editing
from catalogue.editing.acting import Actor, command_line
from catalogue.reading.desk_staff import people

NO_ROLES = "役割を --role で指定してください（editor 編集、approver 承認、administrator 管理、member 委員）。"
NOT_TWICE = "2回の入力が違います。はじめからやり直してください。"
_generate = click.option("--generate", is_flag=True, help="一度だけ使えるパスワードを作って表示します。")


@click.group("staff", help="デスクを使う職員")
def group() -> None:
    """Commands about the people of the desk."""


@group.command("add", help="職員を加えます。最初の一人には、編集・承認・管理の役割が付きます。")
@click.argument("name")
@click.option("--display", required=True, help="氏名（ほかの人に見える名前）")
@click.option("--role", "roles", multiple=True, type=click.Choice([role.value for role in Role]), help="役割")
@_generate
@with_appcontext
@plainly
def add(name: str, display: str, roles: tuple[str, ...], generate: bool) -> None:
    """Ask for a password, or make one; then add them."""
    chosen = roles or _roles_of_the_first()
    password = one_time() if generate else _asked_twice()
    raw: dict[str, Any] = {"name": name, "display": display, "roles": [*chosen]}
    with private_transaction() as writing:
        person = editing.add(writing, _actor(), raw, password, once=generate)
        said = f"{person.display}（{person.name}）を加えました。"
    _say(said, password if generate else None)


@group.command("list", help="職員の一覧を表示します。")
@with_appcontext
@plainly
def list_people() -> None:
    """Everybody, one a line."""
    found = people(session())
    for person in found:
        closed = "　利用停止" if person.closed_at else ""
        click.echo(f"{person.name}　{person.display}　{person.roles_in_words}　{person.way}{closed}")
    if not found:
        click.echo("職員はまだ登録されていません。staff add で加えてください。")


@group.command(
    "password", help="職員のパスワードを新しくします。その人は、すべてのブラウザーでサインアウトされます。"
)
@click.argument("name")
@_generate
@with_appcontext
@plainly
def password(name: str, generate: bool) -> None:
    """Ask for a new password, or make one."""
    person = editing.named(session(), name)
    if person is None or person.id is None:
        raise NotFound(editing.NOBODY)
    number, said = person.id, f"{person.display}（{person.name}）のパスワードを新しくしました。"
    fresh = one_time() if generate else _asked_twice()
    with private_transaction() as writing:
        editing.give_password(writing, _actor(), number, fresh, once=generate)
    _say(said, fresh if generate else None)


def _actor() -> Actor:
    return command_line(kit().now())


def _roles_of_the_first() -> tuple[Role, ...]:
    if not editing.is_first(session()):
        raise Invalid(NO_ROLES)
    return editing.FIRST_ROLES


def _asked_twice() -> str:
    """From the keyboard, unseen; from a pipe, two lines."""
    if sys.stdin.isatty():
        answer: str = click.prompt("パスワード", hide_input=True)
        again = click.prompt("もう一度", hide_input=True)
    else:
        answer, again = (sys.stdin.readline().rstrip("\r\n") for _ in range(2))
    if answer != again:
        raise Invalid(NOT_TWICE)
    return answer


def _say(done: str, once: str | None) -> None:
    click.echo(done)
    if once:
        click.echo(f"一度だけ使えるパスワード： {once}")
        click.echo("本人に渡してください。最初のサインインで、本人が自分のパスワードに変えます。")
