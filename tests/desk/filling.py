"""A form as somebody without scripts fills it in: what the page holds is sent back, with what they changed."""

from collections.abc import Mapping

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

Fields = dict[str, list[str]]


class Sheet:
    """One page with a form, in somebody's browser."""

    def __init__(self, client: FlaskClient, response: TestResponse) -> None:
        self.client = client
        self.response = response
        self.page = html.document_fromstring(response.text or "<html></html>")
        self.forms = self.page.xpath("//main//form[@method='post' and not(contains(@class, 'desk-who'))]")
        self.fields: Fields = {}
        for name, value in self._form.form_values() if self.forms else ():
            self.fields.setdefault(name, []).append(value.removeprefix("\n"))

    @property
    def _form(self) -> html.FormElement:
        return self.forms[0]

    def fill(self, **values: str) -> "Sheet":
        """Type something; ``__`` in a name stands for a hyphen."""
        return self.fill_in({name.replace("__", "-"): value for name, value in values.items()})

    def fill_in(self, values: Mapping[str, str]) -> "Sheet":
        """The same, by the names of the fields."""
        for name, value in values.items():
            self.fields[name] = [value]
        return self

    def press(self, name: str = "", value: str = "") -> "Sheet":
        """Send it by one of its buttons; the one without a name saves."""
        sent = self.fields | ({name: [value]} if name else {})
        address = self._form.get("action")
        return Sheet(self.client, self.client.post(address, data=sent))

    @property
    def status(self) -> int:
        """Of the answer that brought the page."""
        return self.response.status_code

    @property
    def text(self) -> str:
        """Of the whole page."""
        return " ".join(self.page.text_content().split())

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.fields.get(name, [""])[0]


def opened(client: FlaskClient, address: str) -> Sheet:
    """The page at an address, and its form."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return Sheet(client, response)
