"""``seeds load`` and ``seeds check``: the data the catalogue starts with."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from catalogue import db
from catalogue.cli.answers import plainly
from catalogue.context import kit, transaction
from catalogue.editing import seeds
from catalogue.editing.pictures import judge_picture, keep_picture
from catalogue.models import metadata


@click.group("seeds", help="初期データ")
def group() -> None:
    """Commands about the seeds."""


@group.command("load", help="初期データを読み込みます。職員が編集した事例や計画には触れません。")
@with_appcontext
@plainly
def load() -> None:
    """Load what is new or changed."""
    click.echo(_in_words(load_seeds(kit().settings.seeds)))


def load_seeds(folder: Path) -> seeds.Report:
    """One load is one transaction: all of it or nothing."""
    with transaction() as session:
        return seeds.load(session, folder, lambda data: keep_picture(session, kit().store, data), kit().now())


@group.command("check", help="初期データに誤りがないか調べます。何も書き込みません。")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@with_appcontext
@plainly
def check(folder: Path | None) -> None:
    """Load everything into a database that is thrown away, by the same road as a real load."""
    engine = db.open_engine("sqlite://", 1.0)
    metadata.create_all(engine)
    with db.writing_sessions(engine)() as session:
        report = seeds.load(session, folder or kit().settings.seeds, judge_picture, kit().now())
    for remark in report.remarks:
        click.echo(f"  ご確認ください　{remark.path}　{remark.reason}")
    click.echo(f"初期データに誤りはありません（事例と計画 {len(report.added)}件）。")


def _in_words(report: seeds.Report) -> str:
    parts = [f"追加 {len(report.added)}件", f"更新 {len(report.updated)}件"]
    for what, names in (
        ("職員が編集したため触れなかったもの", report.left_alone),
        ("ファイルがなくなっても公開のままのもの", report.orphaned),
        ("職員が外したテーマや分類の事例のため読み込まなかったもの", report.left_out),
        ("職員の表に加えなかったもの（必要ならデスクで加えてください）", report.unmerged),
    ):
        if names:
            parts.append(f"{what} {len(names)}件（{'、'.join(names)}）")
    return f"初期データを読み込みました（{'、'.join(parts)}）。"
