"""The rows of a made-up archive, case by case: ten years of cases in every state, those of the last year still alive.

Texts are the sentences of ``archive``. Older cases were imported, later ones lived in the system and have their course
in the journal; as many as ``LIVING`` are under way, however large the archive is, for a city has so many at a time.
"""

import random
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any

from piccolo.table import Table

from cases import tables
from cases.vocabulary import Audience, CaseState, ClassSemantic, CommitmentState, Track, Verb
from tests.bench.archive import SENTENCES_A_CASE, Sentence, sentences
from tests.bench.archive_world import Batch, Someone, World

LIVING, FIRST_YEAR, LIVED_SINCE = 800, 2016, 2021
FIGURES_A_CASE, FILES_A_CASE = 6, 3
_CATEGORIES = ("社会福利", "城乡建设", "教育", "医疗卫生", "交通运输", "生态环境")
_OF_PROMISES = ("policy_doc", "facility", "service", "funding", "mechanism", "talent", "digital", "publicity")
_SCORES = ("very_satisfied", "satisfied", "satisfied", "basically", "understanding", "dissatisfied")
_LETTERS = dict(zip("ABCD", ClassSemantic, strict=False))
_PAST = {"concluded": 55, "closed": 15, "archived": 10, "replied": 12, "not_filed": 4, "withdrawn": 2, "tracking": 2}
_ALIVE = {
    "draft": 3, "submitted": 5, "in_review": 6, "returned_for_revision": 2, "deferred": 1, "filed": 4, "to_assign": 5,
    "assigned": 14, "in_handling": 45, "replied": 10, "tracking": 3, "converted": 1, "merged": 1,
}  # fmt: skip
_HANDLED = {"accepted": 4, "working": 12, "return_requested": 1}
_PROMISED = {
    "identified": 35, "confirmed": 15, "in_progress": 20, "fulfilled": 18, "reported_done": 4, "partly": 3,
    "unverifiable": 2, "cancelled": 1, "rejected": 1, "changed": 1,
}  # fmt: skip
_BY_VERB = {
    "confirmed": Verb.CONFIRM, "in_progress": Verb.REPORT_PROGRESS, "fulfilled": Verb.VERIFY,
    "partly": Verb.VERIFY_PARTLY,
    "reported_done": Verb.REPORT_DONE, "unverifiable": Verb.MARK_UNVERIFIABLE, "cancelled": Verb.CANCEL_COMMITMENT,
    "rejected": Verb.REJECT_FINDING, "changed": Verb.CHANGE_DUE,
}  # fmt: skip
_COURSE = {
    "submitted": Verb.SUBMIT, "in_review": Verb.REGISTER, "returned_for_revision": Verb.RETURN_FOR_REVISION,
    "deferred": Verb.DEFER_FILING, "filed": Verb.FILE, "to_assign": Verb.ROUTE, "not_filed": Verb.REJECT_FILING,
    "merged": Verb.MERGE_CASE, "converted": Verb.CONVERT, "withdrawn": Verb.WITHDRAW, "assigned": Verb.ASSIGN,
    "in_handling": Verb.ENTER_HANDLING, "replied": Verb.ALL_REPLIED, "concluded": Verb.CONCLUDE,
    "tracking": Verb.OPEN_FOLLOW_UP, "closed": Verb.CLOSE_ITEM, "archived": Verb.ARCHIVE,
}  # fmt: skip
_STEPS = ("submitted", "in_review", "filed", "assigned", "in_handling", "replied", "concluded", "closed", "archived")
_SHORT = ("draft", "submitted", "in_review", "filed", "to_assign")  # nobody has been given these yet
_LEFT = ("returned_for_revision", "deferred", "not_filed", "merged", "converted", "withdrawn")
_AMOUNT = re.compile(r"[0-9]{1,6}(?=个|家|处|所|张|名|万元|公里|户|件|项)")


SYSTEM, IMPORTER = Someone(0, "系统", "system"), Someone(0, "导入程序", "importer")
DAY = timedelta(days=1)


