"""The files for a server are tried by the very programs that read them, where this machine has those."""

import re
import shutil
import socket
import subprocess
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from click.testing import CliRunner

from server.cli import main
from server.cli_config import DEPLOY
from server.configuration import public_keys
from tests.processes import free_port

UNITS = sorted(path.name for path in DEPLOY.glob("dafu-*.*"))
# What systemd gives for a unit without any hardening is 9.6; the lower the better.
MOST_EXPOSED = 30
BINARY = "/srv/dafu/venv/bin/dafu"


def needs(program):
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


def run(*words, **more):
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False, timeout=60, **more)


@pytest.fixture
def units(tmp_path):
    """The units with a program that exists on this machine."""
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(BINARY, "/bin/true"), encoding="utf-8")
    return [tmp_path / name for name in UNITS]


@needs("systemd-analyze")
def test_systemd_takes_the_units_and_finds_them_closed(units):
    done = run("systemd-analyze", "verify", "--man=no", *units)
    own = [line for line in done.stderr.splitlines() if "dafu-" in line and "not found" not in line]
    assert (done.returncode, own) == (0, []), done.stderr
    for unit in units:
        if unit.suffix == ".service":
            score = run("systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", unit)
            assert score.returncode == 0, score.stdout[-400:] + score.stderr


@needs("logrotate")
def test_logrotate_reads_its_own(tmp_path):
    text = (DEPLOY / "logrotate.conf").read_text(encoding="utf-8").replace("dafu dafu", "root root")
    (tmp_path / "conf").write_text(text.replace("/var/log/dafu", str(tmp_path)), encoding="utf-8")
    (tmp_path / "conf").chmod(0o644)
    done = run("logrotate", "-d", "-s", tmp_path / "state", tmp_path / "conf")
    assert (done.returncode, "error" in done.stderr.lower()) == (0, False), done.stderr


class Behind(BaseHTTPRequestHandler):
    """Stands in for Dafu behind nginx; says what it was told."""

    def do_GET(self):
        said = f"{self.headers['Host']} {self.headers['X-Forwarded-Proto']} {self.headers['X-Forwarded-For']}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_):
        pass


@pytest.fixture
def front(tmp_path):
    """nginx with the configuration, ports and certificate of our own, before a server; gives (plain, encrypted)."""
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
               "-days", "1", "-subj", "/CN=ta.example.gov.cn", "-keyout", key, "-out", cert)  # fmt: skip
    assert made.returncode == 0, made.stderr
    behind = HTTPServer(("127.0.0.1", 0), Behind)
    Thread(target=behind.serve_forever, daemon=True).start()
    plain, secret = free_port(), free_port()
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("/etc/dafu/tls/cert.pem", str(cert)), ("/etc/dafu/tls/key.pem", str(key)),
        ("127.0.0.1:8000", f"127.0.0.1:{behind.server_port}"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"), ("listen 443 ssl;", f"listen 127.0.0.1:{secret} ssl;"),
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, new)
    text = re.sub(r"\n *listen \[::\]:[^;]*;", "", text).replace(
        "client_header_timeout 10s", "client_header_timeout 1s"
    )
    folders = "".join(f"{name}_temp_path {tmp_path}/{name};" for name in ("proxy", "fastcgi", "uwsgi", "scgi"))
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {folders}"
        f" client_body_temp_path {tmp_path}/body; {text} }}",
        encoding="utf-8",
    )
    tmp_path.chmod(0o755)
    nginx = shutil.which("nginx")
    tried = run(nginx, "-t", "-e", "stderr", "-c", tmp_path / "nginx.conf")
    assert tried.returncode == 0, tried.stderr
    process = subprocess.Popen([nginx, "-e", "stderr", "-c", tmp_path / "nginx.conf"], stderr=subprocess.DEVNULL)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with closing(socket.socket()) as one:
            if one.connect_ex(("127.0.0.1", secret)) == 0:
                break
        time.sleep(0.02)
    yield plain, secret
    process.terminate()
    process.wait(timeout=20)
    behind.shutdown()


@needs("nginx")
@needs("openssl")
@needs("curl")
def test_nginx_encrypts_limits_and_lets_slow_ones_go(front):
    plain, secret = front
    here = ("curl", "-sk", "--resolve", f"ta.example.gov.cn:{secret}:127.0.0.1")
    site = f"https://ta.example.gov.cn:{secret}"
    told = run("curl", "-s", "-o", "/dev/null", "-w", "%{http_code} %{redirect_url}", "-H", "Host: ta.example.gov.cn",
               f"http://127.0.0.1:{plain}/cases?q=1")  # fmt: skip
    assert told.stdout == "301 https://ta.example.gov.cn/cases?q=1"
    api = run("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", f"http://127.0.0.1:{plain}/api/v1/replies")
    assert api.stdout == "403"
    page = run(*here, "-D", "-", "-H", "X-Forwarded-For: 6.6.6.6", f"{site}/")
    assert "ta.example.gov.cn https 127.0.0.1" in page.stdout
    assert "max-age=31536000; includeSubDomains" in page.stdout
    for weak in (("--tls-max", "1.1"), ("--tls-max", "1.2", "--ciphers", "AES256-SHA:AES128-GCM-SHA256")):
        assert run(*here, *weak, "-o", "/dev/null", f"{site}/").returncode != 0, weak
    large = run(
        *here, "-o", "/dev/null", "-w", "%{http_code}", "-H", "Content-Length: 900000000", "-X", "POST", f"{site}/"
    )
    assert large.stdout == "413"
    codes = run(*here, "-o", "/dev/null", "-w", "%{http_code} ", f"{site}/account/sign-in?[1-30]").stdout.split()
    assert codes.count("200") == 21
    assert codes.count("429") == 9
    with closing(socket.create_connection(("127.0.0.1", plain), timeout=20)) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: ")
        assert slow.recv(200) == b""  # let go


def test_nginx_takes_the_largest_upload_that_the_program_takes(app):
    largest = max(handler.request_max_body_size or 0 for route in app.routes for handler in route.route_handlers
                  if isinstance(getattr(handler, "request_max_body_size", None), int))  # fmt: skip
    said = re.search(r"client_max_body_size (\d+)m;", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"))
    assert largest <= int(said[1]) * 1024 * 1024


def test_files_are_written_out_and_name_only_settings_that_exist(tmp_path):
    result = CliRunner().invoke(main, ["config", "files", str(tmp_path / "out")])
    assert result.exit_code == 0
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written >= {*UNITS, "nginx.conf", "logrotate.conf", "README.md", "wheelhouse.sh", "replica.sh"}
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir())
    assert set(re.findall(r"DAFU_[A-Z_]+", text)) <= set(public_keys())
    for command in re.findall(r"bin/dafu ([a-z]+)", text):
        assert command in main.commands, command


@pytest.mark.parametrize("name", sorted(path.name for path in DEPLOY.glob("*.sh")))
def test_scripts_say_how_they_are_called(name):
    assert run("sh", "-n", DEPLOY / name).returncode == 0
    done = run("sh", DEPLOY / name)
    assert done.returncode != 0
    assert f"usage: {name}" in done.stderr
