import pytest

from catalogue.domain.paging import offered, paging


def test_a_page_that_is_not_there_is_the_one_nearest_to_it() -> None:
    assert [paging(25, asked, 10).page for asked in (-3, 0, 1, 2, 3, 4, 10**9)] == [1, 1, 1, 2, 3, 3, 3]


def test_a_list_of_nothing_has_one_empty_page() -> None:
    found = paging(0, 7, 10)
    assert (found.page, found.pages, list(found.of([])), found.offered) == (1, 1, [], [1])


def test_every_line_stands_on_one_page() -> None:
    lines = list(range(25))
    assert [list(paging(25, page, 10).of(lines)) for page in (1, 2, 3)] == [
        lines[:10],
        lines[10:20],
        lines[20:],
    ]


@pytest.mark.parametrize(
    ("page", "pages", "shown"),
    [(1, 1, [1]), (1, 9, [1, 2, 9]), (5, 9, [1, 4, 5, 6, 9]), (9, 9, [1, 8, 9]), (2, 3, [1, 2, 3])],
)
def test_a_pager_offers_both_ends_and_what_is_near(page: int, pages: int, shown: list[int]) -> None:
    assert offered(page, pages) == shown
