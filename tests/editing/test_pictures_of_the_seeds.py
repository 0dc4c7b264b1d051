"""The register the seeds bring: what must be in it, whose an entry is, and what stops a load."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from catalogue.cli.seeds import load_seeds
from catalogue.editing import image_records, seeds
from catalogue.models import CasePage, Dossier, Image, ImageRecord
from tests.conftest import kit_of
from tests.editing.folders import write, write_seeds
from tests.editing.loading import count, looking, problems_of
from tests.editing.reviewing import approver, do, editor
from tests.images.pictures import drawing, saved
from tests.schemas.documents import a_case, a_figure, an_entry

CASE = "invented-case"
PLACE = f"cases/{CASE}.yaml: figures[0].file"
REGISTER = "figures/register.yaml"
PERMITTED = {
    "licence": "individual",
    "clearance": "granted",
    "clearance_on": "2025-03-14",
    "clearance_document": "試験の文書",
}


def seeds_with(tmp_path: Path, entry: dict[str, Any], **figure: Any) -> Path:
    """Seeds of one case with one figure, and the entry of its picture."""
    return write_seeds(tmp_path / "seeds", [a_case(figures=[a_figure(**figure)])], register=[entry])


def loaded(app: Flask, folder: Path) -> seeds.Report:
    with app.app_context():
        return load_seeds(folder)


def entry_in(app: Flask) -> ImageRecord:
    """The one entry of the register."""
    with looking(app) as session:
        return session.exec(select(ImageRecord)).one()


def figure_on_page(app: Flask) -> dict[str, Any]:
    """The one figure of the public page."""
    with looking(app) as session:
        figure: dict[str, Any] = session.get_one(CasePage, CASE).data["figures"][0]
        return figure


def on(app: Flask, year: int, month: int, day: int) -> None:
    """From now on it is noon of that day in Tokyo."""
    noon = datetime(year, month, day, 3, tzinfo=UTC)
    app.extensions["catalogue"] = replace(kit_of(app), now=lambda: noon)


def test_what_the_register_says_of_a_picture_stands_on_the_page(empty_app: Flask, tmp_path: Path) -> None:
    loaded(empty_app, seeds_with(tmp_path, an_entry(focus_x=20, focus_y=80)))
    figure, entry = figure_on_page(empty_app), entry_in(empty_app)
    assert (figure["kind_label"], figure["credit"]) == ("概念図", "試験のために作成")
    assert (figure["licence"], figure["permission"]) == ("CC BY 4.0", "不要")
    assert (figure["alternative"], figure["focus"]) == ("試験のための図。", [20, 80])
    assert (entry.from_seed, entry.version, entry.saved_by) == (True, 1, None)


def test_what_the_case_says_of_its_use_goes_before_the_register(empty_app: Flask, tmp_path: Path) -> None:
    own = {"alternative": "この事例だけの文。", "focus_x": 0, "focus_y": 0}
    loaded(empty_app, seeds_with(tmp_path, an_entry(focus_x=20, focus_y=80), **own))
    figure = figure_on_page(empty_app)
    assert (figure["alternative"], figure["focus"]) == ("この事例だけの文。", [0, 0])


def test_an_ornament_has_no_text_in_its_place(empty_app: Flask, tmp_path: Path) -> None:
    loaded(empty_app, seeds_with(tmp_path, an_entry(alternative=None, decorative=True)))
    assert figure_on_page(empty_app)["alternative"] == ""


def test_a_picture_in_two_cases_has_one_entry(empty_app: Flask, tmp_path: Path) -> None:
    cases = [a_case(figures=[a_figure()]), a_case(slug="second", figures=[a_figure(caption="別の題名")])]
    loaded(empty_app, write_seeds(tmp_path / "seeds", cases, register=[an_entry()]))
    assert count(empty_app, ImageRecord) == count(empty_app, Image) == 1
    assert figure_on_page(empty_app)["caption"] == "試験の図"


def test_a_missing_picture_and_a_picture_that_is_none_are_named(empty_app: Flask, tmp_path: Path) -> None:
    folder = seeds_with(tmp_path, an_entry())
    picture = folder / "figures" / "drawn.png"
    picture.unlink()
    assert problems_of(empty_app, folder) == {PLACE: "seeds/figures に「drawn.png」がありません。"}
    picture.write_text("これは画像ではありません", encoding="utf-8")
    assert list(problems_of(empty_app, folder)) == ["figures/drawn.png"]
    assert count(empty_app, Dossier) == count(empty_app, ImageRecord) == 0


def test_a_picture_without_an_entry_stops_the_load(empty_app: Flask, tmp_path: Path) -> None:
    folder = seeds_with(tmp_path, an_entry(file="other.png"))
    (folder / "figures" / "drawn.png").write_bytes(saved(drawing(96, 64), "PNG"))
    assert problems_of(empty_app, folder) == {REGISTER: "「drawn.png」が画像台帳にありません。"}
    assert count(empty_app, Dossier) == 0


def test_where_no_case_shows_a_picture_no_register_is_needed(empty_app: Flask, tmp_path: Path) -> None:
    assert CASE in loaded(empty_app, write_seeds(tmp_path / "seeds")).added


def test_pictures_without_any_register_are_refused_by_the_name_of_its_file(
    empty_app: Flask, tmp_path: Path
) -> None:
    folder = seeds_with(tmp_path, an_entry())
    (folder / "figures" / "register.yaml").unlink()
    assert list(problems_of(empty_app, folder)) == [REGISTER]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"clearance": "granted"}, "pictures[0].clearance_document"),
        ({"licence": "unknown"}, "pictures[0].clearance"),
        ({"holder": None}, "pictures[0].holder"),
        ({"kind": "painting"}, "pictures[0].kind"),
        ({"focus_x": 101}, "pictures[0].focus_x"),
        ({"permission": "不要（自作）"}, "pictures[0].permission"),
        ({"file": "../secret.png"}, "pictures[0].file"),
    ],
)
def test_a_mistake_in_an_entry_is_named_by_its_place(
    empty_app: Flask, tmp_path: Path, changes: dict[str, Any], place: str
) -> None:
    folder = seeds_with(tmp_path, an_entry())
    write(folder / "figures" / "register.yaml", {"pictures": [an_entry(**changes)]})
    assert f"{REGISTER}: {place}" in problems_of(empty_app, folder)


def test_two_entries_of_one_picture_are_refused(empty_app: Flask, tmp_path: Path) -> None:
    folder = seeds_with(tmp_path, an_entry())
    write(folder / "figures" / "register.yaml", {"pictures": [an_entry(), an_entry(credit="別の人")]})
    said = problems_of(empty_app, folder)
    assert said[f"{REGISTER}: pictures[1].file"] == "この画像の記載が2つあります。"


def test_what_is_said_of_a_picture_has_no_place_in_the_case_any_more(
    empty_app: Flask, tmp_path: Path
) -> None:
    folder = seeds_with(tmp_path, an_entry(), permission="不要（自作）")
    assert list(problems_of(empty_app, folder)) == [f"cases/{CASE}.yaml: figures[0].permission"]


@pytest.mark.parametrize(
    ("clearance", "why"),
    [
        ("asked", "掲載の許諾を依頼しているため"),
        ("refused", "掲載の許諾を得られていないため"),
        ("expired", "掲載の許諾の期限が切れたため"),
        (None, "掲載の許諾を確かめられていないため"),
    ],
)
def test_a_permission_that_is_not_in_order_stops_the_load_unless_the_figure_may_wait(
    empty_app: Flask, tmp_path: Path, clearance: str | None, why: str
) -> None:
    folder = seeds_with(tmp_path, an_entry(clearance=clearance))
    reason = problems_of(empty_app, folder)[PLACE]
    assert reason.startswith(f"「drawn.png」は、{why}公開できません。")
    assert "figures/register.yaml" in reason
    assert count(empty_app, Dossier) == 0
    waiting = a_case(figures=[a_figure(withheld=True)])
    write(folder / "cases" / f"{CASE}.yaml", waiting)
    assert CASE in loaded(empty_app, folder).added
    assert figure_on_page(empty_app)["clearance"] == clearance


def test_a_last_day_that_passes_does_not_keep_the_catalogue_from_starting(
    empty_app: Flask, tmp_path: Path
) -> None:
    folder = seeds_with(tmp_path, an_entry(**PERMITTED, clearance_until="2027-03"))
    on(empty_app, 2027, 3, 31)
    assert loaded(empty_app, folder).remarks == []
    on(empty_app, 2027, 4, 1)
    (remark,) = loaded(empty_app, folder).remarks
    assert remark.path == PLACE
    assert "許諾の期限（令和9（2027）年3月まで）が過ぎているため" in remark.reason


def test_a_changed_entry_of_the_seeds_is_taken_over(empty_app: Flask, tmp_path: Path) -> None:
    folder = seeds_with(tmp_path, an_entry())
    loaded(empty_app, folder)
    write(folder / "figures" / "register.yaml", {"pictures": [an_entry(credit="直したクレジット")]})
    assert loaded(empty_app, folder).updated == []
    assert (entry_in(empty_app).credit, entry_in(empty_app).version) == ("直したクレジット", 2)
    assert figure_on_page(empty_app)["credit"] == "直したクレジット"


def test_loading_again_leaves_the_entries_as_they_are(empty_app: Flask, tmp_path: Path) -> None:
    folder = seeds_with(tmp_path, an_entry())
    loaded(empty_app, folder)
    before = entry_in(empty_app).model_dump()
    assert loaded(empty_app, folder).updated == []
    assert entry_in(empty_app).model_dump() == before


def test_an_entry_that_staff_have_written_stays_theirs(empty_app: Flask, tmp_path: Path) -> None:
    folder = seeds_with(tmp_path, an_entry())
    loaded(empty_app, folder)
    raw = {name: value for name, value in an_entry(credit="職員のクレジット").items() if name != "file"}
    do(empty_app, image_records.describe, approver(empty_app), entry_in(empty_app).digest, raw, 1)
    write(folder / "figures" / "register.yaml", {"pictures": [an_entry(credit="初期データのクレジット")]})
    loaded(empty_app, folder)
    assert (entry_in(empty_app).credit, entry_in(empty_app).from_seed) == ("職員のクレジット", False)
    assert figure_on_page(empty_app)["credit"] == "職員のクレジット"


def test_a_picture_that_staff_have_stopped_stays_stopped_and_the_catalogue_starts(
    empty_app: Flask, tmp_path: Path
) -> None:
    folder = seeds_with(tmp_path, an_entry())
    loaded(empty_app, folder)
    digest = entry_in(empty_app).digest
    do(empty_app, image_records.stop, editor(empty_app), digest, "refused", "先方の求めによる。")
    changed = a_case(title="直した題名", figures=[a_figure()])
    write(folder / "cases" / f"{CASE}.yaml", changed)
    assert loaded(empty_app, folder).updated == [CASE]
    assert entry_in(empty_app).clearance == "refused"
    assert figure_on_page(empty_app)["clearance"] == "refused"
