"""Every route as every role on a case of every visibility: no word reaches anyone whom ``visible_to`` keeps from it.

A word of its own (a canary) stands in every field of every row that is not for everybody. Whatever comes back, pages,
exports, feeds, headers, is searched for them; each one found must be in a row that this very reader may see.
"""

import asyncio
import itertools
import re
import shutil
from dataclasses import dataclass, field

import httpx
import pytest

from cases import clock, database, fulltext, tables
from cases.actor import PUBLIC, Actor
from cases.errors import NotFound
from cases.papers.kinds import offered, paper_of
from cases.papers.reading import matter_of
from cases.papers.texts import shown_in
from cases.permissions import visible_to
from cases.reference import load_reference
from cases.sealing import sealed
from cases.statistics.reports import columns_of
from cases.vocabulary import CaseState, Role, Track
from cases.vocabulary.statistics import Report
from server.app import create_app
from server.auth import OPEN
from server.listings import LISTINGS
from server.settings import Settings
from tests import keys
from tests.accounts import sign_in_as
from tests.answers import asked_at, faults_of, said, steady
from tests.cases.tables.rules import new_row
from tests.factories import Made, cast_of, make_case
from tests.fingerprints import BY_READING, changed, fingerprint

pytestmark = pytest.mark.anyio

CANARY = re.compile(r"zq[0-9]{4}x")
SAME_SITE = {"Origin": "http://site.test"}
# Reached without a form token, or without a key of their own, and why.
TOKENLESS = {"/account/size": "a choice kept in a cookie"}
KEYLESS = {
    "/account/size": "a choice kept in a cookie",
    "/account/sign-in": "nothing is done twice by entering twice",
    "/account/sign-out": "nothing is done twice by leaving twice",
    "/account/stay": "keeps a session awake",
    "/account/password": "the old password opens only once",
    "/account/post": "choosing twice is choosing once",
    "/administration/calendar/{year}/try": "only tries, and writes nothing",
    "/reviews/{case_id}/preview": "only shows the words, and writes nothing",
    "/administration/people-import": "only tries, and writes nothing",
}


@dataclass
class World:
    """A site with living cases of every visibility, its canaries, and a client for each role."""

    app: object
    cases: dict[str, Made] = field(default_factory=dict)
    rows: dict[str, list[tuple[type, int]]] = field(default_factory=dict)
    clients: dict[str, tuple[Actor, httpx.AsyncClient]] = field(default_factory=dict)

    def canary(self, table: type, row: int) -> str:
        """A word that stands nowhere else."""
        word = f"zq{len(self.rows) + 1:04d}x"
        self.rows[word] = [(table, row)]
        return word

    async def readable(self, actor: Actor) -> set[str]:
        """The canaries in rows that this actor may see."""
        return {
            word
            for word, rows in self.rows.items()
            if any([await table.exists().where(visible_to(actor, table) & (_key(table) == row)) for table, row in rows])
        }


def _key(table):
    return table._meta.primary_key


@pytest.fixture(scope="module")
def living(tmp_path_factory, sqlite_template):
    """A data folder with living cases and their canaries, made once, and an application."""
    folder = tmp_path_factory.mktemp("living")
    shutil.copyfile(sqlite_template, folder / "dafu.sqlite")
    keys.lay_beside(folder)
    settings = Settings(folder, f"sqlite:///{folder / 'dafu.sqlite'}")
    return folder, asyncio.run(_living(settings)), create_app(settings)


async def _living(settings: Settings) -> World:
    await database.open_database(settings.database_url, migrated=False)
    await load_reference()
    made = World(None)
    await _populate(made)
    await fulltext.rebuild(settings.index_dir)
    await database.close()
    return made


@pytest.fixture
async def world(living, tmp_path, anyio_backend):
    folder, made, app = living
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    app.state.settings = Settings(tmp_path, f"sqlite:///{tmp_path / 'dafu.sqlite'}")
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with app.lifespan():
        world = World(app, made.cases, made.rows)
        await _people(world, transport)
        yield world
        for _, client in world.clients.values():
            await client.aclose()


async def _populate(world: World) -> None:
    """One case for each visibility, the same people in none of them but where it is said."""
    ours, theirs = await cast_of(units=2), await cast_of(Track.NPC, units=4)
    theirs.clerks = dict(list(theirs.clerks.items())[2:])
    world.cases = {
        "draft": await make_case(CaseState.DRAFT, cast=await cast_of(units=2)),
        "not public": await make_case(CaseState.IN_HANDLING, cast=ours, units=2),
        "restricted identity": await make_case(CaseState.IN_HANDLING, cast=await cast_of(units=2)),
        "another unit's": await make_case(CaseState.IN_HANDLING, cast=theirs, track=Track.NPC),
        "published": await make_case(CaseState.IN_HANDLING, cast=await cast_of(units=2)),
    }
    for name, made in world.cases.items():
        await _mark(world, made, kept=name == "restricted identity", public=name == "published")


