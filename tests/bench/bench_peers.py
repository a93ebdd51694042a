"""The list of cases side by side: ours, Django, FastAPI with SQLAlchemy; equal bytes, one archive, in turns.

    pip install -e .[bench]
    python -m tests.bench.bench_peers [--cases N] [--archive DIR] [--seconds 5] [--turns 3] [--clients 8] [--json]

One process each, SQLite. The page is asked with a session of an oversight office: the session is checked, the filter of
what the reader may see applied, rows, count and entries of the filters read anew, the same template rendered. Before
anything is timed the answers are compared byte by byte, but for the tokens that each page draws afresh.
"""

import argparse
import asyncio
import json
import re
import statistics
import sys
import time
from pathlib import Path

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
PAGES = {"list": "/cases", "list, narrowed": "/cases?state=concluded&year=2023", "list, page 40": "/cases?page=40"}
Found = dict[str, dict[str, list[tuple[float, float]]]]
SETTLING = 4.0  # seconds for what a program does in the background once it has started
_DRAWN = re.compile(rb'name="(?:token|key)" value="[^"]*"')


async def asked(port: int, path: str, token: str, stop: float) -> tuple[int, bytes]:
    """Ask again and again over one connection until a moment; how often, and the last page."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    words = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {SESSION}={token}\r\n\r\n".encode()
    count, body = 0, b""
    try:
        while count == 0 or time.monotonic() < stop:
            writer.write(words)
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 200 " not in head.split(b"\r\n", 1)[0]:
                raise RuntimeError(f"{path}: {head.splitlines()[0].decode()}")
            length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
            if length is None:
                raise RuntimeError(f"{path}: no length")
            body = await reader.readexactly(int(length[1]))
            count += 1
    finally:
        writer.close()
    return count, body


async def rate(site: Served, path: str, token: str, seconds: float, clients: int) -> tuple[float, float]:
    """Pages a second with so many clients that each wait for their answer, and pages a second of the processor's."""
    begun, spent = time.monotonic(), site.spent()
    found = await asyncio.gather(*(asked(site.port, path, token, begun + seconds) for _ in range(clients)))
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


def compared(folder: Path, token: str) -> None:
    """Raise where the programs do not give the same pages."""
    bodies: dict[str, dict[str, bytes]] = {}
    for name, words in PROGRAMS.items():
        with serving(folder, words=words) as site:
            site.ready(*(["/cases"] if name != "ours" else []), answers=name == "ours")
            for page, path in PAGES.items():
                bodies.setdefault(page, {})[name] = _DRAWN.sub(b"", asyncio.run(asked(site.port, path, token, 0))[1])
    for page, found in bodies.items():
        for name, body in found.items():
            if body != found["ours"]:
                at = next((n for n, (a, b) in enumerate(zip(body, found["ours"], strict=False)) if a != b), 0)
                sys.exit(f"{name} gives another page for {page}: …{body[at - 40 : at + 80].decode(errors='replace')}…")


def measured(folder: Path, token: str, asked_for: argparse.Namespace) -> Found:
    """Pages a second, by the clock and by the processor, by page and program, one pair a turn."""
    found: Found = {}
    for _ in range(asked_for.turns):
        for name, words in PROGRAMS.items():
            with serving(folder, words=words) as site:
                site.ready(*(["/cases"] if name != "ours" else []), answers=name == "ours")
                asyncio.run(rate(site, "/cases", token, SETTLING, asked_for.clients))
                for page, path in PAGES.items():
                    asyncio.run(rate(site, path, token, 1, asked_for.clients))  # warm
                    one = asyncio.run(rate(site, path, token, asked_for.seconds, asked_for.clients))
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
        asyncio.run(make(folder, asked_for.cases, index=False))
        token = asyncio.run(_token(folder))
        compared(folder, token)
        found = measured(folder, token, asked_for)
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
