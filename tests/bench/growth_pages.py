"""Every page of every role, asked of the application in this process, with what it costs."""

import resource
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from cases import tables
from tests.walks.pages import TOKEN, Page, every_page, pages_of, visitors

ROUNDS = 3


@dataclass(frozen=True)
class Cost:
    """Seconds of the processor and of the clock at best, by how many MB memory rose at its highest, and seconds of the
    processor of the first time, before anything is kept."""

    cpu: float
    clock: float
    memory: float
    first: float


async def cost_of(act: Callable[[], Awaitable[Any]], rounds: int = 1) -> Cost:
    """What an act costs, the best of so many rounds; memory is that of the first."""
    before, rise, seen = _peak(fresh=True), 0.0, []
    for number in range(rounds):
        cpu, clock = time.process_time(), time.perf_counter()
        await act()
        seen.append((time.process_time() - cpu, time.perf_counter() - clock))
        if number == 0:
            rise = _peak() - before
        if number and seen[-1][0] > 2.0:  # slow enough to be told from noise, however busy the machine is
            break
    cpu, clock = (round(min(one), 4) for one in zip(*seen, strict=True))
    return Cost(cpu, clock, round(rise, 1), round(seen[0][0], 4))


def _peak(*, fresh: bool = False) -> float:
    """The highest resident memory in MB, since now where a fresh count is begun."""
    try:
        if fresh:
            Path("/proc/self/clear_refs").write_text("5")
        said = Path("/proc/self/status").read_text().partition("VmHWM:")[2]
        return int(said.split()[0]) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def one_a_role() -> list[dict[str, Any]]:
    """Rows of accounts, the first of each role."""
    posts = await tables.Post.select(tables.Post.person, tables.Post.role).order_by(tables.Post.id)
    first = {row["role"]: row["person"] for row in reversed(posts)}
    found = await tables.Account.select().where(tables.Account.person.is_in(list(first.values())))
    return sorted(found, key=lambda row: row["id"])


async def measured(app: Any) -> dict[str, Cost]:
    """By "route role". A page about one thing is measured for whoever was found to see it, lists for each role."""
    accounts = await one_a_role()
    found, _ = await every_page(app, await visitors(app, accounts))
    people, policies = await visitors(app, accounts), pages_of(app)
    asked: dict[tuple[str, str], Page] = {}
    for page in found:
        asked.setdefault((_shape(page.path), page.who.rpartition(" ")[2]), page)
    for route, policy in policies.items():
        if "{" not in route:
            for one in people:
                if one.admitted(policy):
                    asked.setdefault((route, one.who.rpartition(" ")[2]), one.page(route))
    for query in (
        "/search?q=养老",
        "/cases?state=concluded",
        "/cases?page=50",
        "/commitments?due=late",
        "/figures?text=养老",
    ):
        for one in people:
            asked[query, one.who.rpartition(" ")[2]] = one.page(query)
    costs = {}
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    for (route, role), page in sorted(asked.items()):
        cookies = {TOKEN: page.token} if page.token else {}
        async with httpx.AsyncClient(transport=transport, base_url="http://site.test", cookies=cookies) as client:

            async def read(client: httpx.AsyncClient = client, page: Page = page) -> None:
                answer = await client.get(page.path)
                if answer.status_code >= 500:
                    raise RuntimeError(f"{page.path}: {answer.status_code}")

            costs[f"{route} {role or 'public'}"] = await cost_of(read, ROUNDS)
    return costs


def _shape(path: str) -> str:
    """An address without the ids in it."""
    parts = [("{}" if any(letter.isdigit() for letter in part) else part) for part in path.partition("?")[0].split("/")]
    return "/".join(parts)
