"""A real S3-compatible store for trials: OpenStack Swift from PyPI, its four servers on this machine.

Swift is not a dependency: it is installed into a folder of its own, by ``installed``, or found in the one named.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

KEY, SECRET, BUCKET = "dafu:keeper", "only-for-trials", "dafu-files"
RINGS = {"account": 1, "container": 2, "object": 3}
_RUN = (
    "import sys, swift.common.utils as u; u.SWIFT_CONF_FILE = sys.argv[1];"
    "from swift.common.wsgi import run_wsgi; sys.argv = sys.argv[:1] + sys.argv[2:];"
    "sys.exit(run_wsgi(sys.argv[1], sys.argv[2]))"
)
_PIPELINES = {
    "proxy": "catch_errors gatekeeper proxy-logging cache listing_formats s3api tempauth slo dlo proxy-server",
    "account": "account-server",
    "container": "container-server",
    "object": "object-server",
}
_FILTERS = """
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:proxy-logging]
use = egg:swift#proxy_logging
[filter:cache]
use = egg:swift#memcache
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
force_swift_request_proxy_log = false
[filter:tempauth]
use = egg:swift#tempauth
allow_account_management = true
user_dafu_keeper = only-for-trials .admin
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
"""


def installed(folder: Path) -> Path:
    """A Python with Swift below a folder, installed there where it is not."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "-q", "swift"], check=True, stderr=subprocess.DEVNULL)
    return python


@contextlib.contextmanager
def swift(python: Path, home: Path, *, address: str = "127.0.0.1", port: int = 6080) -> Iterator[str]:
    """A store with one bucket while the block runs; yields its address as for DAFU_FILES."""
    home.mkdir(parents=True, exist_ok=True)
    _configured(python, home, address, port)
    servers = []
    try:
        for part in ("account", "container", "object", "proxy"):
            with (home / f"{part}.log").open("wb") as log:
                command = [python, "-c", _RUN, home / "swift.conf", home / f"{part}.conf", f"{part}-server"]
                servers.append(subprocess.Popen(command, stdout=log, stderr=log, cwd=home, start_new_session=True))
        _wait_for(address, port, servers, home)
        yield f"s3://{KEY.replace(':', '%3A')}:{SECRET}@{address}:{port}/{BUCKET}?tls=no"
    finally:
        for server in servers:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _configured(python: Path, home: Path, address: str, port: int) -> None:
    (home / "swift.conf").write_text("[swift-hash]\nswift_hash_path_suffix = trials\n", encoding="utf-8")
    builder = python.with_name("swift-ring-builder")
    user = "root" if os.geteuid() == 0 else os.environ.get("USER", "nobody")
    for part, pipeline in _PIPELINES.items():
        at = port + RINGS.get(part, 0)
        common = f"[DEFAULT]\nbind_port = {at}\nswift_dir = {home}\nuser = {user}\nworkers = 0\nlog_level = WARNING\n"
        common += f"log_address = {home}/no-log\nbind_ip = {address if part == 'proxy' else '127.0.0.1'}\n"
        if part == "proxy":
            app = "use = egg:swift#proxy\nallow_account_management = true\naccount_autocreate = true\n"
            text = f"{common}[pipeline:main]\npipeline = {pipeline}\n[app:proxy-server]\n{app}{_FILTERS}"
        else:
            (home / "disks" / "one").mkdir(parents=True, exist_ok=True)
            common += f"devices = {home}/disks\nmount_check = false\n"
            text = f"{common}[pipeline:main]\npipeline = {pipeline}\n[app:{pipeline}]\nuse = egg:swift#{part}\n"
            ring = home / f"{part}.builder"
            for words in (["create", "6", "1", "1"], ["add", f"r1z1-127.0.0.1:{at}/one", "1"], ["rebalance"]):
                subprocess.run([builder, ring, *words], check=True, capture_output=True)
        (home / f"{part}.conf").write_text(text, encoding="utf-8")


def _wait_for(address: str, port: int, servers: list[subprocess.Popen], home: Path) -> None:
    until = time.monotonic() + 60
    for at in (port + 1, port + 2, port + 3, port):
        while True:
            with (
                contextlib.suppress(OSError),
                socket.create_connection((address if at == port else "127.0.0.1", at), timeout=1),
            ):
                break
            if time.monotonic() > until or any(server.poll() is not None for server in servers):
                sys.exit("the store did not start: " + "".join(p.read_text()[-500:] for p in home.glob("*.log")))
            time.sleep(0.2)


def make_bucket(url: str) -> None:
    """Make the bucket of an address, as whoever runs a store does once."""
    import hashlib
    import hmac
    from datetime import UTC, datetime
    from urllib.parse import unquote, urlsplit

    import httpx

    parts = urlsplit(url)
    host, stamp = parts.netloc.rpartition("@")[2], datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    path, day, empty = parts.path, stamp[:8], hashlib.sha256(b"").hexdigest()
    signed = "host;x-amz-content-sha256;x-amz-date"
    asked = f"PUT\n{path}\n\nhost:{host}\nx-amz-content-sha256:{empty}\nx-amz-date:{stamp}\n\n{signed}\n{empty}"
    scope = f"{day}/us-east-1/s3/aws4_request"
    said = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(asked.encode()).hexdigest()}"
    key = b"AWS4" + unquote(parts.password or "").encode()
    for piece in (day, "us-east-1", "s3", "aws4_request"):
        key = hmac.digest(key, piece.encode(), "sha256")
    signature = hmac.new(key, said.encode(), "sha256").hexdigest()
    credential = f"Credential={unquote(parts.username or '')}/{scope}"
    httpx.put(
        f"http://{host}{path}",
        headers={
            "x-amz-date": stamp,
            "x-amz-content-sha256": empty,
            "Authorization": f"AWS4-HMAC-SHA256 {credential}, SignedHeaders={signed}, Signature={signature}",
        },
    ).raise_for_status()
