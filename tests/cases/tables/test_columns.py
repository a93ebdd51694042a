"""The kinds of column: what a row holds that names no value, and how JSON comes back."""

from datetime import date

import pytest

from cases import clock
from cases.clock import now
from cases.tables import TABLES, CalendarDay, Document
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


async def test_unknown_days_stay_unknown(database):
    row = await new_row(Document)
    assert (row["signed_on"], row["published_on"], row["place"], row["title"]) == (None, None, None, None)


async def test_json_columns_start_empty_and_keep_what_they_are_given(database):
    row = await new_row(Document, page_values='{"号": ["〇一", 2]}')
    loaded = await Document.select().where(Document.id == row["id"]).output(load_json=True).first()
    assert (loaded["flags"], loaded["meta"], loaded["page_values"]) == ([], {}, {"号": ["〇一", 2]})


async def test_instants_are_those_of_the_insert(database):
    before = now()
    row = await new_row(CalendarDay)
    assert before <= row["created_at"] <= now()


def test_every_closed_list_has_its_check():
    for table in TABLES:
        lists = {c._meta.name for c in table._meta.columns if c._meta.name in ("state", "audience", "kind", "track")}
        checked = {c._meta.params["condition"].split('"')[1] for c in table._meta.constraints if "_in_" in c._meta.name}
        # Kinds of contact are a list of the town's own; a kept hit has the state of whatever was found; papers are
        # named above the tables.
        free = {"person_contacts", "saved_hits", "paper_templates"}
        assert lists <= checked or table._meta.tablename in free, table._meta.tablename


async def test_an_instant_left_out_is_that_of_our_own_clock(database):
    with clock.at(date(2024, 2, 29)):
        row = await new_row(CalendarDay)
    assert row["created_at"].astimezone(clock.BEIJING).date() == date(2024, 2, 29)
