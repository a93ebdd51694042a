"""Two processes of the real program and one in the test's own loop share a SQLite file: what one is told, all know."""

import asyncio
import os
import re

import httpx
import pytest

from cases.engines.library import VERSION, durability_for
from cases.queries.upkeep import keepers
from cases.vocabulary import Role
from server.auth import SESSION, new_token
from tests.bench.serving import serving

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(durability_for(VERSION).journal_mode != "wal", reason="this SQLite serves one process only"),
]
WRITERS, SAVINGS = 4, 6
SAME = {"Sec-Fetch-Site": "same-origin"}


def elsewhere(site, address):
    """The same browser at another process. One connection for each request, so that either may answer."""
    cookies = {SESSION: site.client.cookies[SESSION]}
    limits = httpx.Limits(max_keepalive_connections=0)
    return httpx.AsyncClient(
        base_url=address, cookies=cookies, limits=limits, headers={"Sec-Fetch-Site": "same-origin"}
    )


async def saved(client, draft, token, number):
    """Save a draft upon the version that is there now."""
    known = (await client.get(f"/submissions/{draft}/text")).json()
    words = {"title": "关于给渡口搭凉亭的提案", "situation": f"第 {number} 次改"}
    sent = {"If-Match": str(known["version"]), "X-Dafu-Token": new_token(token), **SAME}
    answer = await client.put(f"/submissions/{draft}/text", data=words, headers=sent)
    assert answer.status_code == 200, answer.text


async def _a_session_and_its_end_are_known_to_all(site, other):
    await site.enter()
    async with elsewhere(site, other.address) as there:
        for _ in range(6):
            assert (await there.get("/account")).status_code == 200
        await site.write("/account/sign-out")
        for _ in range(6):
            assert (await there.get("/account")).status_code in (303, 401)


async def _nothing_that_either_says_is_saved_is_lost(people, other):

    async def works(one):
        token = one.client.cookies[SESSION]
        begun = await one.write("/submissions", {"as": "self"})
        draft = int(re.search(r"/submissions/(\d+)/", begun.headers["location"])[1])
        async with elsewhere(one, other.address) as there:
            for number in range(SAVINGS):
                await saved(one.client if number % 2 else there, draft, token, number)
                for client in (one.client, there, there):
                    assert f"第 {number} 次改" in (await client.get(f"/submissions/{draft}/edit")).text

    await asyncio.gather(*(works(one) for one in people))


async def _a_form_that_is_sent_to_two_is_carried_out_once(one, other):
    token = new_token(one.client.cookies[SESSION])
    form = {"as": "self", "key": "k" * 16, "token": token}
    async with elsewhere(one, other.address) as there:
        answers = await asyncio.gather(
            *(client.post("/submissions", data=form, headers={"Origin": origin}) for client, origin in
              ((one.client, one.origin), (there, other.address), (there, other.address)))
        )  # fmt: skip
    places = {answer.headers["location"] for answer in answers if answer.status_code == 303}
    assert len(places) == 1, [(answer.status_code, answer.headers.get("location")) for answer in answers]


async def _one_of_all_keeps(other):
    assert [one.name.rsplit(":")[-1] for one in await keepers()] == [str(os.getpid())], "it was there first"
    assert other.keeper.poll() is None


async def test_what_one_process_is_told_all_know(site, client_as):
    settings = site.app.state.settings
    people = [await client_as(Role.SUBMITTER) for _ in range(WRITERS)]
    with serving(settings.data_dir, url=settings.database_url, workers=2) as other:
        await asyncio.to_thread(other.ready)
        await _one_of_all_keeps(other)
        await _nothing_that_either_says_is_saved_is_lost(people, other)
        await _a_form_that_is_sent_to_two_is_carried_out_once(people[0], other)
        await _a_session_and_its_end_are_known_to_all(site, other)
