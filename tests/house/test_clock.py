"""The day is Tokyo's: a server's own day is another one for nine hours of every twenty-four."""

import re

from tests.house.tree import files, read

# A moment cut to its day where its clock stands, not where its readers are.
A_SERVERS_DAY = re.compile(r"\bnow(\(\))?\.date\(\)|\bdate\.today\(\)|_at\.date\(\)")


def test_which_day_it_is_is_asked_of_the_clock_of_tokyo_everywhere() -> None:
    sources = [path for folder in ("catalogue", "tests") for path in files(folder, ".py")]
    found = [str(path) for path in sources if A_SERVERS_DAY.search(read(path))]
    assert found == []
