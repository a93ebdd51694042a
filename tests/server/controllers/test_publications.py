"""Publishing through its page: the preview hides, every tick is needed, the address answers until withdrawn."""

import re

import pytest

from tests.replying import handled
from tests.server.replying import client_of, hidden

pytestmark = pytest.mark.anyio


async def test_out_and_back(site):
    case = await handled()
    reply = await case.sent()
    office, place = await client_of(site, case.made.cast.reviewer), f"/publications/{reply}"
    page = (await office.get(place)).text
    preview = page.split('id="preview-head"')[1].split("</article>")[0]
    assert "85250001" not in preview
    form = {"seen": hidden(page, "seen"), "go": "publish"}
    refused = await office.write(place, form)
    assert refused.status_code == 409
    more = await office.write(place, {**form, "go": "preview", "further": "王委员"})
    assert "王委员" not in more.text.split('id="preview-head"')[1].split("</article>")[0]
    ticks = re.findall(r'name="screened" value="([^"]+)"', page)
    assert (await office.write(place, {**form, "screened": ticks})).status_code == 303
    public = (await site.get(f"/gk/0/ta/x-{reply}")).headers["location"]
    read = (await site.get(public)).text
    assert "新增助餐点80处" in read
    assert "方静" not in read
    page = (await office.get(place)).text
    back = {"seen": hidden(page, "seen"), "reason": "数据有误需要更正"}
    assert (await office.write(f"{place}/withdraw", back)).status_code == 303
    assert (await site.get(public)).status_code == 410


async def test_nobody_else_opens_it(site):
    case = await handled()
    reply = await case.sent()
    for actor in (case.submitter, case.writer, case.signers[0]):
        assert (await (await client_of(site, actor)).get(f"/publications/{reply}")).status_code == 403
