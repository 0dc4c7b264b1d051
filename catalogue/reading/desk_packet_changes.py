"""What has changed in the cases of a packet since it was made.

A packet names the number of the revision that was public; revisions never change. So the two documents, then and now,
are compared field by field. What stands outside the document is compared on the page: the links, which have their own
way to the public, and the place beside Ome, which changes with the statistics.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.case_in_words import linked_node
from catalogue.domain.difference import Difference, Words, differences
from catalogue.models import Dossier, Revision
from catalogue.models.finding import CASE
from catalogue.reading.cards import pages_by_slug
from catalogue.reading.desk_words import words_of
from catalogue.schemas.earlier_cases import in_one_shape

Row = dict[str, Any]
Part = Mapping[str, Any]
Documents = Mapping[tuple[str, int], Part]

# What the document holds and no page of the catalogue shows.
_NOT_SHOWN = frozenset({"notes"})


@dataclass(frozen=True, slots=True)
class CaseChanges:
    """One case of a packet, then and now.

    ``gone``: it is not public any more, and nothing else is said of it. ``fields``: what reads otherwise in its
    document. ``links`` and ``others``: what a heading names, as it was and as it is, the one or the other empty where
    it came or went.
    """

    slug: str
    title: str
    gone: bool = False
    fields: Sequence[Difference] = ()
    links: Sequence[Difference] = ()
    others: Sequence[Difference] = ()

    @property
    def unchanged(self) -> bool:
        """Whether it still reads as it did."""
        return not (self.gone or self.fields or self.links or self.others)


def changes_of(session: Session, content: Part) -> list[CaseChanges]:
    """Every case of the packet that holds ``content``, in its order."""
    cases = content["cases"]
    now = pages_by_slug(session, [case["slug"] for case in cases])
    public = public_numbers(session, now)
    documents = _documents(session, cases, public)
    words = words_of(session)
    return [_changes(case, now.get(case["slug"]), public, documents, words) for case in cases]


def _changes(
    case: Part, page: Row | None, public: Mapping[str, int | None], documents: Documents, words: Words
) -> CaseChanges:
    slug, title = case["slug"], case["page"]["title"]
    if page is None:
        return CaseChanges(slug, title, gone=True)
    before = documents.get((slug, case["revision"] or 0), {})
    after = documents.get((slug, public.get(slug) or 0), {})
    return CaseChanges(
        slug,
        title,
        fields=_differences(before, after, words) if before and after else (),
        links=list(_link_changes(case["page"]["links"], page["links"])),
        others=list(_other_changes(case["page"], page)),
    )


def _differences(before: Part, after: Part, words: Words) -> Sequence[Difference]:
    return differences(*in_one_shape(_shown(before), _shown(after)), words)


def _shown(document: Part) -> Part:
    return {name: value for name, value in document.items() if name not in _NOT_SHOWN}


def public_numbers(session: Session, slugs: Iterable[str]) -> Mapping[str, int | None]:
    """By case, the number of the revision that the public sees."""
    query = select(Dossier.slug, Dossier.public_number).where(
        Dossier.kind == CASE, col(Dossier.slug).in_(list(slugs))
    )
    return dict(session.exec(query).all())


def _documents(session: Session, cases: Sequence[Part], public: Mapping[str, int | None]) -> Documents:
    """The revisions that differ, by case and number; a case whose revision is still the same needs none."""
    wanted = {case["slug"]: {case["revision"], public.get(case["slug"])} for case in cases}
    renewed = {slug: numbers for slug, numbers in wanted.items() if len(numbers) > 1}
    query = (
        select(Dossier.slug, Revision.number, Revision.document)
        .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
        .where(
            Dossier.kind == CASE,
            col(Dossier.slug).in_(renewed),
            col(Revision.number).in_(
                {number for numbers in renewed.values() for number in numbers if number}
            ),
        )
    )
    return {
        (slug, number): document for slug, number, document in session.exec(query) if number in renewed[slug]
    }


def _link_changes(before: Sequence[Part], after: Sequence[Part]) -> Iterable[Difference]:
    """By node; the ``path`` is what the node is called."""
    old, new = ({link["key"]: link for link in links} for links in (before, after))
    for key in (*new, *(key for key in old if key not in new)):
        was, now = (_in_words(links[key]) if key in links else "" for links in (old, new))
        if was != now:
            yield Difference(linked_node(new.get(key) or old[key]), was, now)


def _in_words(link: Part) -> str:
    role = f"（{link['role_label']}）" if link["role_label"] else ""
    return f"{role}{link['rationale']}"


_OTHERS = (
    ("青梅市との近さ", lambda page: f"{page['likeness']['label']}　{page['likeness']['sentence']}"),
    ("テーマの名前", lambda page: page["theme"]["name"]),
    ("分類の名前", lambda page: page["category"]["name"]),
)


def _other_changes(before: Part, after: Part) -> Iterable[Difference]:
    """What the document only names by a code; a code that is another one is a change of the document."""
    for label, words in _OTHERS:
        if words(before) != words(after):
            yield Difference(label, words(before), words(after))
