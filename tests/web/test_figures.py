"""Figures on public pages: what is said of each, which may be seen until when, and what stands for a case in a list."""

import gzip
import re
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from werkzeug.test import TestResponse

from catalogue.domain.figure_in_words import NOT_ON_PAPER
from tests.conftest import kit_of
from tests.house.tree import read
from tests.pictured import CREDIT, at, show
from tests.web.test_pages import main_of

CASE, OTHER = "kiryu-cocotomo", "sakai-jidounten-drone"
REFUSED = "掲載の許諾を得られていないため、図を掲載していません。"
EXPIRED = "掲載の許諾の期限が切れたため、図を掲載していません。"


@pytest.fixture
def visitor(own_app: Flask) -> FlaskClient:
    return own_app.test_client()


def figures(page: str) -> list[str]:
    """Each figure of a page, as markup."""
    return re.findall(r"<figure.*?</figure>", page, re.S)


def addresses(markup: str) -> list[str]:
    """Every address of a picture's file."""
    return re.findall(r"/figures/[^\s\"]+", markup)


def words(markup: str) -> str:
    return "".join(re.sub(r"<[^>]+>", "", markup).split())


def test_figures_are_numbered_in_the_case_and_each_has_its_caption_kind_credit_licence_and_permission(
    own_app: Flask, visitor: FlaskClient
) -> None:
    show(
        own_app,
        CASE,
        {},
        {"kind": "map", "licence": "pdl-1.0", "clearance": "not-needed", "clearance_on": None},
    )
    first, second, third = figures(main_of(visitor, f"/cases/{CASE}"))
    assert words(first).startswith("図１を大きく表示図１概念図")
    assert "図２写真試験の図その1" in words(second)
    assert f"{CREDIT}／利用条件：個別許諾／許諾：得ています（令和8（2026）年4月1日）" in words(second)
    assert "図３地図試験の図その2" in words(third)
    assert "利用条件：公共データ利用規約（PDL1.0）／許諾：不要" in words(third)


def test_only_the_picture_at_the_top_is_fetched_at_once_and_all_keep_their_room(
    own_app: Flask, visitor: FlaskClient
) -> None:
    show(own_app, CASE, {}, {})
    pictures = re.findall(r"<img [^>]+>", "".join(figures(main_of(visitor, f"/cases/{CASE}"))))
    assert ['loading="lazy"' in each for each in pictures] == [False, True, True]
    assert all(
        re.search(r'width="\d+" height="\d+"', each) and 'decoding="async"' in each for each in pictures
    )


def test_a_browser_chooses_among_all_widths_in_modern_types_and_in_the_plain_one(
    own_app: Flask, visitor: FlaskClient
) -> None:
    show(own_app, CASE, {}, own=False)
    (figure,) = figures(main_of(visitor, f"/cases/{CASE}"))
    source, picture = re.findall(r"<(?:source|img) [^>]+>", figure)
    assert 'type="image/avif"' in source
    for each, ending in ((source, "avif"), (picture, "jpg")):
        assert re.findall(rf"\.{ending} (\d+)w", each) == ["320", "640", "960"]
        assert 'sizes="' in each
    assert all(visitor.get(address).status_code == 200 for address in addresses(figure))
    assert re.search(
        r'<a class="figure-large" href="[^"]+/960-[0-9a-f]{16}\.jpg">図１を大きく表示</a>', figure
    )


def test_the_colour_of_a_picture_stands_where_it_will_come_without_a_style_in_the_page(
    own_app: Flask, visitor: FlaskClient
) -> None:
    show(own_app, CASE, {}, own=False)
    (figure,) = figures(main_of(visitor, f"/cases/{CASE}"))
    assert re.search(r'<svg [^>]*aria-hidden="true"[^>]*><rect [^>]*fill="#[0-9a-f]{6}"/></svg>', figure)
    assert "style=" not in figure


def test_a_long_description_is_tied_to_its_picture_and_can_be_read_by_all(
    own_app: Flask, visitor: FlaskClient
) -> None:
    show(own_app, CASE, {"long_description": "左に店があります。\n\n右に<広場>があります。"})
    figure = figures(main_of(visitor, f"/cases/{CASE}"))[1]
    assert 'aria-describedby="figure-2-word" aria-details="figure-2-told"' in figure
    assert re.search(
        r'<details [^>]*id="figure-2-told">\s*<summary id="figure-2-word">図の説明（文章）', figure
    )
    assert "<p>左に店があります。</p>" in figure
    assert "<p>右に&lt;広場&gt;があります。</p>" in figure