async def _mark(world: World, made: Made, *, kept: bool, public: bool) -> None:
    case = made.id
    columns = {"title": f"关于{world.canary(tables.Case, case)}的提案", "identity_kept": kept}
    if public:
        columns["audience"] = "public"
    await tables.Case.update(columns).where(tables.Case.id == case)
    text = await tables.ProposalText.select().where(tables.ProposalText.case == case).first()
    words = {part: world.canary(tables.ProposalText, text["id"]) for part in ("situation", "recommendations")}
    await tables.ProposalText.update({**words, "title": columns["title"]}).where(tables.ProposalText.id == text["id"])
    await _mark_people(world, made)
    for assignment in await made.assignments():
        await _mark_unit(world, made, assignment, public=public)
    await _entry(world, tables.Review, {"case": case}, "told")


async def _mark_people(world: World, made: Made) -> None:
    submitter = await tables.CaseSubmitter.select().where(tables.CaseSubmitter.case == made.id).first()
    name = world.canary(tables.CaseSubmitter, submitter["id"])
    await tables.CaseSubmitter.update({tables.CaseSubmitter.printed_name: name}).where(
        tables.CaseSubmitter.id == submitter["id"]
    )
    phone = await new_row(tables.PersonContact, person=submitter["person"], kind="phone")
    word = sealed(tables.PersonContact.value, phone, world.canary(tables.PersonContact, phone["id"]))
    await tables.PersonContact.update({tables.PersonContact.value: word}).where(tables.PersonContact.id == phone["id"])


async def _mark_unit(world: World, made: Made, assignment: dict, *, public: bool) -> None:
    of = {"case": made.id, "assignment": assignment["id"]}
    for table, column in (
        (tables.Contact, "summary"), (tables.ReturnRequest, "reason"), (tables.Extension, "reason"),
        (tables.Urge, "told"),
    ):  # fmt: skip
        await _entry(world, table, of, column)
    unit = {"department": assignment["department"], "printed_name": assignment["printed_name"]}
    for number, (audience, state) in enumerate((("units", "drafting"), ("parties", "sent")), 1):
        reply = await new_row(tables.Reply, **of, **unit, number=number, audience=audience, state=state)
        await tables.Reply.update({tables.Reply.title: world.canary(tables.Reply, reply["id"])}).where(
            tables.Reply.id == reply["id"]
        )
        inside = {"reply": reply["id"]}
        await _entry(world, tables.ReplyText, inside, "body")
        await _entry(world, tables.Approval, {**inside, "signed_as": "某"}, "told")
        await _entry(world, tables.CoSign, {**inside, "assignment": assignment["id"]}, "told")
        contact = await new_row(tables.ReplyContact, **inside)
        word = sealed(tables.ReplyContact.phone, contact, world.canary(tables.ReplyContact, contact["id"]))
        await tables.ReplyContact.update({tables.ReplyContact.phone: word}).where(
            tables.ReplyContact.id == contact["id"]
        )
    submitter = await tables.CaseSubmitter.select().where(tables.CaseSubmitter.case == made.id).first()
    delivery = await new_row(tables.Delivery, reply=reply["id"], submitter=submitter["id"], person=submitter["person"])
    await _entry(world, tables.Feedback, {"delivery": delivery["id"]}, "told")


async def _entry(world: World, table, columns: dict, told: str) -> None:
    row = await new_row(table, **columns)
    key = _key(table)
    await table.update({told: world.canary(table, row["id"])}).where(key == row["id"])


async def _people(world: World, transport) -> None:
    """A client for the public, for each role with a part in the first living case, and for strangers to all of them."""
    ours = world.cases["not public"].cast
    wanted: dict[str, tuple[Role, dict] | None] = {"public": None}
    for role in (Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER, Role.ADMIN, Role.AUDITOR):
        wanted[role.value] = (role, {})
    for role in (Role.CLERK, Role.HANDLER, Role.APPROVER):
        wanted[f"{role.value} of the unit"] = (role, {"unit": ours.units[0], "level": 3})
    far = await new_row(tables.Department, name="不相干单位", short_name="不相干")
    wanted["clerk elsewhere"] = (Role.CLERK, {"unit": far["id"]})
    wanted["reviewer"] = (Role.REVIEWER, {"body": ours.reviewer.body})
    other_body = world.cases["another unit's"].cast.reviewer.body
    wanted["reviewer elsewhere"] = (Role.REVIEWER, {"body": other_body})
    wanted["submitter elsewhere"] = (Role.SUBMITTER, {"body": other_body})
    for name, one in wanted.items():
        client = httpx.AsyncClient(transport=transport, base_url="http://site.test")
        actor = await sign_in_as(client, one[0], **one[1]) if one else PUBLIC
        world.clients[name] = (actor, client)


