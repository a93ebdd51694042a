"""A year of replies of one unit with a promise each, and the people of a look-back, for tests."""

from datetime import timedelta

from cases import tables
from cases.actions.look_backs import Round, begin_look_back
from cases.actor import Actor
from cases.clock import today
from cases.queries.look_back_sheets import sheet_page
from cases.queries.look_backs import Wanted
from cases.vocabulary import ClassSemantic, Role
from tests.accounts import actor_as
from tests.cases.tables.rules import new_row
from tests.factories import cast_of, make_case

DUE = today() + timedelta(days=20)
QUOTE = "我局将于今年年底前建成三处驿站"
WANTED = Wanted(today().year, (ClassSemantic.IN_PROGRESS,))


class LookedBack:
    """replies: ids; promises: of each reply one; clerk: of the unit that gave them; office: who runs the round."""

    async def made(self, replies=2, state="confirmed"):
        self.cast = await cast_of()
        self.unit, self.clerk = self.cast.units[0], self.cast.clerk()
        self.office = await actor_as(Role.OVERSIGHT)
        self.replies, self.promises, self.cases = [], [], []
        for _ in range(replies):
            case = await make_case("in_handling", cast=self.cast)
            document = await new_row(tables.Document, text=f"{QUOTE}。", audience="parties")
            reply = await new_row(
                tables.Reply, case=case.id, assignment=(await case.assignment(self.unit))["id"], department=self.unit,
                printed_name="某局", kind="reply", state="sent", document=document["id"], result_class="B",
                class_scheme="cppcc-default/1", class_semantic="in_progress", audience="parties",
            )  # fmt: skip
            promise = await new_row(
                tables.Commitment, document=document["id"], reply=reply["id"], case=case.id, department=self.unit,
                quote=QUOTE, start=0, end=len(QUOTE), state=state, due_on=DUE, original_due_on=DUE, audience="parties",
            )  # fmt: skip
            self.cases.append(case.id)
            self.replies.append(reply["id"])
            self.promises.append(promise["id"])
        return self

    async def begun(self, **more):
        self.round = await begin_look_back(WANTED, Round("今年回头看", DUE), actor=self.office)
        rows = await tables.LookBackSheet.select().where(tables.LookBackSheet.look_back == self.round)
        self.sheet = rows[0]["id"]
        return self

    async def page(self, actor: Actor | None = None):
        return await sheet_page(self.sheet, actor=actor or self.clerk)

    async def told(self, event: str):
        """Who was told of something that happened to the sheet."""
        n = tables.Notice
        return set(await n.select(n.person).where(n.event == event).output(as_list=True))
