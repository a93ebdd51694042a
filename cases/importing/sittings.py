"""Which congress and which of its sessions a page belongs to, and the canonical key of a case."""

import re
from dataclasses import dataclass

from cases.importing.lookups import KnownPlace, KnownSession, Lookups
from cases.reading.department_names import Directory
from cases.reading.numerals import to_int
from cases.reading.offices import folded
from cases.reading.shadow import shadow_of
from cases.reading.shapes import Page
from cases.tables import Body, Session, Term
from cases.vocabulary import Track

_SESSION = re.compile(r"第?([0-9〇零一二三四五六七八九十]{1,4})届.{0,12}?第?([0-9〇零一二三四五六七八九十]{1,4})次")
_NUMBER = re.compile(r"(?P<delegation>[\u3400-\u9fff]{0,8}?)(?P<prefix>[A-Za-z]{0,4})0*(?P<digits>\d{1,12})号?")
_BODY_NAME = {Track.CPPCC: "政协", Track.NPC: "人大"}


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where a case belongs, as far as its page says. number: without leading zeros and delegation."""

    place: KnownPlace | None
    body: int | None
    session: KnownSession | None
    term_number: int | None
    session_number: int | None
    number: str | None
    delegation: str | None
    key: str | None


def session_numbers(text: str) -> tuple[int, int] | None:
    """Term and session of 十二届二次会议: (12, 2)."""
    found = _SESSION.search(text)
    if found is None:
        return None
    term, session = to_int(found[1]), to_int(found[2])
    return (term, session) if term and session else None


def plain_number(printed: str) -> tuple[str, str | None]:
    """A case number without leading zeros, and the delegation printed before it: 062 → 62, 钱塘6号 → 6 and 钱塘."""
    text = re.sub(r"\s+", "", shadow_of(printed).text)
    found = _NUMBER.fullmatch(text)
    if found is None:
        return text, None
    return f"{found['prefix'].upper()}{found['digits']}", found["delegation"] or None


async def sitting_of(page: Page, lookups: Lookups) -> Sitting:
    """Find where a page's case belongs; a place or session met for the first time is entered. Inside ``write_tx``."""
    place = await lookups.place(page.place.text, page.level) if page.place else None
    numbers = session_numbers(page.session.text) if page.session else None
    body = await _body(place, page.body, lookups)
    session = await _session(body, numbers, lookups) if body and numbers else None
    number, delegation = _number_of(page)
    key = key_said(page, place, lookups.directory)
    term_number, session_number = numbers or (None, None)
    return Sitting(place, body, session, term_number, session_number, number, delegation, key)


def _number_of(page: Page) -> tuple[str | None, str | None]:
    """The number of a page's case and the delegation it counts in."""
    number, before = plain_number(page.number.text) if page.number else (None, None)
    delegation = folded(page.delegation.text) if page.delegation else before
    return number, re.sub(r"(?:代表)?团$", "", delegation) if delegation else None


def key_said(page: Page, place: KnownPlace | None, directory: Directory) -> str | None:
    """The canonical key of a page's case where the page says enough. place: of the page, as far as it is known."""
    numbers = session_numbers(page.session.text) if page.session else None
    number, delegation = _number_of(page)
    if place is None or numbers is None or not number or page.body is Track.OTHER:
        return None
    return key_of(place.code, page.body.value, numbers, delegation, number, directory)


def key_of(
    place: str, track: str, sitting: tuple[int, int], delegation: str | None, number: str, directory: Directory
) -> str:
    """The canonical key of a case. place: its code; sitting: term and session; delegation: where numbers run in it."""
    of_delegation = [_code(delegation, directory)] if delegation else []
    return "-".join([place, track, *map(str, sitting), *of_delegation, number])


def _code(delegation: str, directory: Directory) -> str:
    """Code of the district that a delegation stands for; delegations of other kinds go by their name."""
    place = directory.place(delegation)
    return place.code if place else delegation


async def _body(place: KnownPlace | None, track: Track, lookups: Lookups) -> int | None:
    if place is None or track is Track.OTHER:
        return None
    if (place.id, track.value) not in lookups.bodies:
        row = Body(place=place.id, track=track.value, name=f"{place.name}{_BODY_NAME[track]}")
        await Body.insert(row)
        lookups.bodies[place.id, track.value] = row.id
    return lookups.bodies[place.id, track.value]


async def _session(body: int, numbers: tuple[int, int], lookups: Lookups) -> KnownSession:
    key = (body, *numbers)
    if key not in lookups.sessions:
        term = await Term.select(Term.id).where((Term.body == body) & (Term.number == numbers[0])).first()
        if term is None:
            fresh = Term(body=body, number=numbers[0])
            await Term.insert(fresh)
            term = {"id": fresh.id}
        row = Session(term=term["id"], number=numbers[1])
        await Session.insert(row)
        lookups.sessions[key] = KnownSession(row.id, body, None)
    return lookups.sessions[key]
