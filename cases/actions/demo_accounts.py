"""The accounts of the demonstration, from ``fixtures/accounts.toml``, with seats and collectives. One click enters."""

import tomllib
from typing import Any

from cases import passwords
from cases.actions.accounts import NewAccount, NewPost, add_account, add_post
from cases.actions.dictionaries import add_word
from cases.actor import SYSTEM
from cases.database import write_tx
from cases.queries.word_lists import words_in
from cases.resources import fixtures
from cases.tables import Account, Body, Collective, Department, Seat
from cases.vocabulary import Role, SeatKind, SubmitterKind, Track, WordList

PLACE = "hangzhou"


async def load_demo_accounts() -> int:
    """Make the accounts that are not there yet; how many that were. The reference data must have been loaded."""
    data = tomllib.loads((fixtures() / "accounts.toml").read_text(encoding="utf-8"))
    listed = data["accounts"]
    known = {row["sign_in_name"] for row in await Account.select(Account.sign_in_name)}
    fresh = [one for one in listed if one["staff_number"] not in known]
    hashes = [await passwords.hash_of(passwords.one_time_password()) for _ in fresh]
    async with write_tx():
        for one, stored in zip(fresh, hashes, strict=True):
            new = NewAccount(name=one["name"], sign_in_name=one["staff_number"])
            account = await add_account(new, stored, actor=SYSTEM, must_change=False)
            for said in one["posts"]:
                post = await _post(said)
                await add_post(account, post, actor=SYSTEM)
                await _seat(account, post, said)
    for listed_under, label in data["offices"].items():
        if not await words_in(WordList(listed_under)):
            await add_word(WordList(listed_under), label, actor=SYSTEM)
    return len(fresh)


async def _post(said: dict[str, Any]) -> NewPost:
    """A post as the file says it: its unit by key, its body by track."""
    unit = body = None
    if "unit" in said:
        unit = (await Department.select(Department.id).where(Department.key == said["unit"]))[0]["id"]
    if "body" in said:
        here = (Body.place.code == PLACE) & (Body.track == said["body"])
        body = (await Body.select(Body.id).where(here))[0]["id"]
    return NewPost(Role(said["role"]), unit=unit, body=body, title=said.get("title"), level=said.get("level", 1))


async def _seat(account: int, post: NewPost, said: dict[str, Any]) -> None:
    """Where a submitter sits, and the collective that he speaks for."""
    if "group" in said:
        kind = SeatKind.DEPUTY if said["body"] == Track.NPC else SeatKind.MEMBER
        person = (await Account.select(Account.person).where(Account.id == account))[0]["person"]
        await Seat.insert(Seat(person=person, body=post.body, kind=kind.value, group_name=said["group"]))
    if "collective" in said:
        kind_of = SubmitterKind(said["collective"]).value
        await Collective.insert(Collective(name=said["title"], kind=kind_of, body=post.body))
