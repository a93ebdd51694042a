"""A quarter's reports from a reminder in one step: sign in, straight to the form, one button."""

import pytest

from cases import tables
from cases.notices import about_thing, link_of
from cases.vocabulary import Event, Machine
from tests.cases.looking_back import LookedBack
from tests.server.replying import client_of

pytestmark = pytest.mark.anyio


async def test_the_link_of_a_reminder_leads_through_the_entry_to_exactly_what_is_due(site):
    made = await LookedBack().made(2)
    about = await about_thing(Machine.COMMITMENT, made.promises[0], made.cases[0], occasion="")
    link = link_of(Event.REMINDED, about)
    entry = await site.get(link.split("#")[0])
    assert entry.status_code in (302, 303) and "back=%2Fprogress_reports" in entry.headers["location"]
    clerk = await client_of(site, made.clerk)
    page = (await clerk.get(link.split("#")[0])).text
    assert f'id="{link.split("#")[1]}"' in page and page.count('name="commitment"') == 2
    first, second = made.promises
    sent = {"commitment": [str(first), str(second)], f"seen-{first}": "1", f"seen-{second}": "1",
            f"stage-{first}": "under_way", f"told-{first}": "主体已经完工"}  # fmt: skip
    assert (await clerk.write("/progress_reports", sent)).status_code == 303
    rows = await tables.ProgressReport.select()
    assert [(row["commitment"], row["told"]) for row in rows] == [(first, "主体已经完工")]
    wrong = await clerk.write("/progress_reports", {**sent, f"seen-{first}": "2", f"told-{second}": "只写了话"})
    assert wrong.status_code == 409 and "只写了话" in wrong.text
