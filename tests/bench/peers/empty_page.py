"""The least a page can cost with Flask and Jinja: ``/25000`` is a template of 25,000 bytes with nothing to fill in."""

from flask import Flask, render_template
from jinja2 import FunctionLoader

_FRAME = "<!doctype html><html lang='ja'><title>{{ '' }}</title><body>%s</body></html>"
_WITHOUT_BODY = len(_FRAME % "") - len("{{ '' }}")

app = Flask(__name__)
app.jinja_loader = FunctionLoader(lambda name: _FRAME % ("a" * (int(name) - _WITHOUT_BODY)))


@app.get("/<int:size>")
def page(size: int) -> str:
    """A page of so many bytes."""
    return render_template(str(size))
