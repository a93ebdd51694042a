"""Who comes to the site under load: sessions of people of every role, accounts to sign in by, and addresses."""

import itertools
import secrets
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from cases import tables
from cases.permissions import view_of, visible_to
from cases.queries.sessions import actor_of_session
from cases.vocabulary import Role
from server.known_browsers import KNOWN, shown
from tests.accounts import account_as, session_for
from tests.factors import set_up

STRANGERS, VILLAINS = 4000, 10
# Ten sign in a second, every other one of the staff, with a telephone; a code counts once, so nobody may come again
# within its half a minute.
ENTERING = 400


@dataclass(frozen=True)
class Person:
    """Somebody with a session, at an address of his own. cases: the numbers of those that he may see, when he came."""

    role: str
    token: str
    address: str
    cases: Sequence[int] = ()


@dataclass(frozen=True)
class Entrant:
    """An account that signs in. seed: of the telephone, empty without one. known: the cookie of a browser from which it
    was entered before, empty for a new one."""

    name: str
    seed: bytes
    address: str
    known: str = ""


@dataclass
class Crowd:
    """people: at work; villains: with accounts of submitters, who attach what harms; names: to guess passwords of.

    Everybody has one address, strangers are some thousands, attackers as many as are asked for.
    """

    people: list[Person]
    villains: list[Person]
    entrants: list[Entrant]
    names: list[str]
    strangers: list[str] = field(default_factory=lambda: addresses(2, STRANGERS))
    attackers: list[str] = field(default_factory=lambda: addresses(3, 1))

    @property
    def submitters(self) -> list[Person]:
        return [one for one in self.people if one.role == Role.SUBMITTER.value]

    @property
    def readers(self) -> list[Person]:
        """Those who may see a case at all."""
        return [one for one in self.people if one.cases]


def addresses(part: int, count: int) -> list[str]:
    """So many addresses of one part of the town; none is that of a machine."""
    return [f"10.{part}.{at // 250}.{at % 250 + 1}" for at in range(count)]


async def gathered(count: int, *, attackers: int = 1, entering: bool = False, known: bool = False) -> Crowd:
    """Open sessions for so many, of the opened database; ``entering``: make accounts that will sign in, too; ``known``:
    from browsers that have done so before."""
    account = tables.Account
    rows = await account.select(account.id, account.sign_in_name, account.person).where(
        account.disabled_at.is_null()).order_by(account.id)  # fmt: skip
    roles = {row["person"]: row["role"] for row in await tables.Post.select(tables.Post.person, tables.Post.role)}
    # Spread over all roles: one of each in turn. A person whose role is rare comes twice at most.
    by_role: dict[str, list[dict]] = {}
    for row in rows:
        by_role.setdefault(roles[row["person"]], []).append(row)
    bad = by_role[Role.SUBMITTER.value][-VILLAINS:]
    by_role[Role.SUBMITTER.value] = by_role[Role.SUBMITTER.value][:-VILLAINS]
    turns = [one for some in itertools.zip_longest(*by_role.values()) for one in some if one]
    chosen = list(itertools.islice(itertools.cycle(turns), count))
    where = iter(addresses(1, count + ENTERING))
    people = await _at_work([(roles[row["person"]], row["id"], next(where)) for row in chosen])
    theirs = addresses(3, attackers)
    villains = [Person(Role.SUBMITTER.value, await session_for(row["id"]), theirs[at % attackers])
                for at, row in enumerate(bad)]  # fmt: skip
    entrants = [await _entrant(at % 2 == 0, next(where), known) for at in range(ENTERING)] if entering else []
    return Crowd(people, villains, entrants, [row["sign_in_name"] for row in rows], attackers=theirs)


async def _at_work(chosen: list[tuple[str, int, str]]) -> list[Person]:
    """People with sessions, of their roles, accounts and addresses. Who has the same view shares one list of cases."""
    people, seen = [], {}
    for role, account, address in chosen:
        token = await session_for(account)
        actor = await actor_of_session(token)
        if actor is None:  # he must choose a post or a password first, and is answered with that
            people.append(Person(role, token, address))
            continue
        if (view := view_of(actor)) not in seen:
            rows = await tables.Case.select(tables.Case.id).where(visible_to(actor, tables.Case))
            seen[view] = array("q", sorted(row["id"] for row in rows))
        people.append(Person(role, token, address, seen[view]))
    return people


async def _entrant(staff: bool, address: str, known: bool) -> Entrant:
    name = f"load-{secrets.token_hex(6)}"
    account = await account_as(Role.CLERK if staff else Role.SUBMITTER, sign_in_name=name)
    seed = (await set_up(account))[0] if staff else b""
    return Entrant(name, seed, address, f"{KNOWN}={shown(account)}" if known else "")
