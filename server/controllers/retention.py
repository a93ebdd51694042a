"""/administration/retention — for administrator and auditor: what is kept for how long, and what went last night."""

from datetime import timedelta
from typing import Any

from litestar import Controller, Request, Response, get

from cases.actions.retention import OTHERS, RULES
from cases.queries.retention import last_round
from cases.vocabulary import Role
from cases.vocabulary.retention import STAYS, WHY
from server import pages
from server.auth import roles


class RetentionPages(Controller):
    path = "/administration/retention"
    opt = roles(Role.ADMIN, Role.AUDITOR)

    @get("/")
    async def index(self, request: Request[Any, Any, Any]) -> Response[str]:
        """The whole table, and the last daily round."""
        kept = {**{rule.what: rule.kept for rule in RULES}, **OTHERS}
        rows = [(what, spoken(kept[what]), why) for what, why in WHY.items()]
        return pages.page(request, "retention/index.html", rows=rows, stays=STAYS, last=await last_round())


def spoken(kept: timedelta) -> str:
    """A span of whole days as people say it."""
    return "半年" if kept.days == 183 else f"{kept.days} 天"
