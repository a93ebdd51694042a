"""The place that goes with a browser; what is read where is proved in tests/cases/engines/test_replica.py."""

import pytest

from cases.engines.replica import UNKNOWN
from server.replicas import SEEN, place_of

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("sent", "place"),
    [("", 0), ("1f", 31), (f"{UNKNOWN:x}", UNKNOWN), ("x", UNKNOWN), ("9" * 5000, int("9" * 20, 16)), ("１", 1)],
)
def test_a_cookie_that_cannot_be_read_leads_to_the_primary(sent, place):
    assert place_of(sent) == place


async def test_without_a_replica_no_browser_is_told_anything(staff):
    done = await staff.write("/account/post", {"post": "1"})
    assert SEEN not in str(done.headers.get_list("set-cookie"))
