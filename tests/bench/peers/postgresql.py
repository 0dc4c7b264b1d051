"""PostgreSQL over the same words: tsvector, GIN and ts_rank, on a server of our own that ends with the measuring.

Made fast: on a socket, everything in memory, no waiting for the disk, no compiling of queries; the three facets in
one pass by grouping sets. The words are given as they are, so that no parser cuts them once more.
"""

import os
import pwd
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import mkdtemp

import psycopg

from tests.bench.peers import Found, Row

_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "shared_buffers": "1GB",
    "work_mem": "128MB",
    "jit": "off",
    "autovacuum": "off",
}
_BEST = (
    "SELECT number FROM cases, (SELECT %s::tsquery AS asked) AS query WHERE words @@ asked"
    " ORDER BY ts_rank(words, asked) DESC, number LIMIT 10"
)
_COUNTS = (
    "SELECT a, b, c, count(*) FROM cases WHERE words @@ %s::tsquery GROUP BY GROUPING SETS ((a), (b), (c))"
)


def available() -> bool:
    """Whether there is a PostgreSQL to start."""
    return all(shutil.which(program) for program in ("initdb", "pg_ctl", "postgres"))


class PostgreSQL:
    """A table of word vectors on a private server."""

    name = "PostgreSQL"

    def __init__(self, rows: Iterable[Row]) -> None:
        self._folder = Path(mkdtemp(prefix="bench-postgresql-"))
        # The server refuses to run for root.
        self._user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        try:
            self._start()
            self._connection = psycopg.connect(
                host=str(self._folder), user=self._user, dbname="postgres", autocommit=True
            )
            self._fill(rows)
        except BaseException:
            self.close()
            raise

    def _start(self) -> None:
        shutil.chown(self._folder, self._user)
        self._run("initdb", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        options = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in _SETTINGS.items())
        options += f" -c unix_socket_directories={self._folder}"
        self._run("pg_ctl", "start", "--wait", "--log", str(self._folder / "log"), "--options", options)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [program, *arguments, "--pgdata", str(self._folder / "data")],
            user=self._user if os.geteuid() == 0 else None,
            cwd=self._folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def _fill(self, rows: Iterable[Row]) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE cases (number int PRIMARY KEY, words tsvector, a text, b text, c text)"
            )
            with cursor.copy("COPY cases FROM STDIN") as copy:
                for number, (words, facets) in enumerate(rows):
                    copy.write_row((number, _vector(words), *facets))
            cursor.execute("CREATE INDEX ON cases USING gin (words)")
            cursor.execute("VACUUM ANALYZE cases")

    def search(self, words: Sequence[str]) -> Found:
        """The best ten and the counts."""
        asked = " | ".join(map(_quoted, dict.fromkeys(words)))
        counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
        for *values, number in self._connection.execute(_COUNTS, [asked], prepare=True):
            for count, value in zip(counts, values, strict=True):
                if value is not None:
                    count[value] = number
        return [number for (number,) in self._connection.execute(_BEST, [asked], prepare=True)], counts

    def close(self) -> None:
        """Stop the server and remove its files."""
        if hasattr(self, "_connection"):
            self._connection.close()
        if (self._folder / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--wait", "--mode", "immediate")
        shutil.rmtree(self._folder, ignore_errors=True)


def _vector(words: str) -> str:
    """A tsvector as PostgreSQL writes it: each word with its places."""
    places: dict[str, list[str]] = defaultdict(list)
    for place, word in enumerate(words.split(), start=1):
        places[word].append(str(place))
    return " ".join(f"{_quoted(word)}:{','.join(found)}" for word, found in places.items())


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
