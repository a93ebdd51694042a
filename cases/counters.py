"""Numbers given out once each and without gaps: a number whose transaction fails is given out again."""

from cases.actor import Actor
from cases.clock import today
from cases.tables import Counter
from cases.vocabulary.papers import DOC_NO


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


async def letter_numbers(kind: str, actor: Actor, count: int = 1) -> tuple[str, ...]:
    """The next numbers of a kind of letter of the actor's office or unit, as printed: 〔2026〕3号. They begin anew with
    the year. Inside ``write_tx``, before anything else is locked, so that two writers never wait for each other."""
    writer = f"unit {actor.unit}" if actor.unit is not None else f"body {actor.body}"
    year = today().year
    first = await next_value(f"{kind}, {writer}, year {year}", count)
    return tuple(DOC_NO.format(year=year, number=number) for number in range(first, first + count))


async def last_value(name: str) -> int:
    """The last number given out under a name, 0 where there was none."""
    row = await Counter.select(Counter.value).where(Counter.name == name).first()
    return int(row["value"]) if row else 0
