"""Nothing inside the house is ever asked, however its address is written."""

from ipaddress import ip_address

import pytest

from catalogue.outside.addresses import NotAllowed, Unknown, destination, is_public

INSIDE = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),  # noqa: S104
    *("224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1"),
    *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1"),
    *("::ffff:10.0.0.1", "2002:a00:1::1", "64:ff9b::a00:1", "64:ff9b:1::a00:1"),
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_that_is_not_of_the_public_internet_is_not_asked(address: str) -> None:
    assert not is_public(ip_address(address), 443)


@pytest.mark.parametrize(
    "address", ["203.178.141.194", "2001:200:dff:fff1:216:3eff:feb1:44d7", "64:ff9b::cbb2:8dc2"]
)
def test_a_public_one_is_but_only_where_pages_are_served(address: str) -> None:
    assert is_public(ip_address(address), 443)
    assert is_public(ip_address(address), 80)
    for port in (22, 25, 6379, 8080):
        assert not is_public(ip_address(address), port)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "https://192.168.0.1/admin",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_a_page_inside_the_house_is_not_asked_for_however_it_is_spelt(url: str) -> None:
    with pytest.raises(NotAllowed, match="庁内"):
        destination(url, is_public)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.jp/", "file:///etc/passwd", "gopher://example.jp/", "javascript:alert(1)", "//host", ""],
)
def test_only_pages_of_the_web_are_asked_for(url: str) -> None:
    with pytest.raises(NotAllowed):
        destination(url, is_public)


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http://me:secret@127.0.0.1/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/",
        "http://[::1",
    ],
)
def test_addresses_that_make_no_sense_or_carry_a_password_are_refused(url: str) -> None:
    with pytest.raises(NotAllowed):
        destination(url, lambda host, port: True)


def test_a_server_that_does_not_exist_is_said_not_to() -> None:
    with pytest.raises(Unknown):
        destination("http://nobody.invalid/", is_public)


def test_japanese_in_an_address_is_written_as_the_network_writes_it() -> None:
    to = destination("http://127.0.0.1:81/事例/page one?q=交通&r=%E4%BA%8B#part", lambda host, port: True)
    assert to.target == "/%E4%BA%8B%E4%BE%8B/page%20one?q=%E4%BA%A4%E9%80%9A&r=%E4%BA%8B"
    assert to.authority == "127.0.0.1:81"


def test_a_line_break_in_an_address_cannot_add_a_line_to_the_request() -> None:
    to = destination("http://127.0.0.1/a\r\nX-Evil: 1", lambda host, port: True)
    assert "\r" not in to.target
    assert "\n" not in to.target