def test_an_ornament_says_nothing_and_still_has_its_caption(own_app: Flask, visitor: FlaskClient) -> None:
    show(
        own_app, CASE, {"decorative": True, "alternative": None, "long_description": "模様です。"}, own=False
    )
    (figure,) = figures(main_of(visitor, f"/cases/{CASE}"))
    (picture,) = re.findall(r"<img [^>]+>", figure)
    assert ' alt=""' in picture
    assert "aria-" not in picture
    assert "試験の図その1" in figure


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"clearance": "asked"}, "掲載の許諾を依頼しているため、図を掲載していません。"),
        ({"clearance": "refused"}, REFUSED),
        ({"clearance": "expired"}, EXPIRED),
        ({"clearance_until": "2026-03"}, EXPIRED),
        (
            {"clearance": None, "clearance_on": None},
            "掲載の許諾を確かめられていないため、図を掲載していません。",
        ),
    ],
)
def test_of_a_picture_that_may_not_be_shown_stand_its_caption_and_why_and_nothing_leads_to_it(
    own_app: Flask, visitor: FlaskClient, said: dict[str, str | None], why: str
) -> None:
    at(own_app, 2026, 11, 22)
    (digest,) = show(own_app, CASE, {"long_description": "見えるもの", **said})
    page = main_of(visitor, f"/cases/{CASE}")
    figure = figures(page)[1]
    assert why in figure
    assert "図２写真試験の図その1" in words(figure)
    assert not re.search(f"許諾：|利用条件|{CREDIT}", figure)
    assert digest not in page
    assert not re.search(r"<img|<source|<a |data-figure|見えるもの", figure)
    for name in ("640.avif", *(f"{width}.jpg" for width in (320, 640, 960))):
        assert visitor.get(f"/figures/{digest}/{name}").status_code == 404


def test_a_permission_ends_by_itself_at_midnight_in_tokyo_page_and_bytes_alike(
    own_app: Flask, visitor: FlaskClient
) -> None:
    (digest,) = show(own_app, CASE, {"clearance_until": "2027-03-31"})
    at(own_app, 2027, 3, 31, hour=14)  # 23:00 in Tokyo
    shown = figures(main_of(visitor, f"/cases/{CASE}"))[1]
    assert "許諾：得ています（令和8（2026）年4月1日、令和9（2027）年3月31日まで）" in shown
    (file, *_) = addresses(shown)
    assert visitor.get(file).status_code == 200
    etag = visitor.get(file).headers["ETag"]
    assert digest in main_of(visitor, "/cases?q=cocotomo")
    assert digest in main_of(visitor, "/themes/shopping-street")
    at(own_app, 2027, 3, 31, hour=15)  # the first of April
    page = main_of(visitor, f"/cases/{CASE}")
    assert EXPIRED in page
    assert "年3月31日まで" not in page
    for address in (f"/cases/{CASE}", "/cases?q=cocotomo", "/themes/shopping-street", "/", f"/cases/{OTHER}"):
        assert digest not in main_of(visitor, address)
    assert visitor.get(file).status_code == 404
    assert visitor.get(file, headers={"If-None-Match": etag}).status_code == 404


@pytest.mark.parametrize(
    ("until", "kept"),
    [
        (None, "public, max-age=31536000, immutable"),
        ("2026-11-22", "public, max-age=43200"),
        ("2026-11", f"public, max-age={8 * 86400 + 43200}"),
        ("2040", "public, max-age=31536000"),
    ],
)
def test_a_browser_may_keep_a_picture_for_ever_or_until_its_permission_ends(
    own_app: Flask, visitor: FlaskClient, until: str | None, kept: str
) -> None:
    at(own_app, 2026, 11, 22)  # noon
    show(own_app, CASE, {"clearance_until": until}, own=False)
    (figure,) = figures(main_of(visitor, f"/cases/{CASE}"))
    assert visitor.get(addresses(figure)[0]).headers["Cache-Control"] == kept


def test_a_picture_for_the_screen_alone_stands_there_and_the_frame_waits_for_the_printer(
    own_app: Flask, visitor: FlaskClient
) -> None:
    show(own_app, CASE, {"printable": False})
    figure = figures(main_of(visitor, f"/cases/{CASE}"))[1]
    assert '<div class="figure-frame screen-only">' in figure
    assert f'<p class="figure-missing print-only">{NOT_ON_PAPER}</p>' in figure


def test_a_case_without_figures_has_none_and_asks_for_nothing_they_need(
    own_app: Flask, visitor: FlaskClient
) -> None:
    show(own_app, CASE, own=False)
    page = visitor.get(f"/cases/{CASE}").text
    assert "<figure" not in page
    assert "gallery.js" not in page
    assert 'id="figures"' not in page


LISTS = ("/cases?q=cocotomo", "/themes/shopping-street", "/municipalities/102032", "/plans/r9/v2-2")


