"""A server that speaks S3, in a thread of the tests, with one bucket (moto); its environment is that of a real one."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

# The environment says which bucket the tests of the store may use; only `make stores` sets it.
S3_BUCKET = "TEST_S3_BUCKET"

_BUCKET = "pictures"


@contextmanager
def s3_server() -> Iterator[None]:
    """While the block lasts, ``s3://`` leads to the server, for this process and those it starts."""
    import boto3
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        os.environ |= {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "NO_PROXY": host,
            S3_BUCKET: _BUCKET,
        }
        boto3.client("s3").create_bucket(Bucket=_BUCKET)
        yield
    finally:
        server.stop()