def _routes(app, *methods: str) -> list[tuple[str, tuple[str, ...], object]]:
    """Path, parameters and handler of every route with one of these methods."""
    found = [
        (route.path_format, tuple(route.path_parameters), handler)
        for route in app.routes
        for handler in getattr(route, "route_handlers", ())
        if set(methods) & set(getattr(handler, "http_methods", ())) and not route.path.startswith("/static")
    ]
    return sorted(found, key=lambda one: one[0])


async def _values(world: World, name: str, case: int) -> list[str]:
    """What a parameter of an address may be for one case: the ids of its own rows of that noun."""
    noun = name.removesuffix("_id")
    if noun == "case":
        return [str(case)]
    table = next((t for t in tables.TABLES if t._meta.tablename.rstrip("s") in (noun, noun.rstrip("s"))), None)
    table = tables.Reply if noun in ("draft", "opinion") else tables.ReturnRequest if noun == "return" else table
    if table is None:
        return ["1"]
    if hasattr(table, "case"):
        rows = await table.select(_key(table)).where(table.case == case)
    elif hasattr(table, "reply"):
        rows = await table.select(_key(table)).where(table.reply.case == case)
    else:
        rows = await table.select(_key(table)).limit(2)
    return [str(next(iter(row.values()))) for row in rows][:2] or ["1"]


# Asked for by kind and case: the bundle holds what any may show. What they say is proved below, before it is set.
PAPERS = {
    "/papers": "/papers/?case={}",
    "/papers/{name}": "/papers/case_bundle.docx?case={}",
    "/papers/{name}/pages/{number}": "/papers/proposal/pages/1?case={}",
}


async def _addresses(world: World, path: str, names: tuple[str, ...]) -> list[str]:
    if path == "/data/{name}":
        return [f"/data/{noun}.{form}" for noun in LISTINGS for form in ("xlsx", "csv", "json")]
    if path.rstrip("/") == "/exports/new":
        return [f"/exports/new?noun={noun}" for noun in LISTINGS]
    if path.startswith("/statistics/"):
        if not path.endswith("/rows"):
            return list(dict.fromkeys(path.format(report=report.value) for report in Report))
        asked = {(report.value, one.value) for report in Report for one in columns_of(report)[:: len(Report)]}
        asks = "?measure={}&key=total&theme=total&in=total"
        return [path.format(report=report) + asks.format(measure) for report, measure in sorted(asked)]
    if path.rstrip("/") in PAPERS:
        return [PAPERS[path.rstrip("/")].format(world.cases["not public"].id)]
    if not names:
        return [path]
    made: dict[str, None] = {}
    for case in world.cases.values():
        some = itertools.product(*[await _values(world, name, case.id) for name in names])
        made |= dict.fromkeys(path.format(**dict(zip(names, chosen, strict=True))) for chosen in some)
    return list(made)


async def test_no_word_reaches_whom_it_is_not_for(world):
    readable = {name: await world.readable(actor) for name, (actor, _) in world.clients.items()}
    queries = ["", "?q=zq", f"?q={next(iter(world.rows))}"]
    leaks, lacks, asked = [], [], 0  # what recognises nobody is asked by the public alone
    before = fingerprint(world.app.state.settings.database_url)
    for path, names, handler in _routes(world.app, "GET"):
        for address in await _addresses(world, path, names):
            for name, (_, client) in list(world.clients.items())[: 1 if handler.opt.get("anonymous") else None]:
                for query in queries if path in ("/search", "/cases", "/commitments") else [""]:
                    answer = await client.get(address + query)
                    asked += 1
                    assert answer.status_code != 500, (address, name)
                    kept = name == "public" and answer.status_code < 400
                    lacks += [(address, name, one) for one in faults_of(answer, kept=kept)]
                    words = said(answer) + repr(answer.headers.items())
                    found = {word for word in CANARY.findall(words) if word not in query}
                    leaks += [(address + query, name, world.rows[word]) for word in found - readable[name]]
    assert leaks == lacks == []
    assert asked > 500
    assert changed(before, fingerprint(world.app.state.settings.database_url)) <= BY_READING