def test_lists_show_a_photograph_small_and_cropped_to_what_matters(
    own_app: Flask, visitor: FlaskClient
) -> None:
    (digest,) = show(own_app, CASE, {})
    for address in LISTS:
        page = main_of(visitor, address)
        (picture,) = re.findall(rf"<img [^>]*{digest}[^>]*>", page)
        assert "photograph focus-x-70 focus-y-20" in picture
        assert 'alt="" width="640" height="360" loading="lazy"' in picture
        assert f"/cases/{CASE}/cover.svg" not in page
        offered = re.findall(rf'(/figures/{digest}/(\d+)-[^\s"]+)', page)
        assert {int(width) for _, width in offered} == {320, 640}
        assert all(visitor.get(file).status_code == 200 for file, _ in offered)


@pytest.mark.parametrize(
    "said", [{"kind": "concept"}, {"kind": "map"}, {"clearance": "refused"}, {"clearance_until": "2020"}]
)
def test_every_other_case_keeps_its_drawn_cover_in_lists(
    own_app: Flask, visitor: FlaskClient, said: dict[str, str]
) -> None:
    (digest,) = show(own_app, CASE, said)
    for address in LISTS:
        page = main_of(visitor, address)
        assert digest not in page
        assert f"/cases/{CASE}/cover.svg" in page


def test_of_several_photographs_a_list_shows_the_first_that_may_be_seen(
    own_app: Flask, visitor: FlaskClient
) -> None:
    refused, shown, other = show(own_app, CASE, {"clearance": "refused"}, {}, {})
    page = main_of(visitor, "/cases?q=cocotomo")
    assert shown in page
    assert refused not in page
    assert other not in page


def test_where_a_photograph_may_not_stand_on_paper_a_printed_list_has_the_drawn_cover(
    own_app: Flask, visitor: FlaskClient
) -> None:
    show(own_app, CASE, {"printable": False})
    page = main_of(visitor, "/cases?q=cocotomo")
    assert '<picture class="cover screen-only">' in page
    assert f'<img class="hit-cover print-only" src="/cases/{CASE}/cover.svg"' in page


def test_every_class_a_focal_point_can_ask_for_is_there() -> None:
    sheet = read("static/css/parts.css")
    for tenth in range(0, 101, 10):
        if tenth != 50:  # the middle is where a picture is cropped anyway
            assert f".focus-x-{tenth} {{" in sheet
            assert f".focus-y-{tenth} {{" in sheet


def static(client: FlaskClient, name: str, **headers: str) -> TestResponse:
    """A static file, read and closed."""
    with client.get(f"/static/{name}", headers=headers) as answer:
        answer.get_data()
        return answer


@pytest.mark.parametrize("name", ["css/parts.css", "js/gallery.js", "img/mark.svg"])
def test_what_is_the_same_for_all_goes_over_the_line_compressed_where_a_browser_takes_it(
    client: FlaskClient, name: str
) -> None:
    takes = {"Accept-Encoding": "br;q=1, gzip"}
    plain, small = static(client, name), static(client, name, **takes)
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]
    again = static(client, name, **takes, **{"If-None-Match": small.headers["ETag"]})
    assert again.status_code == 304
    assert static(client, name, **{"Accept-Encoding": "gzip;q=0"}).data == plain.data


def test_a_page_that_holds_a_visitors_own_token_is_not_compressed(client: FlaskClient) -> None:
    assert (
        "Content-Encoding" not in client.get("/cases?q=商店街", headers={"Accept-Encoding": "gzip"}).headers
    )


@pytest.mark.parametrize(
    ("said", "count"), [({}, 1), ({"printable": False}, 0), ({"clearance": "refused"}, 0)]
)
def test_a_page_as_a_pdf_holds_only_pictures_that_may_stand_on_paper(
    own_app: Flask, visitor: FlaskClient, said: dict[str, Any], count: int
) -> None:
    show(own_app, CASE, said, own=False)
    for address in (f"/cases/{CASE}.pdf", "/cases.pdf?q=cocotomo"):
        made = PdfReader(BytesIO(visitor.get(address).data))
        assert len({picture.data for page in made.pages for picture in page.images}) == count
    words = "".join(
        page.extract_text() for page in PdfReader(BytesIO(visitor.get(f"/cases/{CASE}.pdf").data)).pages
    )
    assert (NOT_ON_PAPER in words.replace("\n", "")) is not said.get("printable", True)


def test_a_damaged_file_is_not_served_for_a_browser_to_keep(own_app: Flask, visitor: FlaskClient) -> None:
    address = addresses(visitor.get(f"/cases/{CASE}").text)[0]
    assert visitor.get(address).status_code == 200
    place = kit_of(own_app).settings.data / "images" / address.removeprefix("/figures/")
    place.write_bytes(place.read_bytes()[:-9])
    assert visitor.get(address).status_code == 404
