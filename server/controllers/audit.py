"""/audit — the journal for auditors, and its technical part for the administrator. Nothing here changes a row."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from cases.errors import NotFound
from cases.queries.audit import audit_list, chain_of_journal
from cases.vocabulary import Role, Verb
from server import exports, pages
from server.auth import actor_of, roles
from server.forms import slice_of
from server.list_forms import audit_filter, pairs_of

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
        return await exports.download(request, "journal", name.partition(".")[2])
