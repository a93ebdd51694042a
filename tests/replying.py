"""A case in handling with the people of its units, for the tests of everything from the draft to the rating."""

import tomllib
from dataclasses import dataclass, field

from cases import tables
from cases.actions.approvals import Seen, approve, ask_approval
from cases.actions.assignments import accept
from cases.actions.deliveries import send_reply
from cases.actions.drafts import Saved, save_draft, start_draft
from cases.actions.ratings import Rating, rate
from cases.actor import Actor
from cases.database import write_tx
from cases.queries.drafts import Draft
from cases.resources import fixtures
from cases.schemes import data_of, rules_from
from cases.tables import Delivery, Reply, ReplyText
from cases.vocabulary import CaseState, ContactForm, Disclosure, Role, Score, Track
from tests.accounts import actor_as
from tests.factories import Made, make_case

BODY = (
    "您提出的意见收悉，现答复如下：\n一、已有基础。截至2025年底，全市已设助餐点120处，每个社区设一处的有60个社区。\n"
    "二、下一步打算。我局将于2027年底前新增助餐点80处。\n感谢您对我们工作的关心。"
)


@dataclass
class Handled:
    """The case, and of the lead unit those who write and those who sign, the last of them at the last rung."""

    made: Made
    writer: Actor
    signers: list[Actor]
    colleague: Actor
    lead: dict = field(default_factory=dict)

    @property
    def submitter(self) -> Actor:
        return self.made.cast.submitter

    @property
    def id(self) -> int:
        return self.made.id

    async def reply(self, reply_id: int) -> dict:
        return (await Reply.select().where(Reply.id == reply_id))[0]

    async def text(self, reply_id: int) -> dict:
        found = (ReplyText.reply == reply_id) & (ReplyText.number == 0)
        return (await ReplyText.select().where(found))[0]

    async def seen(self, reply_id: int) -> Seen:
        return Seen((await self.reply(reply_id))["version"], (await self.text(reply_id))["version"])

    def draft(self, **more) -> Draft:
        return Draft(**{
            "body": BODY, "answered": (0,), "addressee": f"{self.submitter.name}委员", "result_class": "B",
            "disclosure": Disclosure.PROACTIVE, "contact_person": "方静", "contact_phone": "0571-85250001", **more,
        })  # fmt: skip

    async def drafted(self, **more) -> int:
        reply = await start_draft(self.lead["id"], actor=self.writer)
        base = (await self.text(reply))["version"]
        saved = await save_draft(reply, self.draft(**more), base=base, actor=self.writer)
        assert isinstance(saved, Saved)
        return reply

    async def asked(self, **more) -> int:
        reply = await self.drafted(**more)
        await ask_approval(reply, await self.seen(reply), actor=self.writer, confirmed=True)
        return reply

    async def signed(self, **more) -> int:
        reply = await self.asked(**more)
        for signer in self.signers:
            await approve(reply, await self.seen(reply), actor=signer)
        return reply

    async def sent(self, **more) -> int:
        reply = await self.signed(**more)
        await send_reply(reply, (await self.reply(reply))["version"], actor=self.writer)
        return reply

    async def deliveries(self, reply: int) -> list[dict]:
        return await Delivery.select().where(Delivery.reply == reply).order_by(Delivery.id)

    async def rated(self, reply: int, score: Score = Score.SATISFIED, told: str = "") -> bool:
        delivery = (await self.deliveries(reply))[0]
        seen = (await self.reply(reply))["version"]
        return await rate(delivery["id"], Rating(score, score, told=told), seen=seen, actor=self.submitter)

    async def met(self) -> None:
        """The unit meets the submitter once more."""
        async with write_tx():
            row = tables.Contact(
                case=self.id, assignment=self.lead["id"], form=ContactForm.MEETING.value, summary="当面听取了意见",
            )  # fmt: skip
            await tables.Contact.insert(row)


async def handled(*, units: int = 1, track: Track = Track.CPPCC) -> Handled:
    """A case that its units have accepted, the lead having met the submitter."""
    await _settings()
    made = await make_case(CaseState.IN_HANDLING, track=track, units=units)
    lead_unit = made.cast.units[0]
    for number in range(1, units):
        row = await made.assignment(made.cast.units[number])
        await accept(row["id"], row["version"], actor=made.cast.clerk(number))
    case = Handled(
        made,
        writer=await actor_as(Role.HANDLER, unit=lead_unit),
        signers=[await actor_as(Role.APPROVER, unit=lead_unit, level=level) for level in (1, 2, 3)],
        colleague=await actor_as(Role.HANDLER, unit=lead_unit),
        lead=await made.assignment(lead_unit),
    )
    await case.met()
    return case


async def _settings() -> None:
    """The rules that ship, a town and its units, where there are none: what these tests are about needs no more."""
    if await tables.Scheme.exists():
        return
    listed = tomllib.loads((fixtures() / "schemes.toml").read_text(encoding="utf-8"))
    async with write_tx():
        for name, data in listed.items():
            if "levels" in data:
                rules = rules_from(name, 1, data["title"], data)
                await tables.Scheme.insert(tables.Scheme(name=name, version=1, title=rules.title, data=data_of(rules)))
        place = tables.Place(code="xikou", name="溪口市", short_name="溪口", level="city")
        await tables.Place.insert(place)
        for short in ("民政局", "财政局", "卫健委"):
            key, name = f"xikou/{short}", f"溪口市{short}"
            unit = tables.Department(place=place.id, key=key, name=name, short_name=short, kind="government")
            await tables.Department.insert(unit)
