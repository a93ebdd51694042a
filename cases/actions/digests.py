"""One message a day: what a person has not read yet, on working days from 08:30 in Beijing."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from time import monotonic
from typing import Any

from cases.actions.each import each
from cases.actions.search_news import news_lines
from cases.calendars import working_calendar
from cases.clock import BEIJING, now
from cases.database import write_tx
from cases.notices import SITE, case_label
from cases.pacing import Stint
from cases.queries.changes import Looked
from cases.recipients import addresses, all_stand_ins, choice_code, unmailed, without_digest
from cases.tables import Account, Case, Notice, OutboxMessage
from cases.tellings import TELLINGS, Whom
from cases.vocabulary import Event
from cases.vocabulary.telling import DIGEST_FOOT, DIGEST_HEAD, DIGEST_LINE, DIGEST_MORE, DIGEST_SUBJECT
from cases.working_days import is_working

HOUR = time(8, 30)
MOST_LINES = 30
PAGE = 100
Row = Mapping[str, Any]
_ASKED_FOR = frozenset(event.value for event, how in TELLINGS.items() if how.whom == (Whom.ASKER,))


async def queue_digests(at: datetime | None = None, looked: Looked | None = None) -> int:
    """Queue today's digests where it is time; how many. Doing it again adds only people who had none today.

    looked: what earlier rounds have seen; those after it read only the notices that came since, and everybody's again
    after an hour, for who has got an address or wants mail again meanwhile.
    """
    here, calendar = (at or now()).astimezone(BEIJING), await working_calendar()
    today = here.date()
    if here.time() < HOUR or not is_working(calendar, today):
        return 0
    begun, last = monotonic(), await _last_notice()
    covered = looked is not None and looked.covers(today, calendar)
    told = await _told_since(looked.place) if looked is not None and covered else None
    done, stint = 0, Stint()
    if told is None or told:
        duty, unwanted = await all_stand_ins(today), await without_digest()
        async for page in _readers(duty, told):
            waiting = await _waiting([one for one in page if one not in unwanted], duty, today)
            await stint.pause()
            done += (await each(waiting, _queue, stint)).done
    if looked is not None:
        looked.on, looked.calendar, looked.place = today, calendar, last
        looked.at = looked.at if covered else begun
    return done


@dataclass(frozen=True, slots=True)
class _Digest:
    """What one reader has waiting on a day."""

    reader: int
    address: str
    rows: Sequence[Row]
    today: date

    @property
    def key(self) -> str:
        return key_of(self.today, self.reader)


def key_of(day: date, reader: int) -> str:
    """The name of somebody's digest of a day."""
    return f"digest:{day.isoformat()}:{reader}"


async def _last_notice() -> int:
    row = await Notice.select(Notice.id).order_by(Notice.id, ascending=False).limit(1).first()
    return row["id"] if row else 0


async def _told_since(last: int) -> set[int]:
    """Who was told something after a notice."""
    rows = await Notice.select(Notice.person).where(Notice.id > last).group_by(Notice.person).output(as_list=True)
    return set(rows)


async def _readers(duty: Mapping[int, Sequence[int]], told: set[int] | None) -> AsyncIterator[list[int]]:
    """People in pages: everybody who has an account, or only those told. Who stand in for one another come together,
    for a notice that is sent waits for nobody any more."""
    bound = {*duty, *(deputy for deputies in duty.values() for deputy in deputies)}
    if bound and (told is None or bound & told):
        yield sorted(bound)
    if told is not None:
        rest = sorted(told - bound)
        for at in range(0, len(rest), PAGE):
            yield rest[at : at + PAGE]
        return
    last = 0
    while True:
        later = Account.select(Account.person).where((Account.person > last) & Account.email.is_not_null())
        found = await later.group_by(Account.person).order_by(Account.person).limit(PAGE).output(as_list=True)
        if not found:
            return
        last = found[-1]
        yield [person for person in found if person not in bound]


async def _waiting(page: Sequence[int], duty: Mapping[int, Sequence[int]], today: date) -> list[_Digest]:
    """The digests of those of a page who have none of today and can be written to."""
    address = await addresses(page)
    had = OutboxMessage.key.is_in([key_of(today, reader) for reader in address] or [""])
    gone = {
        int(key.rpartition(":")[2])
        for key in await OutboxMessage.select(OutboxMessage.key).where(had).output(as_list=True)
    }
    readers = address.keys() - gone
    unwanted = await unmailed() if readers else frozenset()
    by_reader: dict[int, list[Row]] = {}
    for row in await _open({person for person in (*readers, *duty) if readers & {person, *duty.get(person, ())}}):
        if choice_code(row["person"], Event(row["event"])) in unwanted:
            continue
        # What somebody asked for himself is his alone; of everything else whoever is on duty has to know.
        mine = (row["person"],)
        for reader in mine if row["event"] in _ASKED_FOR else duty.get(row["person"], mine):
            if reader in readers:
                by_reader.setdefault(reader, []).append(row)
    return [_Digest(reader, address[reader], rows, today) for reader, rows in sorted(by_reader.items())]


async def _open(people: Collection[int]) -> list[Row]:
    """Notices of these people that are neither read nor done nor sent, with what names their case."""
    where = Notice.read_at.is_null() & Notice.done_at.is_null() & Notice.digested_at.is_null()
    columns = (
        Notice.id, Notice.person, Notice.event, Notice.told, Notice.link, Notice.due_on, Notice.case, Notice.created_at,
    )  # fmt: skip
    theirs = Notice.person.is_in(sorted(people) or [0])
    rows = await Notice.select(*columns).where(theirs & where).order_by(Notice.id)
    ids = sorted({row["case"] for row in rows if row["case"] is not None})
    named = Case.select(Case.id, Case.track, Case.number_raw, Case.receipt_no).where(Case.id.is_in(ids or [0]))
    cases = {row["id"]: case_label(row) for row in await named}
    return [{**row, "label": cases.get(row["case"], "")} for row in rows]


async def _queue(one: _Digest) -> bool:
    told = [whole for row in one.rows if (whole := await _whole(row)) is not None]
    message = OutboxMessage(
        key=one.key,
        recipient=one.address,
        subject=DIGEST_SUBJECT.format(count=len(_distinct(told))),
        body=digest_of(told),
    )
    async with write_tx():
        if told:
            await OutboxMessage.insert(message).on_conflict(target=OutboxMessage.key, action="DO NOTHING")
        await Notice.update({Notice.digested_at: now()}).where(Notice.id.is_in([row["id"] for row in one.rows]))
    return True


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
