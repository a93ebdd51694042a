"""The smallest program that acknowledges: writes rows of the journal for ever and says each when it is saved.

``writer URL [CONTROL]``; the short form of the faults, which the suite can afford.
"""

import asyncio
import sys

from cases import database, journal
from cases.actor import OFFICE
from cases.database import write_tx
from cases.vocabulary import Verb


async def main(url: str, *, early: bool) -> None:
    """early: says it before it is saved."""
    await database.open_database(url, migrated=False)
    for number in range(1, 1_000_000):
        if early:
            print(number, flush=True)
        async with write_tx():
            await journal.record(OFFICE, Verb.SETTLE, "case", number)
            if early:
                await asyncio.sleep(0.02)
        if not early:
            print(number, flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], early="early" in sys.argv[2:]))
