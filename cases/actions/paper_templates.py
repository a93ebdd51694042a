"""The administrator brings Word templates of the office, and says by which of them papers are made."""

import asyncio

from cases import files
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.errors import Forbidden, NotFound, Outdated, TemplateUnfit
from cases.journal import record
from cases.papers.template_checks import faults_of
from cases.permissions import can
from cases.tables import PaperTemplate
from cases.tables.columns import Changes
from cases.vocabulary import Verb
from cases.vocabulary.papers import PaperKind

_T, _NOUN = PaperTemplate, "公文模板"
_BUILT_IN = "系统格式"


async def add_template(kind: PaperKind, name: str, data: bytes, *, folder: files.Place, actor: Actor) -> int:
    """Keep a file that is fit to be a template; its version. It is not in force by that.

    folder: of the file store. Raises Forbidden, TemplateUnfit with all that is wrong, and a FileError where the file
    cannot be read.
    """
    _allowed(actor)
    faults = await asyncio.to_thread(faults_of, kind, name, data)
    if faults:
        raise TemplateUnfit(name=name, faults=tuple(map(str, faults)))
    sha256 = await asyncio.to_thread(files.put, folder, data)
    async with write_tx():
        newest = await _T.select(_T.version).where(_T.kind == kind.value).order_by(_T.version, ascending=False).first()
        row = _T(
            kind=kind.value, version=newest["version"] + 1 if newest else 1, name=name, size=len(data), sha256=sha256,
            added_by=actor.person,
        )  # fmt: skip
        await _T.insert(row)
        await record(
            actor, Verb.MANAGE_PAPER_TEMPLATE, "paper_template", row.id, new=f"{kind.label} 第 {row.version} 版 {name}"
        )
    return int(row.version)


async def put_in_force(kind: PaperKind, version: int, *, seen: int, actor: Actor) -> None:
    """Make the papers of a kind by a version from now on; 0 gives them back the form of the system.

    seen: what was in force when the form was opened. Raises Forbidden, NotFound, Outdated.
    """
    _allowed(actor)
    async with write_tx():
        rows = await _T.select(_T.id, _T.version, _T.in_force).where(_T.kind == kind.value)
        ids = {row["version"]: row["id"] for row in rows}
        before = next((row["version"] for row in rows if row["in_force"]), 0)
        if version and version not in ids:
            raise NotFound(kind=_NOUN, key=f"{kind.label} 第 {version} 版")
        if before != seen:
            raise Outdated(kind=_NOUN, key=kind.label)
        if version == before:
            return
        if before:
            await _T.update({_T.in_force: False}).where(_T.id == ids[before])
        if version:
            put: Changes = {_T.in_force: True, _T.put_by: actor.person, _T.put_at: now()}
            await _T.update(put).where(_T.id == ids[version])
        await record(
            actor, Verb.MANAGE_PAPER_TEMPLATE, "paper_template", ids[version or before],
            old=_said(kind, before), new=_said(kind, version),
        )  # fmt: skip


def _said(kind: PaperKind, version: int) -> str:
    return f"{kind.label} {f'第 {version} 版' if version else _BUILT_IN}"


def _allowed(actor: Actor) -> None:
    if not can(actor, Verb.MANAGE_PAPER_TEMPLATE):
        raise Forbidden(act=Verb.MANAGE_PAPER_TEMPLATE.label)
