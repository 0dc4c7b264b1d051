"""Any page as a PDF: the page is asked for as a visitor would, and given to the engine that prints it.

The page and all it names come from this very application, by calling it, never over the network. So a PDF shows what
the same visitor sees, the list in their cookie included, and can show nothing they could not see.
"""

import html
import logging
import re
from contextvars import Context
from io import BytesIO
from urllib.parse import unquote_to_bytes, urlsplit

from flask import current_app, request, send_file, url_for
from werkzeug.wrappers import Response

from catalogue.domain.errors import Invalid, NotFound, Unavailable
from catalogue.exports import pdf
from catalogue.exports.pdf import Fetched
from catalogue.web.saving import name_for, one_at_a_time

log = logging.getLogger("catalogue")

_BY_BROWSER = "ブラウザーの印刷から「PDFに保存」をお使いください。"
NO_SUCH_PAGE = (
    "このアドレスは、PDFにできるページではありません。ページの「ファイルで受け取る」からお選びください。"
)
NO_ENGINE = f"このサーバーでは、PDFを作る部品（Pango）が入っていません。{_BY_BROWSER}"
TOO_LARGE = f"ページが大きすぎて、PDFにできません。条件を加えて減らすか、{_BY_BROWSER}"
FAILED = f"このページは、PDFにできませんでした。{_BY_BROWSER}"

# In bytes; the largest page so far has a tenth of it. Laying out takes seconds of a processor and grows with the page.
LARGEST_PAGE = 2 * 1024 * 1024

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_ON_PAPER = ("text/css", "image/", "font/")
# Of what the visitor sent, what would make the inner answer something else than the whole page.
_NOT_PASSED_ON = frozenset(
    {
        "HTTP_IF_NONE_MATCH",
        "HTTP_IF_MODIFIED_SINCE",
        "HTTP_IF_RANGE",
        "HTTP_RANGE",
        "HTTP_ACCEPT_ENCODING",
        "HTTP_HX_REQUEST",
        "CONTENT_LENGTH",
    }
)


def page_as_pdf(page: str) -> Response:
    """The page at ``/<page>``, with the parameters of this request; or that page as it is, where it shows an error.

    Raises:
        NotFound: there is no page of that address; a file, a picture or data is none.
        Invalid: the page is larger than :data:`LARGEST_PAGE` bytes.
        Unavailable: there is no engine here, it is at work for somebody else, or it failed.
    """
    if "." in page.rpartition("/")[2]:
        raise NotFound(NO_SUCH_PAGE)  # a file of a page, or a file: pages have no full stop
    if not pdf.available():
        raise Unavailable(NO_ENGINE)
    shown = _asked(f"/{page}", request.environ["QUERY_STRING"])
    if shown.mimetype != "text/html" or 200 < shown.status_code < 400:
        raise NotFound(NO_SUCH_PAGE)
    if shown.status_code != 200:
        del shown.headers["Set-Cookie"]
        return shown  # the page itself says why it cannot be shown
    if len(shown.data) > LARGEST_PAGE:
        raise Invalid(TOO_LARGE)
    text = shown.get_data(as_text=True)
    with one_at_a_time():
        made = _written(text, _address_of(page))
    return _answer(made, _title_of(text), shown)


def _written(text: str, address: str) -> bytes:
    try:
        return pdf.write(_for_the_engine(text), address, _part)
    except Exception as error:
        log.exception("no PDF could be made of %s", address)
        raise Unavailable(FAILED) from error


def _for_the_engine(text: str) -> str:
    """With the style sheet that says what the engine does in another way than browsers."""
    sheet = html.escape(url_for("static", filename="css/pdf.css"))
    return text.replace("</head>", f'<link rel="stylesheet" href="{sheet}"></head>', 1)


def _part(url: str) -> Fetched | None:
    """A style sheet or a picture of ours."""
    address = urlsplit(url)
    path = unquote_to_bytes(address.path).decode("utf-8", "replace").removeprefix(request.script_root)
    found = _asked(path, address.query)
    if found.status_code != 200 or not (found.mimetype or "").startswith(_ON_PAPER):
        log.warning("a page on paper goes without %s", path)
        return None
    return Fetched(found.data, found.content_type or "")


def _asked(path: str, query: str) -> Response:
    """What this application answers to the same visitor, asked in a context of its own."""
    kept = {
        name: value
        for name, value in request.environ.items()
        if name not in _NOT_PASSED_ON and not name.startswith("werkzeug.")
    }
    environ = kept | {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode("utf-8").decode("latin-1"),  # as PEP 3333 has it
        "QUERY_STRING": query,
        "wsgi.input": BytesIO(),
    }
    return Context().run(Response.from_app, current_app.wsgi_app, environ, buffered=True)


def _address_of(page: str) -> str:
    return f"{request.root_url}{page}"


def _title_of(text: str) -> str:
    """What the page calls itself, without the name of the service where it has one of its own."""
    found = _TITLE.search(text)
    title = html.unescape(found[1]) if found else ""
    return title.rpartition("｜")[0] or title


def _answer(data: bytes, title: str, shown: Response) -> Response:
    """To be looked at in the browser, under a name that says what it is and of which day; kept as long as the page."""
    answer = send_file(
        BytesIO(data),
        mimetype="application/pdf",
        download_name=name_for(title, "pdf"),
        conditional=False,  # a browser that may ask for it piece by piece would have it made for each piece
        etag=False,
    )
    answer.headers["Cache-Control"] = shown.headers.get("Cache-Control", "no-cache")
    answer.vary.update(shown.vary)
    return answer