async def test_no_paper_shows_whom_it_is_not_for(world):
    """Every paper of every case for every reader, before it is typeset: its words are words that he may read."""
    leaks, made = [], 0
    for actor, _ in world.clients.values():
        readable = await world.readable(actor)
        for case in world.cases.values():
            try:
                matter = await matter_of(case.id, actor=actor)
            except NotFound:
                continue
            for one in offered(matter):
                made += 1
                words = "\n".join(shown_in(paper_of(one.kind, matter, one.of)))
                leaks += [(one.kind, actor.role, world.rows[word]) for word in set(CANARY.findall(words)) - readable]
    assert leaks == []
    assert made > 100


async def test_the_canaries_would_be_seen(world):
    """The test above can fail: those who may read do come upon the words."""
    for name, path in (("assigner", "/cases"), ("reviewer", f"/cases/{world.cases['not public'].id}")):
        answer = await world.clients[name][1].get(path)
        assert CANARY.findall(answer.text)


async def test_every_route_says_whom_it_is_for(world):
    for path, _, handler in _routes(world.app, "GET", "POST", "PUT", "DELETE"):
        assert handler.opt.get("policy"), path
        if handler.opt.get("policy") == OPEN["policy"] and "POST" in handler.http_methods:
            assert path.startswith("/account/"), f"{path}: the public writes nothing"


async def test_every_write_carries_token_and_key(world):
    for path, _, handler in _routes(world.app, "POST", "PUT", "DELETE", "PATCH"):
        if not handler.opt.get("token", True):
            assert path in TOKENLESS, path
        if not handler.opt.get("key", True):
            assert path in KEYLESS or "PUT" in handler.http_methods, path


async def test_a_write_to_anothers_thing_finds_nothing(world):
    """Whoever's policy lets him in, but who has no part in the case, is told that there is no such thing."""
    before = await _fingerprint()
    for path, names, handler in _routes(world.app, "POST", "PUT"):
        if not any(name.endswith("_id") for name in names):
            continue
        for address in await _addresses(world, path, names):
            for name in ("clerk elsewhere", "submitter elsewhere"):
                actor, client = world.clients[name]
                policy = handler.opt.get("policy")
                if isinstance(policy, frozenset) and actor.role not in policy:
                    continue
                token = (await client.get("/account")).text.split('name="token" value="')[1].split('"')[0]
                sent = {
                    "token": token,
                    "key": f"k{abs(hash((address, name)))}",
                    "seen": "1",
                    "reason": "没有道理的理由",
                }
                answer = await client.request(
                    "POST" if "POST" in handler.http_methods else "PUT", address, data=sent, headers=SAME_SITE
                )
                assert answer.status_code in (303, 400, 404, 405, 422), (address, name, answer.status_code)
                assert not CANARY.findall(answer.text), address
    assert await _fingerprint() == before


async def _fingerprint() -> list:
    """Everything that belongs to cases, to see that nothing was written."""
    kept = (tables.Case, tables.Assignment, tables.Reply, tables.ReplyText, tables.Contact, tables.Feedback,
            tables.ProposalText, tables.CaseSubmitter, tables.Extension, tables.ReturnRequest)  # fmt: skip
    return [await table.select().order_by(table.id) for table in kept]


async def test_one_secret_case_more_changes_no_public_byte(world):
    """What the public is shown before and after a case of no public concern comes to be is the same."""
    _, client = world.clients["public"]
    addresses = [path for path, names, _ in _routes(world.app, "GET") if not names]
    minute = clock.now().replace(second=0)
    before = await asked_at(minute, client, addresses)
    secret = await make_case(CaseState.IN_HANDLING, cast=world.cases["not public"].cast)
    await fulltext.refresh(world.app.state.index)
    after = await asked_at(minute, client, addresses)
    for address in addresses:
        assert steady(after[address]) == steady(before[address]), address
    hidden, missing = await client.get(f"/cases/{secret.id}"), await client.get("/cases/987654")
    assert hidden.status_code == missing.status_code == 404
    assert _without(hidden, secret.id) == _without(missing, 987_654)


def _without(answer: httpx.Response, number: int) -> str:
    """An answer without the number that was asked for."""
    return re.sub(rf"(?<=“){number}(?=”)|(?<=/cases/){number}|(?<=cases%2F){number}", "N", steady(answer))


async def test_every_role_is_played():
    """The world's people come from the list of roles: a new role must be given a place here."""
    programs = {Role.OPERATOR, Role.IMPORTER, Role.SYSTEM}
    played = {"public", "reviewer", "submitter", "assigner", "oversight", "leader", "admin", "auditor", "clerk",
              "handler", "approver"}  # fmt: skip
    assert {role.value for role in set(Role) - programs} == played
