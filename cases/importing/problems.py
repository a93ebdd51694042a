"""What an import asks a person to look at."""

from typing import Any

from cases.importing.document_rows import as_json
from cases.tables import ImportProblem
from cases.vocabulary import ProblemCode, ProblemState

_SENTENCES = {
    ProblemCode.UNKNOWN_DEPARTMENT: "没有认出“{name}”是哪个单位。请选定单位，以后遇到同名会自动认出。",
    ProblemCode.SAME_NUMBER: "“{name}”与已入库的另一份文件同号（{key}），但内容不同，两份都已保留。请核对案号。",
    ProblemCode.NOT_SAVED: "“{name}”已读出，但未能入库。请重试；仍不行请把本条告诉管理员。",
}


async def open_problem(
    code: ProblemCode,
    *,
    run: int | None,
    item: int | None,
    data: dict[str, Any],
    document: int | None = None,
    case: int | None = None,
    assignment: int | None = None,
    unknown_name: str | None = None,
) -> int:
    """Enter a problem, inside the caller's ``write_tx``; the same open problem of a thing is entered once."""
    same = ImportProblem.select(ImportProblem.id).where(
        (ImportProblem.code == code.value) & (ImportProblem.state == ProblemState.OPEN.value)
    )
    for column, value in (
        (ImportProblem.document, document),
        (ImportProblem.case, case),
        (ImportProblem.unknown_name, unknown_name),
    ):
        same = same.where(column.is_null() if value is None else column == value)
    known = await same.first()
    if known is not None:
        return known["id"]
    row = ImportProblem(
        run=run,
        item=item,
        document=document,
        case=case,
        assignment=assignment,
        code=code.value,
        message=_SENTENCES[code].format(**data),
        data=as_json(data),
        unknown_name=unknown_name,
    )
    await ImportProblem.insert(row)
    return row.id
