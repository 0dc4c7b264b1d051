"""What can be set from outside. The environment (and a ``.env`` file) is read here and nowhere else."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

ROOT = Path(__file__).resolve().parent.parent


class BadSetting(ValueError):
    """A setting that cannot be used, told in a sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one running catalogue.

    ``data`` is the one folder that holds database, index, pictures and secret key, unless an address says otherwise.
    ``approve_own`` is for an office of one: whoever wrote a revision may approve it. ``public_address`` is the one
    under which visitors see the catalogue (https://…), ``proxies`` how many stand before it whose headers are believed.
    The city's own accounts sign in where ``oidc_issuer`` names who vouches for them. Pages that cases cite are asked
    whether they still answer only with ``sources_check``.
    """

    host: str
    port: int
    data: Path
    database_url: str
    search_folder: Path
    image_store: str
    secret_key: str
    approve_own: bool = False
    public_address: str = ""
    proxies: int = 0
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret: str = ""
    sources_check: bool = False
    seeds: Path = ROOT / "seeds"
    lock_wait: float = 10.0

    def __repr__(self) -> str:
        """Never the secret: a repr ends up in logs."""
        return f"Settings(host={self.host!r}, port={self.port}, data={str(self.data)!r})"


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings the environment asks for, with the defaults of a single machine.

    Raises:
        BadSetting: a setting cannot be used; the message says which and what to write instead.
    """
    if environment is None:
        kept = {name: value for name, value in dotenv_values(ROOT / ".env").items() if value is not None}
        environment = kept | dict(os.environ)
    if environment.get("SEARCH_URL"):
        raise BadSetting(
            "SEARCH_URL は、まだ使えません。設定から外してください（索引はデータのフォルダに置かれます）。"
        )
    data = Path(environment.get("CATALOGUE_DATA") or ROOT / "var").resolve()
    return Settings(
        host=environment.get("HOST") or "127.0.0.1",
        port=_port(environment.get("PORT") or "8000"),
        data=data,
        database_url=environment.get("DATABASE_URL") or f"sqlite:///{data / 'catalogue.sqlite'}",
        search_folder=data / "index",
        image_store=environment.get("IMAGE_STORE") or str(data / "images"),
        secret_key=environment.get("SECRET_KEY") or _kept_secret(data),
        approve_own=_switch("APPROVE_OWN", environment.get("APPROVE_OWN") or "no"),
        public_address=_address(environment.get("PUBLIC_ADDRESS") or ""),
        proxies=_count("PROXIES", environment.get("PROXIES") or "0"),
        oidc_issuer=environment.get("OIDC_ISSUER") or "",
        oidc_client=environment.get("OIDC_CLIENT") or "",
        oidc_secret=environment.get("OIDC_SECRET") or "",
        sources_check=_switch("SOURCES_CHECK", environment.get("SOURCES_CHECK") or "no"),
    )


def _switch(name: str, text: str) -> bool:
    if text not in ("yes", "no"):
        raise BadSetting(f"{name} は yes か no で指定してください（いまは「{text}」）。")
    return text == "yes"


def _count(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > 9:
        raise BadSetting(f"{name} は 0 から 9 までの数で指定してください（いまは「{text}」）。")
    return int(text)


def _address(text: str) -> str:
    if text and not _is_address(text):
        raise BadSetting(
            f"PUBLIC_ADDRESS は https://jirei.example.jp のように指定してください（いまは「{text}」）。"
        )
    return text.rstrip("/")


def _is_address(text: str) -> bool:
    """Whether it is a whole address of a site. A port that is no number shows only when it is asked for."""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
            and not parts.path.strip("/")
        )
    except ValueError:
        return False


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) < 65536:
        raise BadSetting(f"PORT は 1 から 65535 までの数で指定してください（いまは「{text}」）。")
    return int(text)


def _kept_secret(data: Path) -> str:
    """The key made at the first start. Created readable by its owner alone and never overwritten, so two processes
    that start at once agree on the one that came first."""
    place = data / "secret_key"
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not place.exists() or not place.stat().st_size:
            _make_secret(place)
        return place.read_text(encoding="ascii").strip()
    except OSError as error:
        raise BadSetting(
            f"CATALOGUE_DATA のフォルダ「{data}」を使えません。書き込める場所を指定してください。"
        ) from error


def _make_secret(place: Path) -> None:
    fresh = place.with_name(f".secret_key-{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_hex(32), encoding="ascii")
    if place.exists():  # an empty one, left by a full disk
        fresh.replace(place)
        return
    try:
        os.link(fresh, place)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
