"""Rules of the tables of assignments."""

import pytest

from cases.database import Refusal, Refused, write_tx
from cases.tables import Assignment, Case
from tests.cases.tables.rules import check_schema, new_row

pytestmark = pytest.mark.anyio


async def test_the_schema_refuses_what_breaks_it(database):
    await check_schema(Assignment)


async def test_a_case_has_one_lead_at_a_time(database):
    case = (await new_row(Case))["id"]
    first = await new_row(Assignment, case=case, printed_name="甲局", role="lead")
    await new_row(Assignment, case=case, printed_name="乙局", role="split")
    for role in ("lead", "sole"):
        with pytest.raises(Refused) as caught:
            await new_row(Assignment, case=case, printed_name="丙局", role=role)
        assert caught.value.why is Refusal.UNIQUE
    async with write_tx():
        await Assignment.update({Assignment.state: "returned"}).where(Assignment.id == first["id"])
    await new_row(Assignment, case=case, printed_name="丙局", role="lead")
