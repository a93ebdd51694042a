"""Power that is cut while people work: of database, files and index only what was synced is there afterwards."""

from random import Random

from tests.faults.ledger import Ledger
from tests.faults.site import Site

# What lasts of what was not synced: no byte and no name; every name and no byte; half of the pages and of the names.
MODES = ("nothing", "names", "half")


async def cut(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """All processes end, and the disk forgets."""
    assert site.lossy is not None
    site.kill_all()
    site.lossy.cut(draw.randrange(10**9), draw.choice(MODES))
    return []
