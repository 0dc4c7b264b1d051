import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from catalogue.app import create_app
from catalogue.images.places import S3_NEEDS, place_at
from catalogue.settings import ROOT, BadSetting, from_environment


def test_everything_lives_in_one_folder_unless_told_otherwise(tmp_path: Path) -> None:
    settings = from_environment({"CATALOGUE_DATA": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path / 'catalogue.sqlite'}"
    assert settings.search_folder == tmp_path / "index"
    assert settings.image_store == str(tmp_path / "images")
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)


def test_a_secret_is_made_once_kept_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    first = from_environment({"CATALOGUE_DATA": str(tmp_path)})
    second = from_environment({"CATALOGUE_DATA": str(tmp_path)})
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) == 64
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_who_lacks_what_speaks_to_an_object_store_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(BadSetting) as told:
        place_at("s3://bucket/pictures")
    assert f"pip install '{S3_NEEDS}'" in str(told.value)


def test_a_secret_never_shows_in_a_log(tmp_path: Path) -> None:
    settings = from_environment({"CATALOGUE_DATA": str(tmp_path)})
    assert settings.secret_key not in repr(settings)


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "８０００"])
def test_a_port_that_is_none_is_said_in_words(tmp_path: Path, port: str) -> None:
    with pytest.raises(BadSetting, match="PORT は 1 から 65535"):
        from_environment({"CATALOGUE_DATA": str(tmp_path), "PORT": port})


@pytest.mark.parametrize(
    "address",
    [
        "https://host:abc",
        "https://host:70000",
        "https://host:0",
        "https://[::1",
        "https://:443",
        "ftp://host",
        "host",
        "https://host/path",
    ],
)
def test_an_address_that_is_none_is_said_in_words(tmp_path: Path, address: str) -> None:
    with pytest.raises(BadSetting, match="PUBLIC_ADDRESS は https:"):
        from_environment({"CATALOGUE_DATA": str(tmp_path), "PUBLIC_ADDRESS": address})


def test_an_address_may_name_its_port(tmp_path: Path) -> None:
    for address in ("https://jirei.example.jp/", "http://[::1]:8000"):
        found = from_environment({"CATALOGUE_DATA": str(tmp_path), "PUBLIC_ADDRESS": address})
        assert found.public_address == address.rstrip("/")


def test_an_empty_secret_left_by_a_full_disk_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    assert len(from_environment({"CATALOGUE_DATA": str(tmp_path)}).secret_key) == 64


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CATALOGUE_DATA", "/proc/nowhere"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "invented://host/name"),
        ("IMAGE_STORE", "invented://bucket"),
        ("SEARCH_URL", "opensearch://host"),
    ],
)
def test_a_place_that_cannot_be_used_is_named_by_its_setting(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        create_app(from_environment({"CATALOGUE_DATA": str(tmp_path), name: value}))


def test_a_command_with_a_bad_setting_ends_without_a_trace(tmp_path: Path) -> None:
    environment = os.environ | {"CATALOGUE_DATA": str(tmp_path), "PORT": "http"}
    said = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert "PORT は 1 から 65535" in said.stderr
    assert "Traceback" not in said.stderr
