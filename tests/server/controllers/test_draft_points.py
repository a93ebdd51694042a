"""The points are cut in one box without a script; what does not fit comes back with every word."""

import pytest

from tests.replying import handled
from tests.server.replying import client_of
from tests.situations import once

pytestmark = pytest.mark.anyio


async def test_points_are_corrected_on_their_page(site):
    case = await once(handled)
    reply = await case.drafted()
    writer = await client_of(site, case.writer)
    place = f"/drafts/{reply}/points"
    assert place in (await writer.get(f"/drafts/{reply}")).text
    shown = (await writer.get(place)).text
    box = shown.partition('name="points"')[2].partition(">")[2].partition("</textarea>")[0].strip()
    assert box
    refused = await writer.write(place, {"points": "这不是原文里的话"})
    assert refused.status_code == 422
    assert "和原文对不上" in refused.text and "这不是原文里的话</textarea>" in refused.text
    kept = await writer.write(place, {"points": f"{box[:5]}\n\n{box[5:]}"})
    assert kept.status_code in (200, 303)
    assert 'name="answered" value="1"' in (await writer.get(f"/drafts/{reply}")).text
    assert "改回系统分的" in (await writer.get(place)).text
    await writer.write(place, {"points": "x", "go": "rule"})
    assert "改回系统分的" not in (await writer.get(place)).text
