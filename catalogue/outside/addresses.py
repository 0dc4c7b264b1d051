"""Which addresses may be asked: pages of the web under a public address of the network, and nothing in the house.

An address that staff write down could name a printer, a router or this very machine. So the name is looked up first,
every address it has must be one of the public internet, and the connection goes to the very address that was looked at.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urlsplit

Host = IPv4Address | IPv6Address
# Whether a connection to this address and port may be made.
Allowed = Callable[[Host, int], bool]

# RFC 6052: the last 32 bits are an IPv4 address; RFC 8215: a network's own way of doing so.
_TRANSLATED, _TRANSLATED_HERE = IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48")
_PORTS = {"http": 80, "https": 443}
# RFC 3986: what may stand in a path and a query besides letters and digits; % is there if it was escaped already.
_IN_TARGET = "/?:@!$&'()*+,;=-._~%"


class NotAllowed(Exception):
    """The address is none we ask; the message says why, for staff."""


class Unknown(Exception):
    """There is no such server."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where to connect (``address``, ``port``), as whom to greet it (``host``), and what to ask for (``target``)."""

    secure: bool
    host: str
    port: int
    address: str
    target: str

    @property
    def authority(self) -> str:
        """As it stands in the Host header."""
        usual = _PORTS["https" if self.secure else "http"]
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == usual else f"{host}:{self.port}"


def is_public(host: Host, port: int) -> bool:
    """A public address of the internet, at a port where pages are served. What stands for an address of the older kind
    is judged by that one."""
    meant = _meant(host)
    return meant is not None and meant.is_global and not meant.is_multicast and port in _PORTS.values()


def _meant(host: Host) -> Host | None:
    """None for what is tunnelled to who knows where (6to4, Teredo, RFC 8215)."""
    if isinstance(host, IPv4Address):
        return host
    if host.sixtofour or host.teredo or host in _TRANSLATED_HERE:
        return None
    if host in _TRANSLATED:
        return IPv4Address(int(host) & 0xFFFF_FFFF)
    return host.ipv4_mapped or host


def destination(url: str, allowed: Allowed) -> Destination:
    """Look a page's server up.

    Raises:
        NotAllowed: it is no page of the web, or lies where nobody may ask.
        Unknown: there is no such server.
    """
    parts = _parts(url)
    host = _host(parts)
    port = parts.port or _PORTS[parts.scheme]
    found = _looked_up(host, port)
    if not all(allowed(each, port) for each in found):
        raise NotAllowed("庁内や、このサーバー自身の宛先です")
    return Destination(parts.scheme == "https", host, port, str(found[0]), _target(parts))


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotAllowed("アドレスの形が正しくありません") from error
    if parts.scheme not in _PORTS or port == 0:
        raise NotAllowed("http:// か https:// で始まるアドレスではありません")
    if parts.username is not None or parts.password is not None:
        raise NotAllowed("アドレスに利用者名やパスワードが入っています")
    return parts


def _host(parts: SplitResult) -> str:
    """In the letters the network knows: names in Japanese have another spelling there."""
    host = (parts.hostname or "").rstrip(".")
    try:
        return host if host.isascii() and host else host.encode("idna").decode("ascii") or _nameless()
    except UnicodeError as error:
        raise NotAllowed("アドレスの形が正しくありません") from error


def _nameless() -> str:
    raise NotAllowed("アドレスにサーバーの名前がありません")


def _looked_up(host: str, port: int) -> list[Host]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        # An address of one's own link carries its interface: fe80::1%eth0.
        found = [ip_address(str(row[4][0]).partition("%")[0]) for row in rows]
    except (OSError, UnicodeError, ValueError) as error:
        raise Unknown(host) from error
    if not found:
        raise Unknown(host)
    return found


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_IN_TARGET)
    return f"{path}?{quote(parts.query, safe=_IN_TARGET)}" if parts.query else path
