"""One message a day: what a person has not read yet, on working days from 08:30 in Beijing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from cases.actions.search_news import news_lines
from cases.calendars import working_calendar
from cases.clock import BEIJING, now
from cases.database import write_tx
from cases.notices import SITE, case_label
from cases.recipients import addresses, choice_code, stand_ins, unmailed, without_digest
from cases.tables import Case, Notice, OutboxMessage
from cases.tellings import TELLINGS, Whom
from cases.vocabulary import Event
from cases.vocabulary.telling import DIGEST_FOOT, DIGEST_HEAD, DIGEST_LINE, DIGEST_MORE, DIGEST_SUBJECT
from cases.working_days import is_working

HOUR = time(8, 30)
MOST_LINES = 30
Row = Mapping[str, Any]
_ASKED_FOR = frozenset(event.value for event, how in TELLINGS.items() if how.whom == (Whom.ASKER,))


async def queue_digests(at: datetime | None = None) -> int:
    """Queue today's digests where it is time; how many. Doing it again adds only people who had none today."""
    here = (at or now()).astimezone(BEIJING)
    today = here.date()
    if here.time() < HOUR or not is_working(await working_calendar(), today):
        return 0
    waiting = await _waiting()
    others = await stand_ins(today, sorted(waiting))
    by_reader: dict[int, list[Row]] = {}
    for person, rows in waiting.items():
        for row in rows:
            # What somebody asked for himself is his alone; of everything else whoever is on duty has to know.
            for reader in (person,) if row["event"] in _ASKED_FOR else others.get(person, (person,)):
                by_reader.setdefault(reader, []).append(row)
    unwanted, address = await without_digest(), await addresses(by_reader)
    had = await _had(today)
    wanted = {r: rows for r, rows in by_reader.items() if r in address and r not in unwanted and r not in had}
    for reader, rows in wanted.items():
        await _queue(reader, address[reader], rows, today)
    return len(wanted)


async def _waiting() -> dict[int, list[Row]]:
    """Notices that are neither read nor done nor sent, by person, with what names their case; without what somebody
    wants no mail of."""
    where = Notice.read_at.is_null() & Notice.done_at.is_null() & Notice.digested_at.is_null()
    columns = (
        Notice.id, Notice.person, Notice.event, Notice.told, Notice.link, Notice.due_on, Notice.case, Notice.created_at,
    )  # fmt: skip
    rows = await Notice.select(*columns).where(where).order_by(Notice.id)
    ids = sorted({row["case"] for row in rows if row["case"] is not None})
    named = Case.select(Case.id, Case.track, Case.number_raw, Case.receipt_no).where(Case.id.is_in(ids or [0]))
    cases = {row["id"]: case_label(row) for row in await named}
    unwanted = await unmailed()
    found: dict[int, list[Row]] = {}
    for row in rows:
        if choice_code(row["person"], Event(row["event"])) not in unwanted:
            found.setdefault(row["person"], []).append({**row, "label": cases.get(row["case"], "")})
    return found


async def _had(today: date) -> frozenset[int]:
    """Who has today's digest already."""
    where = OutboxMessage.key.like(f"digest:{today.isoformat()}:%")
    keys = await OutboxMessage.select(OutboxMessage.key).where(where).output(as_list=True)
    return frozenset(int(key.rpartition(":")[2]) for key in keys)


async def _queue(reader: int, address: str, rows: Sequence[Row], today: date) -> None:
    told = [one for row in rows if (one := await _whole(row)) is not None]
    message = OutboxMessage(
        key=f"digest:{today.isoformat()}:{reader}",
        recipient=address,
        subject=DIGEST_SUBJECT.format(count=len(_distinct(told))),
        body=digest_of(told),
    )
    async with write_tx():
        if told:
            await OutboxMessage.insert(message).on_conflict(target=OutboxMessage.key, action="DO NOTHING")
        await Notice.update({Notice.digested_at: now()}).where(Notice.id.is_in([row["id"] for row in rows]))


async def _whole(row: Row) -> Row | None:
    """A notice as the mail tells it: that of a search with each hit that its owner may see now, None without any."""
    if row["event"] != Event.SEARCH_NEWS.value:
        return row
    lines = await news_lines(row["link"], row["person"], row["created_at"])
    return {**row, "told": "\n   ".join((row["told"], *lines))} if lines else None


def digest_of(rows: Sequence[Row]) -> str:
    """The words of a digest: the most urgent first, what belongs to one case together."""
    listed = sorted(_distinct(rows), key=lambda row: (row["due_on"] or date.max, row["case"] or 0, row["id"]))
    lines = [
        DIGEST_LINE.format(number=number, head=_head(row), told=row["told"], link=SITE + row["link"])
        for number, row in enumerate(listed[:MOST_LINES], 1)
    ]
    more = len(listed) - MOST_LINES
    end = DIGEST_MORE.format(count=more, link=f"{SITE}/notices") if more > 0 else ""
    return DIGEST_HEAD.format(count=len(listed)) + "".join(lines) + end + DIGEST_FOOT


def _head(row: Row) -> str:
    return "：".join(part for part in (Event(row["event"]).label, row["label"]) if part)


def _distinct(rows: Sequence[Row]) -> list[Row]:
    """A stand-in gets a colleague's notices beside copies of his own: each thing once."""
    return list({(row["case"], row["event"], row["told"]): row for row in rows}.values())
