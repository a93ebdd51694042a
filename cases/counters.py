"""Numbers given out once each and without gaps: a number whose transaction fails is given out again."""

from cases.tables import Counter


async def next_value(name: str, count: int = 1) -> int:
    """The next number under a name, from 1. Call it inside ``write_tx``; others wait for the commit.

    count: how many numbers in a row are taken; the first of them is returned.
    """
    for _ in range(2):
        given = (
            await Counter.update({Counter.value: Counter.value + count})
            .where(Counter.name == name)
            .returning(Counter.value)
        )
        if given:
            return int(given[0]["value"]) - count + 1
        await Counter.insert(Counter(name=name)).on_conflict(target=Counter.name, action="DO NOTHING")
    raise RuntimeError(f"the counter {name} cannot be made")


async def last_value(name: str) -> int:
    """The last number given out under a name, 0 where there was none."""
    row = await Counter.select(Counter.value).where(Counter.name == name).first()
    return int(row["value"]) if row else 0
