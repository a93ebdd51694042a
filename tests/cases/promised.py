"""One promise with a document, a case and the people around it, for tests of what becomes of it."""

from datetime import timedelta

from cases import tables
from cases.actor import Actor
from cases.clock import today
from cases.vocabulary import Role
from tests.cases.tables.rules import new_row
from tests.factories import cast_of, make_case

TEXT = "我局将于今年年底前建成三处驿站，并为每处配备两名护理员。同时完善巡访制度。"
FIRST, SECOND = "我局将于今年年底前建成三处驿站", "为每处配备两名护理员"
DUE = today() + timedelta(days=40)


class Promised:
    """A case with one finding, and the people around it."""

    async def made(self, state="identified", *, alone=False):
        self.cast = await cast_of()
        case = await make_case("in_handling", cast=self.cast)
        self.unit, document = self.cast.units[0], await new_row(tables.Document, text=TEXT, audience="public")
        self.case = None if alone else case.id
        row = await new_row(
            tables.Commitment, document=document["id"], case=self.case, department=self.unit, quote=TEXT[:27], start=0,
            end=27, state=state, due_on=DUE, original_due_on=DUE, audience="public" if alone else "parties",
        )  # fmt: skip
        self.id, self.office = row["id"], Actor("督办", Role.OVERSIGHT, person=await person())
        self.clerk = Actor("联络员", Role.CLERK, person=await person(), unit=self.unit)
        return self

    async def row(self):
        return await tables.Commitment.select().where(tables.Commitment.id == self.id).first()

    async def seen(self):
        return (await self.row())["version"]

    async def verbs(self):
        entry = tables.JournalEntry
        where = (entry.thing == "commitment") & (entry.thing_id == self.id)
        return await entry.select(entry.verb).where(where).order_by(entry.seq).output(as_list=True)


async def person():
    return (await new_row(tables.Person))["id"]
