"""/help — the user's guide and the statements a public site owes its readers."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from cases.errors import NotFound
from cases.vocabulary import (
    Category,
    CommitmentLabel,
    CommitmentState,
    Comparator,
    DocumentKind,
    Flag,
    Outcome,
    ValueSource,
)
from server import columns, pages
from server.auth import ALIKE
from server.forms import text_of

PAGES = ("guide", "terms", "data", "accessibility", "correction")
LISTS: dict[str, Any] = {
    "labels": CommitmentLabel,
    "states": CommitmentState,
    "categories": Category,
    "kinds": DocumentKind,
    "sources": ValueSource,
    "flags": Flag,
    "comparators": Comparator,
    "outcomes": Outcome,
}
COLUMNS = {"答复": columns.REPLIES, "承诺": columns.COMMITMENTS, "成果数据": columns.FIGURES}


class HelpPages(Controller):
    path = "/help"
    opt = ALIKE

    @get("/{name:str}")
    async def one(self, request: Request[Any, Any, Any], name: FromPath[str]) -> Response[str]:
        """One page of the guide. Its lists of words are the vocabulary itself."""
        if name not in PAGES:
            raise NotFound(kind="帮助页", key=text_of(name, longest=20))
        return pages.page(request, f"help/{name}.html", columns=COLUMNS, **LISTS)
