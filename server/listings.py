"""Every list that can be carried away: how its address is read, its rows, its columns, and whose it is.

A page, a download and a long export ask the same query with the same filter; what a reader may see, the query decides.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cases.actions.readings import note_export, note_phones
from cases.actor import Actor
from cases.errors import NotFound
from cases.pacing import Stint
from cases.queries.assignments import waiting_cases
from cases.queries.audit import audit_list
from cases.queries.cases import case_list
from cases.queries.commitments import commitment_list
from cases.queries.counting import Choices
from cases.queries.departments import department_list
from cases.queries.extensions import extension_list
from cases.queries.figures import figure_list
from cases.queries.handling_lists import contact_list, key_case_list, urge_list
from cases.queries.listing import Rows
from cases.queries.loads import busy_units
from cases.queries.notices import notice_list
from cases.queries.outbox import lost_messages
from cases.queries.queue import queue_of
from cases.queries.replies import reply_list
from cases.queries.returns import return_list
from cases.queries.reviews import review_list
from cases.queries.silent import silent_ones
from cases.queries.submissions import my_submissions
from cases.vocabulary import ReviewTab, Role, Tab, Track
from server import columns, list_forms
from server.forms import code_of, text_of

_ANYBODY = frozenset(Role)
_SIGNED = _ANYBODY - {Role.PUBLIC}
_STAFF = _SIGNED - {Role.SUBMITTER}
_ROUTERS = frozenset({Role.REVIEWER, Role.ASSIGNER})
# Rows asked for at once: between two lots others get their turn.
AT_ONCE = 500

Asked = Mapping[str, Any]
Told = Callable[[int, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Listing:
    """One list. page: its query, given filter, actor, page and rows a page. key: tells rows apart. noted: leaves in the
    journal that so many rows were carried away, where that must be known. said: a filter in words. lot: rows asked for
    at once, where that is not the usual number."""

    title: str
    columns: Sequence[columns.Column]
    read: Callable[[Asked], Any]
    page: Callable[..., Awaitable[Rows[Any]]]
    roles: frozenset[Role] = _ANYBODY
    key: Callable[[Any], Any] = lambda row: row.id
    noted: Callable[[int, Actor], Awaitable[None]] | None = None
    said: Callable[[Any, Choices], Sequence[str]] = list_forms.spoken
    lot: int | None = None

    async def rows(self, wanted: Any, *, actor: Actor, total: int, told: Told | None = None) -> list[Any]:
        """Every row that fits, each once though rows may come and go meanwhile."""
        found: dict[Any, Any] = {}
        lot, stint = self.lot or AT_ONCE, Stint()
        for number in range(1, -(-total // lot) + 1):
            part = await self.page(wanted, actor=actor, page=number, per_page=lot)
            found |= {self.key(row): row for row in part.rows}
            if told is not None:
                await told(len(found), total)
                await stint.pause()
        if self.noted is not None and found:
            await self.noted(len(found), actor)
        return list(found.values())


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What the lists without a filter of their own are narrowed by."""

    text: str = ""
    track: Track | None = None
    whole: bool = False


def _plain(asked: Asked) -> _Waiting:
    return _Waiting(text_of(asked.get("text")), code_of(asked.get("track"), Track), asked.get("whole") == "1")


@dataclass(frozen=True, slots=True)
class _Tabbed:
    """A list under tabs."""

    tab: ReviewTab | Tab


async def _departments(wanted: _Waiting, *, actor: Actor, **part: int) -> Rows[Any]:
    return _all(await department_list(actor=actor, text=wanted.text, whole=wanted.whole), **part)


async def _loads(wanted: _Waiting, *, actor: Actor, **part: int) -> Rows[Any]:
    return _all(await busy_units(actor=actor), **part)


async def _silent(wanted: _Waiting, *, actor: Actor, **part: int) -> Rows[Any]:
    return _all(await silent_ones(actor=actor), **part)


async def _waiting(wanted: _Waiting, *, actor: Actor, **part: int) -> Rows[Any]:
    return await waiting_cases(actor=actor, text=wanted.text, track=wanted.track, **part)


async def _returns(wanted: _Waiting, *, actor: Actor, **part: int) -> Rows[Any]:
    return await return_list(actor=actor, whole=wanted.whole, **part)


async def _extensions(wanted: _Waiting, *, actor: Actor, **part: int) -> Rows[Any]:
    return await extension_list(actor=actor, whole=wanted.whole, **part)


async def _reviews(wanted: _Tabbed, *, actor: Actor, **part: int) -> Rows[Any]:
    return await review_list(ReviewTab(wanted.tab), actor=actor, **part)


async def _notices(wanted: _Tabbed, *, actor: Actor, **part: int) -> Rows[Any]:
    return await notice_list(Tab(wanted.tab), actor=actor, **part)


