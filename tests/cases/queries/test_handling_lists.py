"""Lists of urging, meetings and key cases: each row once, only for those who may see it."""

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.clock import today
from cases.database import write_tx
from cases.queries.handling_lists import contact_list, key_case_list, urge_list
from cases.tables import Contact, KeyCase, Urge
from cases.vocabulary import ContactForm, UrgeForm
from tests.cases.told_case import made, told_case
from tests.situations import once

pytestmark = pytest.mark.anyio


async def test_what_units_did_is_listed_for_whom_it_is(database):
    world = await once(told_case)
    part = {"case": world.case, "assignment": world.lead}
    async with write_tx():
        for number in range(3):
            await made(Urge, **part, told=f"第{number}次", form=UrgeForm.PHONE.value, urged_by=world.people["交办"])
        await made(Contact, **part, happened_on=today(), met="委员", summary="谈过", form=ContactForm.VISIT.value)
        await made(KeyCase, case=world.case, supervisor="某领导", marked_on=today())
    urged = await urge_list(actor=OFFICE, page=2, per_page=2)
    assert (urged.total, [row.told for row in urged.rows]) == (3, ["第0次"])
    assert (urged.rows[0].by, urged.rows[0].unit, urged.rows[0].number) == ("交办", "溪口市民政局", "0607")
    assert [(row.met, row.form) for row in (await contact_list(actor=OFFICE)).rows] == [("委员", ContactForm.VISIT)]
    assert [row.supervisor for row in (await key_case_list(actor=OFFICE)).rows] == ["某领导"]
    for listed in (urge_list, contact_list, key_case_list):
        assert (await listed(actor=PUBLIC)).total == 0
