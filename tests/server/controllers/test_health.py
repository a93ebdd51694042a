"""What programs ask: alive, ready, and counts for whoever knows the word; to others there is no such page."""

import asyncio
from dataclasses import replace

import pytest

from cases.engines.duty import here

pytestmark = pytest.mark.anyio
WORD = "a word of sixteen letters"


async def warm(site):
    for _ in range(500):
        if site.app.state.warm:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("never warm")


async def test_alive_and_ready_need_nobody_and_are_kept_nowhere(site):
    await warm(site)
    for path, said in (("/healthz", "ok\n"), ("/readyz", f"ready\nkeeper: {here()}\n")):
        answer = await site.get(path)
        assert (answer.status_code, answer.text, answer.headers["cache-control"]) == (200, said, "no-store")
        assert "set-cookie" not in answer.headers
    index, site.app.state.index = site.app.state.index, None
    answer = await site.get("/readyz")
    site.app.state.index = index
    assert (answer.status_code, answer.text) == (503, "not ready: index\n")


async def test_counts_are_for_whoever_knows_the_word(site):
    assert (await site.get("/metrics")).status_code == 404
    settings = site.app.state.settings
    site.app.state.settings = replace(settings, metrics=WORD)
    try:
        for wrong in ({}, {"Authorization": "Bearer x"}, {"Authorization": WORD}):
            assert (await site.client.get("/metrics", headers=wrong)).status_code == 404
        first = await site.client.get("/metrics", headers={"Authorization": f"Bearer {WORD}"})
        await site.get("/help/terms")
        second = await site.client.get("/metrics", headers={"Authorization": f"Bearer {WORD}"})
    finally:
        site.app.state.settings = settings
    assert first.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert _answered(second.text) - _answered(first.text) == 2
    assert "dafu_journal_rows" in second.text


def _answered(text):
    return sum(int(line.rpartition(" ")[2]) for line in text.splitlines() if 'method="GET",status="2xx"' in line)
