"""Which kinds have templates, and by which of them papers are made."""

import pytest

from cases import database as door
from cases.queries.paper_templates import template_in_force, template_kinds
from cases.tables import PaperTemplate
from cases.vocabulary import Role
from cases.vocabulary.papers import PaperKind
from tests.accounts import actor_as

pytestmark = pytest.mark.anyio


async def test_kinds_with_their_current_one(sqlite_url, anyio_backend):
    await door.open_database(sqlite_url, migrated=False)
    for version, kind, now in ((1, "reply", False), (2, "reply", True), (1, "receipt", False)):
        row = PaperTemplate(kind=kind, version=version, name="a.docx", sha256=f"{kind}{version}", in_force=now)
        await PaperTemplate.insert(row)
    kinds = await template_kinds(await actor_as(Role.ADMIN))
    assert {kind: (row.versions, row.current and row.current.version) for kind, row in kinds.items()} == {
        PaperKind.REPLY: (2, 2), PaperKind.RECEIPT: (1, None),
    }  # fmt: skip
    assert await template_in_force(PaperKind.REPLY) == "reply2"
    assert await template_in_force(PaperKind.RECEIPT) is None
    assert await template_kinds(await actor_as(Role.AUDITOR)) == {}
    await door.close()
