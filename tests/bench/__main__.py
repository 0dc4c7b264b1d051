"""`python -m tests.bench`: everything that is measured rather than tested."""

from tests.bench import search

search.main()
