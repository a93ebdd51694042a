"""Several processes behind one address: whichever is asked tells what each has counted, until it ends."""

import subprocess
import sys

import pytest

from server.meter import Meter, exposition
from server.meters import others, shown

pytestmark = pytest.mark.anyio
ANOTHER = """
import asyncio, sys
from pathlib import Path
from server.meter import Meter
from server.meters import _place, shown

async def main():
    meter = Meter()
    meter.note("GET", 200, 0.3)
    async with shown(meter, Path(sys.argv[1])):
        while not list(Path(sys.argv[1]).glob("*.json")):
            await asyncio.sleep(0.01)
        print("noted", flush=True)
        await asyncio.to_thread(sys.stdin.read)

asyncio.run(main())
"""


def another(folder):
    """A process that counted one answer, and counts on until it is killed."""
    words = [sys.executable, "-c", ANOTHER, str(folder)]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


async def test_each_process_is_counted_while_it_lives(tmp_path):
    own = Meter()
    own.note("GET", 404, 0.01)
    assert "process" not in exposition(own, {}, others(tmp_path)).partition("dafu_process")[0]
    with another(tmp_path) as other:
        assert other.stdout.readline() == "noted\n"
        async with shown(own, tmp_path):
            known = others(tmp_path)
        text = exposition(own, {}, known)
        assert list(known) == [other.pid]
        assert f'dafu_answers_total{{process="{other.pid}",method="GET",status="2xx"}} 1' in text
        assert f'dafu_answer_seconds_count{{process="{other.pid}",kind="read"}} 1' in text
        assert text.count('method="GET",status="4xx"} 1') == 1
        other.kill()
    assert others(tmp_path) == {}
