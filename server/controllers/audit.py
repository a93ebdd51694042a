"""/audit — the journal for auditors, and its technical part for the administrator. Nothing here changes a row."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from cases.actions.readings import note_export
from cases.errors import NotFound
from cases.queries.audit import audit_list, chain_of_journal, every_audit_row
from cases.vocabulary import Role, Verb
from server import exports, pages
from server.auth import actor_of, roles
from server.forms import slice_of
from server.list_forms import audit_filter, pairs_of, spoken

AnyRequest = Request[Any, Any, Any]
_TITLE = "审计日志"


class AuditPages(Controller):
    path = "/audit"
    opt = roles(Role.AUDITOR, Role.ADMIN)

    @get("/")
    async def index(self, request: AnyRequest) -> Response[str]:
        """The rows that fit; with ``chain=1`` also whether the journal is whole, for which every row is read."""
        asked, actor = request.query_params, actor_of(request)
        wanted, part = audit_filter(asked), slice_of(asked)
        rows = await audit_list(wanted, actor=actor, page=part.page, per_page=part.per_page)
        return pages.answer(
            request,
            whole="audit/index.html",
            part="audit/_rows.html",
            wanted=wanted,
            asked=pairs_of(wanted),
            rows=rows,
            verbs=Verb,
            chain=await chain_of_journal(actor=actor) if asked.get("chain") == "1" else None,
        )

    @get("/{name:str}")
    async def export(self, request: AnyRequest, name: FromPath[str]) -> Response[Any]:
        """``/audit/journal.csv``, ``.xlsx``: every row that fits. That they were carried away is journaled, too."""
        if name not in ("journal.csv", "journal.xlsx"):
            raise NotFound(kind="数据文件", key=name[:40])
        as_csv = name.endswith(".csv")
        wanted, actor = audit_filter(request.query_params), actor_of(request)
        total = (await audit_list(wanted, actor=actor, per_page=1)).total
        most = exports.count_of_sheet(total, exports.MOST if as_csv else exports.MOST_ROWS)
        rows = await every_audit_row(wanted, actor=actor, most=most or 1)
        await note_export(len(rows), actor=actor)
        if as_csv:
            made = exports.as_csv(request, "dafu-journal", exports.AUDIT, rows)
            made.headers["Cache-Control"] = "no-store"
            return made
        return await exports.as_sheet(
            request, exports.AUDIT, rows, title=_TITLE, conditions=spoken(wanted), actor=actor
        )
