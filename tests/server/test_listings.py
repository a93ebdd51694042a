"""Every list gives all its rows, each once, and only to those whose it is."""

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.errors import NotFound
from cases.vocabulary import Role
from server import listings
from server.listings import LISTINGS, listing_of
from tests.accounts import actor_as

pytestmark = pytest.mark.anyio


async def test_every_row_comes_once_whatever_the_lots(site, monkeypatch):
    listing = LISTINGS["commitments"]
    wanted = listing.read({})
    whole = (await listing.page(wanted, actor=OFFICE, page=1, per_page=1_000)).rows
    monkeypatch.setattr(listings, "AT_ONCE", 3)
    told = []

    async def tell(done, total):
        told.append((done, total))

    rows = await listing.rows(wanted, actor=OFFICE, total=len(whole), told=tell)
    assert rows == list(whole)
    assert told[-1] == (len(whole), len(whole))


async def test_every_list_can_be_read_by_each_of_its_roles(site):
    for role in (Role.REVIEWER, Role.ASSIGNER, Role.ADMIN, Role.CLERK, Role.AUDITOR):
        actor = await actor_as(role)
        for noun, listing in LISTINGS.items():
            if role in listing.roles:
                found = await listing_of(noun, actor=actor).page(listing.read({}), actor=actor, page=1, per_page=5)
                assert [[column.read(row) for column in listing.columns] for row in found.rows] or not found.rows


@pytest.mark.parametrize("noun", ["journal", "outbox", "reviews", "nothing"])
def test_what_is_not_for_everybody_is_not_there(noun):
    with pytest.raises(NotFound):
        listing_of(noun, actor=PUBLIC)
