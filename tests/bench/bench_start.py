"""How long a cold start takes, and how much memory the program holds at rest and at work.

    python -m tests.bench.bench_start FOLDER [--rounds 5] [--pages 300]

FOLDER is an archive such as ``bench_growth --archive`` leaves; give it a copy. The program's files are taken as they
lie: where PYTHONDONTWRITEBYTECODE is set in a checkout, every start compiles what has changed, which an installation
never does. Of each command the best of the rounds: seconds by the clock until it is done, of ``dafu serve`` until
/readyz answers 200, and seconds of the processor, which others at work on the machine lengthen less. Memory is
resident, in MB, with all that the program started.
"""

import argparse
import contextlib
import os
import resource
import subprocess
import sys
import time
import urllib.error
from pathlib import Path

from tests.bench.serving import reading, serving

WORDS = ("养老", "托育 补贴", "助餐点", "适老化改造", "家庭医生", "普惠托育 价格", "养老服务 护理员 培训", "老年食堂")
PLACES = (
    "/",
    "/cases",
    "/search?q={word}",
    "/cases/{number}",
    "/search?q={word}&page=2",
    "/commitments",
    "/help/terms",
)


def command_of(*words: str) -> tuple[float, float]:
    """Seconds by the clock and of the processor of a command that ends by itself."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([sys.executable, "-m", "server", *words], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - begun, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def serve_of(folder: Path, pages: int) -> tuple[float, float, float, float]:
    """Seconds by the clock and of the processor until ready, MB then, and MB after so many pages and searches."""
    with serving(folder) as site:
        clock = site.ready()
        spent, rest = site.spent(), site.memory()
        for number in range(pages):
            word = WORDS[number % len(WORDS)]
            with contextlib.suppress(urllib.error.HTTPError):  # a case that the public may not see
                reading(site.address, PLACES[number % len(PLACES)].format(word=word, number=number + 1))
        return clock, spent, rest, site.memory()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=300, help="read after the last start")
    asked = parser.parse_args()
    rounds = range(asked.rounds)
    for words in (("--version",), ("--help",), ("parse", "--help")):
        found = [command_of(*words) for _ in rounds]
        print(
            f"dafu {' '.join(words):24} {min(c for c, _ in found):6.2f} s {min(p for _, p in found):6.2f} s processor"
        )
    starts = [serve_of(asked.folder, asked.pages if one == rounds[-1] else 0) for one in rounds]
    print(
        f"dafu {'serve, until ready':24} {min(one[0] for one in starts):6.2f} s {min(one[1] for one in starts):6.2f} s"
        f" processor; {min(one[2] for one in starts):.0f} MB, {starts[-1][3]:.0f} MB after {asked.pages} pages"
    )
    print(f"load of the machine: {', '.join(f'{one:.1f}' for one in os.getloadavg())} on {os.cpu_count()} cores")
    return 0


if __name__ == "__main__":
    sys.exit(main())
