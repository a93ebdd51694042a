"""The sealed scan through pages: what was uploaded is shown with both hashes, what is no scan is refused in words."""

import hashlib

import pytest

from tests.pictures import png
from tests.replying import handled
from tests.server.replying import client_of, hidden

pytestmark = pytest.mark.anyio
SCAN = png()


async def test_the_scan_makes_it_issued_approve_5(site):
    case = await handled()
    reply = await case.signed()
    writer, reviewer = await client_of(site, case.writer), await client_of(site, case.made.cast.reviewer)
    page = (await writer.get(f"/drafts/{reply}")).text
    assert "上传后即为已印发" in page
    seen = {"seen": hidden(page, "seen", "sealed-head")}
    for files, status in (({}, 422), ({"file": ("a.txt", b"words", "text/plain")}, 415)):
        assert (await writer.write(f"/drafts/{reply}/seal", seen, files=files)).status_code == status
    done = await writer.write(f"/drafts/{reply}/seal", seen, files={"file": ("盖章件.png", SCAN, "image/png")})
    assert done.status_code == 303, done.text
    page = (await writer.get(f"/drafts/{reply}")).text
    assert "已印发" in page
    assert hashlib.sha256(SCAN).hexdigest() in page
    file = page.split('href="/attachments/')[1].split('"')[0]
    assert (await writer.get(f"/attachments/{file}")).content == SCAN
    assert "上传并印发" not in (await reviewer.get(f"/drafts/{reply}")).text
    assert (await reviewer.write(f"/drafts/{reply}/seal", seen)).status_code == 403
