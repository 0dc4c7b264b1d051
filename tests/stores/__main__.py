"""Run tests with a server at hand that speaks S3: ``python -m tests.stores tests/contracts/test_image_store.py``."""

import sys

import pytest

from tests.stores.server import s3_server

if __name__ == "__main__":
    with s3_server():
        sys.exit(pytest.main(sys.argv[1:]))
