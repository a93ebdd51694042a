"""Trap texts through the form of a submission, trap numbers in addresses: kept, cleaned or refused, never a fault."""

import re

import pytest

from cases.vocabulary import Role, Track
from tests.attack import traps
from tests.attack.forms import Browser
from tests.attack.hostile_traps import IDS, count
from tests.server.conftest import app, built, client_as, settings, site  # noqa: F401 - fixtures
from tests.server.controllers.test_submissions import begun, body_of
from tests.walks.pages import TOKEN, Page

pytestmark = pytest.mark.anyio


async def test_texts_come_back_or_are_refused(client_as):  # noqa: F811
    assert count() >= 300
    deputy = await client_as(Role.SUBMITTER, body=await body_of(Track.CPPCC), name="沈听澜")
    case_id = await begun(deputy)
    page = Page(f"/submissions/{case_id}/edit", "", deputy.client.cookies[TOKEN])
    browser = Browser(deputy.client)
    form = next(one for one in await browser.forms(page) if re.fullmatch(r"/submissions/\d+/edit", one.action))
    row = await traps.texts_through(browser, form, "situation")
    assert row.wrong == []


async def test_no_trap_is_the_number_of_anything(site):  # noqa: F811
    pages = [Page(path) for path in ("/cases/1", "/documents/1", "/documents/1/text", "/commitments/1")]
    row = await traps.ids_in(Browser(site.client), pages, IDS)
    assert row.wrong == []
    assert row.refused > len(IDS)
