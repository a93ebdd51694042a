"""``dafu demo``, run as it is by whoever looks at it for the first time."""

import os
import signal
import subprocess
import sys
import time

import httpx


def test_demo_serves_at_the_address_it_prints(tmp_path):
    env = {**os.environ, "DAFU_DATA": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "server", "demo", "--port", "0"]
    running = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        address = next(line for line in running.stdout if "http://" in line).split("：")[1].strip()
        for _ in range(100):
            try:
                page = httpx.get(address, timeout=10)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        assert page.status_code == 200
        assert "演示" in page.text
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(timeout=30)
    assert running.returncode == 0
