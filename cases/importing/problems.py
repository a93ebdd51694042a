"""What an import asks a person to look at: an error that stopped one file, or a doubt about one that was kept."""

from cases.errors import CaseError
from cases.importing.document_rows import as_json
from cases.tables import ImportProblem
from cases.vocabulary import ProblemState


async def open_problem(
    error: CaseError,
    *,
    run: int | None,
    item: int | None,
    document: int | None = None,
    case: int | None = None,
    assignment: int | None = None,
    unknown_name: str | None = None,
) -> int:
    """Enter a problem, inside the caller's ``write_tx``; the same open problem of a thing is entered once."""
    same = (ImportProblem.code == error.code) & (ImportProblem.state == ProblemState.OPEN.value)
    for column, value in (
        (ImportProblem.item, item),
        (ImportProblem.document, document),
        (ImportProblem.case, case),
        (ImportProblem.unknown_name, unknown_name),
    ):
        same &= column.is_null() if value is None else column == value
    known = await ImportProblem.select(ImportProblem.id).where(same).first()
    if known is not None:
        return known["id"]
    row = ImportProblem(
        run=run,
        item=item,
        document=document,
        case=case,
        assignment=assignment,
        code=error.code,
        message=str(error),
        data=as_json(error.data()),
        unknown_name=unknown_name,
    )
    await ImportProblem.insert(row)
    return row.id