async def _submissions(wanted: _Waiting, *, actor: Actor, **part: int) -> Rows[Any]:
    mine = await my_submissions(actor=actor)
    rows = (*mine.to_sign, *mine.to_confirm, *mine.drafts, *mine.handed_in)
    return _all(list({row.id: row for row in rows}.values()), **part)


async def _urges(wanted: _Waiting, *, actor: Actor, **part: int) -> Rows[Any]:
    return await urge_list(actor=actor, **part)


async def _contacts(wanted: _Waiting, *, actor: Actor, **part: int) -> Rows[Any]:
    return await contact_list(actor=actor, **part)


async def _key_cases(wanted: _Waiting, *, actor: Actor, **part: int) -> Rows[Any]:
    return await key_case_list(actor=actor, **part)


async def _lost(wanted: _Waiting, *, actor: Actor, **part: int) -> Rows[Any]:
    return await lost_messages(actor=actor, **part)


async def _queue(wanted: Any, *, actor: Actor, **part: int) -> Rows[Any]:
    return (await queue_of(wanted, actor=actor, **part)).rows


async def _journal_noted(count: int, actor: Actor) -> None:
    await note_export(count, actor=actor)


def _phones_noted(thing: str) -> Callable[[int, Actor], Awaitable[None]]:
    async def noted(count: int, actor: Actor) -> None:
        await note_phones(thing, actor=actor)

    return noted


def _all(rows: Sequence[Any], *, page: int = 1, per_page: int = 20) -> Rows[Any]:
    """A page of what a query gives back at once."""
    return Rows(tuple(rows[(page - 1) * per_page : page * per_page]), len(rows), page, per_page)


LISTINGS: dict[str, Listing] = {
    "cases": Listing("提案建议", columns.CASES, list_forms.case_filter, case_list),
    "replies": Listing("公开的答复", columns.REPLIES, list_forms.reply_filter, reply_list),
    "commitments": Listing("承诺", columns.COMMITMENTS, list_forms.commitment_filter, commitment_list),
    "figures": Listing("成果数据", columns.FIGURES, list_forms.figure_filter, figure_list),
    "departments": Listing("承办单位", columns.DEPARTMENTS, _plain, _departments),
    "queue": Listing(
        "我的工作", columns.QUEUE, list_forms.queue_filter, _queue, _SIGNED,
        lambda row: (row.case_id, row.what, row.thing),
    ),
    "notices": Listing(
        "通知", columns.NOTICES, lambda asked: _Tabbed(code_of(asked.get("tab"), Tab) or Tab.TO_DO), _notices, _SIGNED
    ),
    "reviews": Listing(
        "审查", columns.REVIEWS,
        lambda asked: _Tabbed(code_of(asked.get("tab"), ReviewTab) or ReviewTab.WAITING), _reviews,
        frozenset({Role.REVIEWER}),
    ),
    "assignments": Listing("待交办", columns.WAITING, _plain, _waiting, _ROUTERS),
    "units": Listing("单位在办情况", columns.LOADS, _plain, _loads, _ROUTERS),
    "returns": Listing("退办申请", columns.RETURNS, _plain, _returns, _ROUTERS),
    "extensions": Listing("延期申请", columns.EXTENSIONS, _plain, _extensions, _ROUTERS),
    "submissions": Listing(
        "我的提案建议", columns.SUBMISSIONS, _plain, _submissions, frozenset({Role.SUBMITTER, Role.REVIEWER})
    ),
    "urges": Listing("催办记录", columns.URGES, _plain, _urges, _STAFF),
    "contacts": Listing("沟通记录", columns.CONTACTS, _plain, _contacts, _STAFF),
    "key_cases": Listing("重点件", columns.KEY_CASES, _plain, _key_cases, _STAFF),
    "silent": Listing(
        "未评价的答复", columns.SILENT, _plain, _silent, _ROUTERS,
        lambda row: row.delivery, _phones_noted("delivery"),
    ),
    "outbox": Listing(
        "未送达的邮件", columns.LOST_MAIL, _plain, _lost, _ROUTERS | {Role.ADMIN},
        noted=_phones_noted("outbox_message"),
    ),
    "journal": Listing(
        "审计日志", columns.AUDIT, list_forms.audit_filter, audit_list, frozenset({Role.AUDITOR, Role.ADMIN}),
        lambda row: row.seq, _journal_noted,
    ),
}  # fmt: skip


def offered(actor: Actor) -> dict[str, Listing]:
    """The lists that this reader may carry away, by their nouns."""
    return {noun: listing for noun, listing in LISTINGS.items() if actor.role in listing.roles}


def listing_of(noun: str, *, actor: Actor) -> Listing:
    """The list of a noun. Raises NotFound where there is none for this reader."""
    found = LISTINGS.get(noun)
    if found is None or actor.role not in found.roles:
        raise NotFound(kind="数据文件", key=text_of(noun, longest=40))
    return found