def fill(batch: Batch, world: World, count: int, seed: int, files: int = FILES_A_CASE) -> Iterator[int]:
    """Put case after case into the batch; after each, how many there are."""
    chance, said = random.Random(seed), sentences(count * SENTENCES_A_CASE, seed)
    living = min(LIVING, count * 2 // 5)
    years = [FIRST_YEAR + n for n in range(world.today.year - FIRST_YEAR) for _ in range(n + 4)]
    for number in range(1, count + 1):
        alive = number > count - living
        spread = (number - 1) / max(1, count - living)
        year = world.today.year if alive else years[int(spread * len(years)) % len(years)]
        _OneCase(batch, world, chance, tuple(islice(said, SENTENCES_A_CASE)), number, year, alive, files).enter()
        yield number


def _drawn(chance: random.Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


class _OneCase:
    """What is known while the rows of one case are made."""

    def __init__(self, batch: Batch, world: World, chance: random.Random, said: tuple[Sentence, ...], number: int,
                 year: int, alive: bool, files: int) -> None:  # fmt: skip
        self.batch, self.world, self.chance = batch, world, chance
        self.said, self.number, self.year = said, number, year
        self.lived, self.files = year >= LIVED_SINCE, files
        self.track = chance.choice((Track.NPC, Track.CPPCC))
        self.state = _drawn(chance, _ALIVE if alive else _PAST) if self.lived else CaseState.REPLIED.value
        self.began = world.today - timedelta(days=chance.randint(5, 120)) if alive else date(year, 3, 1) + DAY * (
            chance.randint(0, 60))  # fmt: skip
        self.assigned_on, self.due_on = self.began + 20 * DAY, self.began + 110 * DAY
        self.sent_on = min(self.began + chance.randint(40, 120) * DAY, world.today)
        self.units = chance.sample(world.units, chance.choice((1, 1, 2, 3)))
        self.people = chance.sample(world.submitters[self.track], chance.choice((1, 1, 1, 2, 3)))
        self.given = self.state not in _SHORT and self.state not in _LEFT
        self.answered = self.given and self.state not in ("assigned", "in_handling")
        public = self.answered and chance.random() < 0.6
        closed = Audience.PARTIES if self.lived else Audience.OFFICE
        self.audience = (Audience.PUBLIC if public else closed).value
        self.title = f"关于{said[0].text[:22]}的{'建议' if self.track is Track.NPC else '提案'}"
        self.letter = chance.choice("AAABBC")

    def at(self, day: date, hour: int = 2) -> datetime:
        return datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)

    def add(self, table: type[Table], day: date, **said: Any) -> int:
        return self.batch.add(table, self.at(day), **said)

    def tell(self, who: Someone, verb: Verb, thing: str, number: int, day: date, **more: Any) -> None:
        self.batch.tell(who, verb, thing, number, self.at(day), case=self.case, **more)

    def enter(self) -> None:
        begun = self.state == CaseState.DRAFT.value
        session, words = self.world.sessions.get((self.track, self.year), (None, None))
        numbered = self.state not in ("draft", "submitted", "in_review", "returned_for_revision", "deferred")
        printed = str(self.number) if numbered else None
        self.case = self.add(
            tables.Case, self.began, key=f"made-{self.number}" if numbered else None, track=self.track.value,
            level="city", place=self.world.place, body=self.world.bodies[self.track], session=session,
            session_text=words, phase="in_session", number_raw=printed, number=printed, year=self.year,
            title=self.title, category=self.chance.choice(_CATEGORIES) if numbered else None,
            submitter_kind="joint" if len(self.people) > 1 else "individual", state=self.state,
            state_since=self.at(self.began), scheme=self.world.schemes[self.track] if self.lived else None,
            disclosure="proactive" if self.audience == "public" else None,
            handling_kind=("sole" if len(self.units) == 1 else "lead_co") if self.given else None,
            receipt_no=f"M{self.year}-{self.number:07d}" if self.lived and not begun else None,
            submitted_on=None if begun else self.began, submitted_at=None if begun else self.at(self.began),
            merged_into=self.case_before() if self.state == "merged" else None,
            assigned_on=self.assigned_on if self.given else None, due_on=self.due_on if self.given else None,
            replied_on=self.sent_on if self.answered else None,
            concluded_on=self.sent_on if self.state in ("concluded", "closed", "archived") else None,
            audience="own" if begun else self.audience,
        )  # fmt: skip
        self.names = [
            self.add(
                tables.CaseSubmitter, self.began, case=self.case, position=at, printed_name=one.name, person=one.id,
                signature="signed", answered_at=self.at(self.began),
            )
            for at, one in enumerate(self.people)
        ]  # fmt: skip
        if self.lived:
            self._submission()
            self._course()
        else:
            self.tell(IMPORTER, Verb.IMPORT, "case", self.case, self.began)
        parts = self._parts() if self.given else []
        if self.answered:
            self._answer(parts[0])
        elif self.state == "in_handling" and self.chance.random() < 0.5:
            self._draft(parts[0])

    def case_before(self) -> int | None:
        return self.batch.ids[tables.Case] or None

    def _submission(self) -> None:
        lead = self.people[0]
        boxes = dict(zip(("situation", "analysis", "recommendations"), self._boxes(), strict=True))
        self.add(tables.ProposalText, self.began, case=self.case, title=self.title, author=lead.id, **boxes)
        for at in range(self.files):
            body = f"第 {self.number} 件第 {at + 1} 个附件\n".encode() * 20
            self.batch.files.append(body)
            self.add(
                tables.Attachment, self.began, case=self.case, belongs="case", belongs_id=self.case, position=at,
                name=f"附件{at + 1}.txt", media="txt", size=len(body), sha256=sha256(body).hexdigest(),
                added_by=lead.id,
            )  # fmt: skip
        if self.state in ("not_filed", "converted"):
            self.add(
                tables.Review, self.began, case=self.case, decision=_COURSE[self.state].value, told="已有同类答复。",
                reviewer=self.world.reviewers[self.track].id,
            )  # fmt: skip

    def _boxes(self) -> tuple[str, str, str]:
        text = [one.text for one in self.said]
        return text[-1], text[-2], "\n".join(f"{at}.{one}" for at, one in enumerate(text[-5:-2], 1))

    def _course(self) -> None:
        """What the journal tells of the case itself, up to its state."""
        lead, office = self.people[0], self.world.reviewers[self.track]
        self.tell(lead, Verb.CREATE, "case", self.case, self.began)
        if self.state == "draft":
            return
        upto = _STEPS.index(self.state) if self.state in _STEPS else {"to_assign": 2, "tracking": 6}.get(self.state, 1)
        who = {"submitted": lead, "assigned": self.world.assigner, "in_handling": SYSTEM, "replied": SYSTEM}
        old = "draft"
        for step in (*_STEPS[: upto + 1], *([self.state] if self.state not in _STEPS else ())):
            day = self.sent_on if step in _STEPS[5:] else self.began
            self.tell(who.get(step, office), _COURSE[step], "case", self.case, day, old=old, new=step)
            old = step

    def _parts(self) -> list[int]:
        """The units' parts, the one that answers first; now and then one that gave the case back before."""
        found = []
        for at, (unit, name, clerk, handler) in enumerate(self.units):
            role = "sole" if len(self.units) == 1 else "lead" if at == 0 else "co"
            state = self._part_state(role)
            part = self._part(
                unit, name, role, state, at, handler if state not in ("pending_accept", "accepted") else None
            )
            found.append(part)
            if self.lived:
                self._part_told(part, state, clerk)
            if state == "return_requested":
                self.add(
                    tables.ReturnRequest, self.assigned_on, case=self.case, assignment=part, asked_by=clerk.id,
                    reason="不属于本单位职责，宜由业务主管部门办理。",
                )  # fmt: skip
        if self.lived and self.chance.random() < 0.06:
            taken = {unit for unit, *_ in self.units}
            unit, name, clerk, _ = self.chance.choice([one for one in self.world.units if one[0] not in taken])
            state, verb = self.chance.choice((("returned", Verb.GRANT_RETURN), ("cancelled", Verb.CANCEL)))
            part = self._part(unit, name, "co", state, 9, None)
            self.tell(self.world.assigner, verb, "assignment", part, self.assigned_on, old="accepted", new=state)
        return found

    def _part(self, unit: int, name: str, role: str, state: str, at: int, handler: Someone | None) -> int:
        return self.add(
            tables.Assignment, self.assigned_on, case=self.case, department=unit, printed_name=name, role=role,
            state=state, position=at, assigned_on=self.assigned_on, due_on=self.due_on, first_due_on=self.due_on,
            handler=handler.id if handler else None,
            accepted_at=None if state == "pending_accept" else self.at(self.assigned_on),
            finished_at=self.at(self.sent_on) if state in ("done", "reply_sent", "opinion_sent") else None,
        )  # fmt: skip

    def _part_state(self, role: str) -> str:
        if self.state == "assigned":
            return "pending_accept"
        if self.state == "in_handling":
            if role == "co":
                return self.chance.choice(("accepted", "working", "opinion_sent", "pending_accept"))
            return _drawn(self.chance, _HANDLED)
        return "done" if self.state != "replied" or not self.lived else "opinion_sent" if role == "co" else "reply_sent"

    def _part_told(self, part: int, state: str, clerk: Someone) -> None:
        self.tell(self.world.assigner, Verb.ASSIGN, "assignment", part, self.assigned_on)
        told = {
            "accepted": (clerk, Verb.ACCEPT), "working": (clerk, Verb.PLAN), "done": (SYSTEM, Verb.FINISH),
            "return_requested": (clerk, Verb.REQUEST_RETURN), "opinion_sent": (clerk, Verb.SEND_CO_OPINION),
            "reply_sent": (SYSTEM, Verb.REPLY_GIVEN),
        }.get(state)  # fmt: skip
        if told:
            self.tell(*told, "assignment", part, self.assigned_on, old="pending_accept", new=state)

    def _draft(self, part: int) -> None:
        unit, name, _, handler = self.units[0]
        state = self.chance.choice(("drafting", "drafting", "pending_sign"))
        reply = self.add(
            tables.Reply, self.assigned_on, case=self.case, assignment=part, department=unit, printed_name=name,
            state=state, result_class=self.letter, class_scheme=self.world.schemes[self.track],
            class_semantic=_LETTERS[self.letter].value, disclosure="proactive", drafter=handler.id,
            audience="units", approval_level=1 if state == "pending_sign" else 0,
        )  # fmt: skip
        kind = "for_approval" if state == "pending_sign" else "working"
        body = "\n".join(one.text for one in self.said)
        self.add(tables.ReplyText, self.assigned_on, reply=reply, kind=kind, body=body, author=handler.id)
        self.tell(handler, Verb.DRAFT, "reply", reply, self.assigned_on)
        if state == "pending_sign":
            self.tell(handler, Verb.ASK_APPROVAL, "reply", reply, self.assigned_on, old="drafting", new=state)

    def _answer(self, part: int) -> None:
        unit, name, clerk, handler = self.units[0]
        text, promised, counted = self._letter(name)
        document = self.add(
            tables.Document, self.sent_on, sha256=sha256(f"made {self.number}".encode()).hexdigest(),
            body_hash=sha256(f"body {self.number}".encode()).hexdigest(), name=f"{self.number}.txt", media="txt",
            encoding="utf-8", size=len(text) * 3, text=text, kind="reply", track=self.track.value, level="city",
            place=self.world.place, title=f"{name}关于{self.number}号的答复", signed_on=self.sent_on,
            published_on=self.sent_on if self.audience == "public" else None, audience=self.audience,
        )  # fmt: skip
        reply = self.add(
            tables.Reply, self.sent_on, case=self.case, assignment=part, department=unit, printed_name=name,
            state="sent", document=document, start=0, end=len(text), title=f"{name}关于{self.number}号的答复",
            doc_no=f"{name[:6]}复〔{self.year}〕{self.number}号", signed_on=self.sent_on, result_class=self.letter,
            class_scheme=self.world.schemes[self.track], class_semantic=_LETTERS[self.letter].value,
            disclosure="proactive" if self.audience == "public" else "on_request", audience=self.audience,
            drafter=handler.id if self.lived else None, sent_at=self.at(self.sent_on),
        )  # fmt: skip
        self._promises(document, reply, unit, promised)
        for at, (start, end, head, amount, unit_word) in enumerate(counted):
            self.add(
                tables.Figure, self.sent_on, document=document, reply=reply, case=self.case, department=unit,
                place=self.world.place, ordinal=at, start=start, end=end, quote=text[start:end],
                printed=f"{amount}{unit_word}", value=str(amount), amount=float(amount), unit=unit_word, head=head,
                as_of=date(self.year - 1, 12, 31), part="reply", audience=self.audience,
            )  # fmt: skip
        if self.lived:
            self._rated(reply, document, part, clerk, handler)

    def _letter(self, name: str) -> tuple[str, list[tuple[int, Sentence]], list[tuple[int, int, str, int, str]]]:
        """The text, where each promise begins in it, and the figures with their places."""
        text, promised, counted = "您提出的意见收悉，现答复如下：\n", [], []
        for at in range(FIGURES_A_CASE):
            amount, unit = self.chance.randint(3, 9000), self.chance.choice(("个", "家", "处", "张"))
            head = self.said[at].text[6:12] if self.chance.random() < 0.7 else self.chance.choice(_CATEGORIES)
            clause = f"全市{head}共有{amount}{unit}"
            counted.append((len(text) + 5, len(text) + 5 + len(clause), head, amount, unit))
            text += f"截至去年，{clause}。\n"
        for one in self.said:
            promised.append((len(text), one))
            text += one.text + "\n"
        return f"{text}感谢您的关心和支持。\n{name}\n{self.sent_on}", promised, counted

    def _promises(self, document: int, reply: int, unit: int, promised: list[tuple[int, Sentence]]) -> None:
        for at, (start, one) in enumerate(promised):
            state = _drawn(self.chance, _PROMISED) if self.lived else CommitmentState.IDENTIFIED.value
            due = date(one.deadline // 10000, one.deadline // 100 % 100, one.deadline % 100) if one.deadline else None
            label = "C-COND" if one.text.startswith("如") else "C-UP" if "向上争取" in one.text else "C-SOFT"
            commitment = self.add(
                tables.Commitment, self.sent_on, document=document, reply=reply, case=self.case, department=unit,
                ordinal=at, start=start, end=start + len(one.text), quote=one.text, state=state,
                label="C-HARD" if due and label == "C-SOFT" else label, category=self.chance.choice(_OF_PROMISES),
                due_on=due, original_due_on=due, audience=self.audience, version=1 if state == "identified" else 2,
                action=one.text[-12:-10], object=one.text[-10:-4],
            )  # fmt: skip
            actor, amount = one.department, _AMOUNT.search(one.text)
            self.add(
                tables.CommitmentActor, self.sent_on, commitment=commitment, phrase=actor, role="lead", department=unit
            )
            if amount:
                self.add(
                    tables.CommitmentMetric, self.sent_on, commitment=commitment, printed=amount[0], value=amount[0],
                    amount=float(amount[0]), unit="个", head=one.text[:4], start=start + amount.start(),
                    end=start + amount.end(),
                )  # fmt: skip
            if state in _BY_VERB and at % 4 == 0:
                self._pursued(commitment, unit, state)

    def _pursued(self, commitment: int, unit: int, state: str) -> None:
        self.tell(
            self.world.oversight, _BY_VERB[state], "commitment", commitment, self.sent_on, old="confirmed", new=state
        )
        if state in ("in_progress", "reported_done", "fulfilled", "partly"):
            handler = self.units[0][3]
            self.add(
                tables.ProgressReport, self.sent_on, commitment=commitment, department=unit, reported_by=handler.id,
                stage="under_way", told="已完成选址，正在办理用地手续。",
            )  # fmt: skip

    def _rated(self, reply: int, document: int, part: int, clerk: Someone, handler: Someone) -> None:
        self.add(
            tables.Contact, self.assigned_on, case=self.case, assignment=part, happened_on=self.assigned_on + 9 * DAY,
            met=self.people[0].name, summary="当面介绍了打算，听取了意见。", recorded_by=handler.id,
        )  # fmt: skip
        self.tell(clerk, Verb.SEND_REPLY, "reply", reply, self.sent_on, old="signed", new="sent: 1")
        for submitter, one in zip(self.names, self.people, strict=True):
            rated = self.state != "replied" or self.chance.random() < 0.3
            until = self.sent_on + 21 * DAY
            state = "received" if rated else "awaiting" if until >= self.world.today else "lapsed"
            delivery = self.add(
                tables.Delivery, self.sent_on, reply=reply, submitter=submitter, person=one.id,
                sent_at=self.at(self.sent_on), state=state, feedback_due_on=until,
            )  # fmt: skip
            if state == "lapsed":
                self.tell(SYSTEM, Verb.LAPSE_FEEDBACK, "delivery", delivery, until + DAY, old="awaiting", new=state)
            if rated:
                scores = {name: self.chance.choice(_SCORES) for name in ("attitude", "result")}
                self.add(tables.Feedback, self.sent_on, delivery=delivery, given_by=one.id, **scores)
        for one in (clerk, handler):
            self.add(
                tables.Notice, self.sent_on, person=one.id, key=f"rated:reply {reply}:{one.id}", event="rated",
                case=self.case, told="请查看评价。", link=f"/cases/{self.case}", read_at=self.at(self.sent_on),
            )  # fmt: skip
        if self.audience == "public":
            self.add(
                tables.Publication, self.sent_on, case=self.case, reply=reply, document=document, state="published",
                published_at=self.at(self.sent_on),
            )  # fmt: skip
