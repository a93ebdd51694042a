"""How long a cold start takes, and how much memory the program holds at rest and at work.

    python -m tests.bench.bench_start FOLDER [--rounds 5] [--pages 300] [--mixed 2000]

FOLDER is an archive such as ``bench_growth --archive`` leaves; give it a copy. The program's files are taken as they
lie: where PYTHONDONTWRITEBYTECODE is set in a checkout, every start compiles what has changed, which an installation
never does. Of each command the best of the rounds: seconds by the clock until it is done, of ``dafu serve`` until
/readyz answers 200, and seconds of the processor, which others at work on the machine lengthen less. Memory is
resident, in MB, with all that the program started, and how much of it is anonymous: the rest are pages of files, which
the machine can take back. Pages: seven kinds, one after the other, by the public. Mixed: pages of cases, lists and
searches for other words each time, four at once.
"""

import argparse
import contextlib
import os
import resource
import subprocess
import sys
import time
import urllib.error
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice, product
from pathlib import Path

from tests.bench.serving import Served, reading, serving

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


SECOND = ("建设", "服务", "管理", "资金 安排", "2024年", "试点", "机构", "标准", "监督检查", "社区", "培训", "设施")
MIXED = (
    "/search?q={word} {more}",
    "/cases/{number}",
    "/cases?q={more}&page={page}",
    "/search?q={more}{word}",
    "/commitments?page={page}",
)


def mixed() -> Iterator[str]:
    """Addresses of which hardly one comes again."""
    for number, (more, word, place) in enumerate(product(SECOND * 9, WORDS, MIXED)):
        yield place.format(word=word, more=more, number=number * 7 % 19_000 + 1, page=number // 40 + 1)


def command_of(*words: str) -> tuple[float, float]:
    """Seconds by the clock and of the processor of a command that ends by itself."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([sys.executable, "-m", "server", *words], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - begun, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def asked(site: Served, address: str) -> None:
    """Read a page; a case that the public may not see is no failure."""
    with contextlib.suppress(urllib.error.HTTPError):
        reading(site.address, address)


def serve_of(folder: Path, pages: int, many: int) -> tuple[float, float, list[str]]:
    """Seconds by the clock and of the processor until ready, and what the memory was when, in words."""
    with serving(folder) as site:
        clock = site.ready()
        spent, said = site.spent(), [_memory(site, "ready")]
        for number in range(pages):
            word = WORDS[number % len(WORDS)]
            asked(site, PLACES[number % len(PLACES)].format(word=word, number=number + 1))
        said.append(_memory(site, f"after {pages} pages"))
        with ThreadPoolExecutor(4) as readers:
            list(readers.map(lambda address: asked(site, address), islice(mixed(), many)))
        return clock, spent, [*said, _memory(site, f"after {many} mixed")]


def _memory(site: Served, when: str) -> str:
    return f"{when} {site.memory():.0f} MB, {site.anonymous():.0f} anonymous"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=300, help="read after the last start")
    parser.add_argument("--mixed", type=int, default=2000, help="asked for after them")
    told = parser.parse_args()
    rounds = range(told.rounds)
    for words in (("--version",), ("--help",), ("parse", "--help")):
        found = [command_of(*words) for _ in rounds]
        print(
            f"dafu {' '.join(words):24} {min(c for c, _ in found):6.2f} s {min(p for _, p in found):6.2f} s processor"
        )
    starts = [serve_of(told.folder, *((told.pages, told.mixed) if one == rounds[-1] else (0, 0))) for one in rounds]
    clock, spent = min(one[0] for one in starts), min(one[1] for one in starts)
    print(f"dafu {'serve, until ready':24} {clock:6.2f} s {spent:6.2f} s processor; {'; '.join(starts[-1][2])}")
    print(f"load of the machine: {', '.join(f'{one:.1f}' for one in os.getloadavg())} on {os.cpu_count()} cores")
    return 0


if __name__ == "__main__":
    sys.exit(main())
