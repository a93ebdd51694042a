"""What was freed goes back to the machine."""

import subprocess
import sys

import pytest

from server.heap import _library

FREED = """
from pathlib import Path
from server.heap import few_heaps, trim

def held():
    return int(Path("/proc/self/status").read_text().partition("RssAnon:")[2].split()[0]) // 1024

few_heaps()
blocks = [bytearray(b"x" * 100_000) for _ in range(600)]
last, full = blocks[-1], held()
del blocks[:]
trim()
print(full - held())
"""


@pytest.mark.skipif(_library() is None, reason="needs glibc")
def test_freed_memory_is_given_back():
    ran = subprocess.run([sys.executable, "-c", FREED], capture_output=True, text=True, check=True)
    assert int(ran.stdout) > 40
