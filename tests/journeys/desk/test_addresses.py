"""No page of the desk is forgotten where they are looked at."""

from dataclasses import fields

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.journeys.desk.addresses import NO_PAGES, PAGES
from tests.journeys.desk.scene import Numbers


def test_every_page_of_the_desk_is_among_those_that_are_looked_at(app: Flask) -> None:
    there = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    desk = {each for each in there if each.startswith(("desk.", "report."))}
    # Any number will do: only where an address leads is asked.
    numbers = {field.name: 1 for field in fields(Numbers)}
    looked_at = {_endpoint(app, address.format(**numbers)) for _, address in PAGES.values()}
    assert desk - NO_PAGES == looked_at
    assert desk >= NO_PAGES


def _endpoint(app: Flask, address: str) -> str:
    try:
        endpoint, _ = app.url_map.bind("localhost").match(address.partition("?")[0])
    except (HTTPException, RequestRedirect) as error:
        pytest.fail(f"{address}: {error}")
    assert isinstance(endpoint, str)
    return endpoint
