"""The pictures of the seeds: their bytes go to the store, their entries into the register until staff take one over.

What the files say is judged by itself. A permission that staff have since found missing, or whose last day has passed,
keeps a picture from the public and nothing more: it must not keep the catalogue from starting.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from catalogue.domain import rights, wareki
from catalogue.domain.errors import Invalid, Problem
from catalogue.domain.vocabulary import Clearance
from catalogue.editing.seed_files import SeedFiles
from catalogue.models import Image, ImageRecord

KeepImage = Callable[[bytes], Image]

_MEND = "figures/register.yaml の記載を確かめるか、この図に withheld: true を書いてください。"


def not_in_order(seeds: SeedFiles) -> Iterator[Problem]:
    """Each figure whose entry says that its picture may not be shown, and of which nobody has said that it may wait."""
    for place, figure, entry in _figures(seeds):
        permission = {"clearance": entry["clearance"]}
        # Without its last day, any day gives the same answer.
        if not figure["withheld"] and not rights.may_be_shown(permission, date.max):
            why = rights.why_not(permission, date.max)
            yield Problem(place, f"「{figure['file']}」は、{why}公開できません。{_MEND}")


def run_out(seeds: SeedFiles, today: date) -> Iterator[Problem]:
    """Each figure whose picture was permitted until a day that has passed: its caption stands alone by now."""
    for place, figure, entry in _figures(seeds):
        clearance, until = entry["clearance"], entry["clearance_until"]
        if clearance != Clearance.EXPIRED and rights.standing(clearance, until, today) is Clearance.EXPIRED:
            passed = (
                f"許諾の期限（{wareki.show_text(until)}まで）が過ぎているため、枠と説明だけを公開します。"
            )
            yield Problem(place, f"「{figure['file']}」は、{passed}")


def _figures(seeds: SeedFiles) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """Place, figure and the entry of its picture, where there is one."""
    for slug, case in seeds.cases.items():
        for number, figure in enumerate(case["figures"]):
            if entry := seeds.register.get(figure["file"]):
                yield f"cases/{slug}.yaml: figures[{number}].file", figure, entry


def keep_pictures(session: Session, seeds: SeedFiles, keep_image: KeepImage) -> dict[str, str]:
    """The digest of each picture by its file's name.

    Raises:
        Invalid: a picture is refused.
        Unavailable: one cannot be kept just now.
    """
    digests, problems = {}, []
    for name, data in seeds.pictures.items():
        try:
            digests[name] = session.merge(keep_image(data)).digest
        except Invalid as error:
            problems.append(Problem(f"figures/{name}", error.message))
    session.flush()
    if problems:
        raise Invalid("初期データに誤りがあります。何も書き込んでいません。", problems)
    for digest, name in {digest: name for name, digest in digests.items()}.items():
        _enter(session, digest, seeds.register[name])
    session.flush()
    return digests


def _enter(session: Session, digest: str, entry: Mapping[str, Any]) -> None:
    """An entry that staff have written is theirs."""
    said = {name: value for name, value in entry.items() if name != "file"}
    kept = session.get(ImageRecord, digest)
    if kept is None:
        session.add(ImageRecord(digest=digest, from_seed=True, **said))
    elif kept.from_seed and any(getattr(kept, name) != value for name, value in said.items()):
        kept.sqlmodel_update(said | {"version": kept.version + 1})
