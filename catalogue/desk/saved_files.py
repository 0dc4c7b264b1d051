"""Lists of the desk as files to be saved."""

from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from catalogue.context import today

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def saved(data: bytes, title: str, ending: str, kind: str) -> Response:
    """The file under its title and the day; ``kind`` is its media type."""
    name = f"{title}_{today().isoformat()}.{ending}"
    # Made anew each time: pieces of two would not fit together.
    return send_file(
        BytesIO(data), mimetype=kind, as_attachment=True, download_name=name, conditional=False, etag=False
    )
