"""The list of cases, one case, a search: ours, Django, FastAPI with SQLAlchemy side by side; equal bytes, in turns.

    pip install -e .[bench]
    python -m tests.bench.bench_peers [--cases N] [--archive DIR] [--seconds 5] [--turns 3] [--clients 8] [--json]

One process each, SQLite, one archive. The pages are asked with a session of an oversight office: the session is
checked, the filter of what the reader may see applied, the rows read, the same template rendered. Of our own program
nothing is left out: it keeps answers of slow reads until their tables are written to, which the peers do not; at 300
cases no read is slow. Whole pages it keeps only for people without a session, who are not asked about here. Cases are
twenty of the archive, in turn, without the course that one handled here has besides; questions are eight, each kept
among the reader's last ones, and the index itself is the same for all three: what is compared is everything around it.
Before anything is timed the answers are compared byte by byte, but for the tokens that each page draws afresh.
"""

import argparse
import asyncio
import itertools
import json
import re
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from cases import database, tables
from server.auth import SESSION
from tests.accounts import session_for
from tests.bench.archive_store import folder_of, make
from tests.bench.serving import Served, serving

PROGRAMS = {
    "ours": ("-m", "server", "serve"),
    "FastAPI, SQLAlchemy": ("-m", "tests.bench.peers.with_sqlalchemy"),
    "Django": ("-m", "tests.bench.peers.run_django"),
}
LISTS = {
    "list": ["/cases"],
    "list, narrowed": ["/cases?state=concluded&year=2023"],
    "list, page 40": ["/cases?page=40"],
}
ASKED = ("养老", "社区 养老 助餐", "托育服务", "民政局", "老旧小区 电梯", "2024年底前 床位", "儿童 安全", "公共交通")
MOST = 20  # different cases
Pages = dict[str, list[str]]
Found = dict[str, dict[str, list[tuple[float, float]]]]
SETTLING = 60.0  # seconds at most for what a program does in the background once it has started
_DRAWN = re.compile(rb'name="(?:token|key)" value="[^"]*"')


async def asked(port: int, paths: Sequence[str], token: str, stop: float) -> tuple[int, bytes]:
    """Ask for one address after the other over one connection until a moment; how often, and the last page."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    count, body, next_one = 0, b"", itertools.cycle(paths)
    try:
        while count == 0 or time.monotonic() < stop:
            path = next(next_one)
            head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {SESSION}={token}\r\n\r\n"
            writer.write(head.encode())
            told = await reader.readuntil(b"\r\n\r\n")
            if b" 200 " not in told.split(b"\r\n", 1)[0]:
                raise RuntimeError(f"{path}: {told.splitlines()[0].decode()}")
            length = re.search(rb"content-length: *(\d+)", told, re.IGNORECASE)
            if length is None:
                raise RuntimeError(f"{path}: no length")
            body = await reader.readexactly(int(length[1]))
            count += 1
    finally:
        writer.close()
    return count, body


async def rate(site: Served, paths: Sequence[str], token: str, seconds: float, clients: int) -> tuple[float, float]:
    """Pages a second with so many clients that each wait for their answer, and pages a second of the processor's."""
    begun, spent = time.monotonic(), site.spent()
    found = await asyncio.gather(
        *(
            asked(site.port, [*paths[n % len(paths) :], *paths[: n % len(paths)]], token, begun + seconds)
            for n in range(clients)
        )
    )
    pages, took = sum(count for count, _ in found), time.monotonic() - begun
    return pages / took, pages / max(site.spent() - spent, 0.01)


async def _token(folder: Path) -> str:
    await database.open_database(f"sqlite:///{folder / 'dafu.sqlite'}")
    try:
        post = await tables.Post.select(tables.Post.person).where(tables.Post.role == "oversight").first()
        account = await tables.Account.select(tables.Account.id).where(tables.Account.person == post["person"]).first()
        return await session_for(account["id"])
    finally:
        await database.close()


async def _pages(folder: Path) -> Pages:
    """What is asked for: addresses by the name of the page."""
    await database.open_database(f"sqlite:///{folder / 'dafu.sqlite'}")
    try:
        case = tables.Case
        plain = case.scheme.is_null() & (case.state == "replied") & (case.audience == "public")
        found = await case.select(case.id).where(plain & case.merged_into.is_null()).order_by(case.id)
    finally:
        await database.close()
    ids = [row["id"] for row in found][:: max(1, len(found) // MOST)][:MOST]
    searches = [f"/search?q={quote(one)}" for one in ASKED]
    return {**LISTS, "case": [f"/cases/{number}" for number in ids], "search": searches}


def compared(folder: Path, token: str, pages: Pages) -> None:
    """Raise where the programs do not give the same pages."""
    bodies: dict[str, dict[str, bytes]] = {}
    for name, words in PROGRAMS.items():
        with serving(folder, words=words) as site:
            site.ready(*(["/cases"] if name != "ours" else []), answers=name == "ours")
            for path in itertools.chain.from_iterable(pages.values()):
                bodies.setdefault(path, {})[name] = _DRAWN.sub(b"", asyncio.run(asked(site.port, [path], token, 0))[1])
    for page, found in bodies.items():
        for name, body in found.items():
            if body != found["ours"]:
                at = next((n for n, (a, b) in enumerate(zip(body, found["ours"], strict=False)) if a != b), 0)
                sys.exit(f"{name} gives another page for {page}: …{body[at - 40 : at + 80].decode(errors='replace')}…")


def _settle(site: Served) -> None:
    """Wait until a program is at rest: what it made ready after its start is no part of a page."""
    ends = time.monotonic() + SETTLING
    while time.monotonic() < ends:
        spent = site.spent()
        time.sleep(1)
        if site.spent() - spent < 0.1:
            return


def measured(folder: Path, token: str, pages: Pages, asked_for: argparse.Namespace) -> Found:
    """Pages a second, by the clock and by the processor, by page and program, one pair a turn."""
    found: Found = {}
    for _ in range(asked_for.turns):
        for name, words in PROGRAMS.items():
            with serving(folder, words=words) as site:
                site.ready(*(["/cases"] if name != "ours" else []), answers=name == "ours")
                asyncio.run(rate(site, ["/cases"], token, 1, asked_for.clients))
                _settle(site)
                for page, paths in pages.items():
                    asyncio.run(rate(site, paths, token, 1, asked_for.clients))  # warm
                    one = asyncio.run(rate(site, paths, token, asked_for.seconds, asked_for.clients))
                    found.setdefault(page, {}).setdefault(name, []).append(one)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--json", action="store_true")
    asked_for = parser.parse_args()
    with folder_of(asked_for.archive) as folder:
        asyncio.run(make(folder, asked_for.cases))
        token, pages = asyncio.run(_token(folder)), asyncio.run(_pages(folder))
        compared(folder, token, pages)
        found = measured(folder, token, pages, asked_for)
    print(f"pages a second, medians of {asked_for.turns} turns, {asked_for.clients} clients; the bytes are the same")
    for at, by in enumerate(("by the clock", "of the processor, which a busy machine leaves as they are")):
        print(by)
        for page, by_name in found.items():
            medians = {name: statistics.median(one[at] for one in rates) for name, rates in by_name.items()}
            best = max(value for name, value in medians.items() if name != "ours")
            told = "  ".join(f"{name} {value:.1f}" for name, value in medians.items())
            print(f"{page:16} {told}  ours / the better of the others {medians['ours'] / best:.2f}")
    if asked_for.json:
        print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
