"""What was worked out from the data as they are, kept until they change.

Most of what a page shows depends on nothing but the public tables, and those change a few times a day: names of facets,
the unchanging parts of a hit, the body of a case's page. Each process keeps what it has made of them together with the
number of the edition it was made from. Any change in any process gives the next number, and then all is forgotten at
once: nobody has to know what a change touches, so nobody can forget to.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar, cast

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

# The largest things kept are bodies of cases, up to 100 kB each.
MOST = 500

_NUMBER = "SELECT number FROM edition"


def edition_of(engine: Engine) -> int:
    """The number of the :class:`catalogue.models.Edition` that is public now.

    It is asked at every look, and many looks ask nothing else: so it goes straight to the driver, which takes a tenth
    of what a session takes.

    Raises:
        OperationalError: the database cannot be read, or has not been prepared.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(_NUMBER)
        return int(cursor.fetchall()[0][0])
    except engine.dialect.loaded_dbapi.Error as error:
        raise OperationalError(_NUMBER, None, error) from error
    finally:
        connection.close()


class Memory:
    """Values of one edition by their keys, those used last; any thread may ask."""

    def __init__(self, most: int = MOST) -> None:
        """``most`` is how many values are kept."""
        self._most = most
        self._lock = threading.Lock()
        self._edition = 0
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def recall(self, edition: int, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gave in this edition: see :meth:`recall_each`."""
        return self.recall_each(edition, None, [key], lambda _: {key: make()})[key]

    def recall_each(
        self, edition: int, kind: str | None, keys: Sequence[K], make: Callable[[Sequence[K]], Mapping[K, T]]
    ) -> dict[K, T]:
        """What ``make`` gave for these keys of a kind in this edition, in their order; it is asked for those not kept
        and leaves out those it has nothing for.

        Nobody may change what is given: others will be given the same. ``make`` must not use anything read earlier than
        ``edition`` was, lest something old be kept under a new number.
        """
        with self._lock:
            kept = self._of(edition)
            found = {key: cast(T, kept[kind, key]) for key in keys if (kind, key) in kept}
            for key in found:
                kept.move_to_end((kind, key))
        unknown = [key for key in keys if key not in found]
        if not unknown:
            return found
        made = make(unknown)
        with self._lock:
            self._keep(edition, {(kind, key): value for key, value in made.items()})
        return {key: found[key] if key in found else made[key] for key in keys if key in found or key in made}

    def _keep(self, edition: int, made: Mapping[Hashable, object]) -> None:
        kept = self._of(edition)
        kept.update(made)
        while len(kept) > self._most:
            kept.popitem(last=False)

    def _of(self, edition: int) -> OrderedDict[Hashable, object]:
        if edition != self._edition:
            self._edition, self._kept = edition, OrderedDict()
        return self._kept
