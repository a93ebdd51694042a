"""I2, I3, I7: nothing happened twice or half, states are those the journal tells of, one unit leads a case."""

from typing import Any

from cases import tables
from cases.database import engine
from cases.invariants.findings import MOST, Violation
from cases.moves import MOVES
from cases.vocabulary import ENDED, LEADING, AssignmentRole, CaseState, Machine
from cases.workflow import STATES, TABLES

# Keys under which something is done once, whoever asks how often.
_ONCE = (
    (tables.DoneRequest, "key"),
    (tables.Notice, "key"),
    (tables.OutboxMessage, "key"),
    (tables.Case, "receipt_no"),
    (tables.Case, "key"),
)


async def nothing_is_done_twice() -> list[Violation]:
    """I2. No form was carried out twice, nobody told or numbered twice; no number of the journal given and not used."""
    found = []
    for table, column in _ONCE:
        name = table._meta.tablename
        rows = await table.raw(
            f'SELECT "{column}" AS said FROM "{name}" WHERE "{column}" IS NOT NULL'  # nosec B608 # noqa: S608 - names of our own
            f' GROUP BY "{column}" HAVING count(*) > 1 LIMIT {MOST}'
        )
        found += [Violation("I2", f"{name} 的 {column} 有两行相同：{row['said']}", name) for row in rows]
    counted = await tables.Counter.select(tables.Counter.value).where(tables.Counter.name == "journal").first()
    last = (await tables.JournalEntry.raw('SELECT coalesce(max(seq), 0) AS seq FROM "journal"'))[0]["seq"]
    if (counted["value"] if counted else 0) != last:
        found.append(Violation("I2", f"审计日志写到第 {last} 条，计数器却是 {counted['value'] if counted else 0}"))
    return found


async def states_are_journaled() -> list[Violation]:
    """I3. What went through moves is in the state that the last row of the journal about it gives, and back."""
    found = []
    for machine in Machine:
        table, name = TABLES[machine], TABLES[machine]._meta.tablename
        verbs = ", ".join(sorted({f"'{move.verb.value}'" for move in MOVES if move.machine is machine}))
        rows = await table.raw(
            f"SELECT t.id AS id, t.state AS state, j.new AS said, j.seq AS seq FROM (SELECT thing_id, max(seq) AS seq"  # nosec B608 # noqa: S608 - names of our own
            f" FROM journal WHERE thing = '{machine.value}' AND verb IN ({verbs}) GROUP BY thing_id) last"
            f' JOIN journal j ON j.seq = last.seq LEFT JOIN "{name}" t ON t.id = last.thing_id'
        )
        for row in rows:
            told = (row["said"] or "").partition(": ")[0]
            if told != row["state"] and told in {state.value for state in STATES[machine]}:
                what = (
                    f"{machine.label}第 {row['id']} 号的状态是 {row['state']}，审计日志第 {row['seq']} 条写的是 {told}"
                )
                found.append(Violation("I3", what, name, row["id"]))
    return found[:MOST]


async def states_can_be(most: int = MOST) -> list[Violation]:
    """I7. Every state is one that the moves know, and what lies together fits together.

    At most one unit leads a case or answers it alone; a unit at work has a day; a case under way has a unit that
    answers; a case that was merged names the other one.
    """
    found = []
    for machine in Machine:
        name, codes = TABLES[machine]._meta.tablename, ", ".join(f"'{state.value}'" for state in STATES[machine])
        found += await _rows("I7", name, f"state NOT IN ({codes})", "的状态不在规定之内")
    ended = ", ".join(f"'{state.value}'" for state in ENDED)
    leads = ", ".join(f"'{role.value}'" for role in (AssignmentRole.SOLE, AssignmentRole.LEAD))
    twice = await tables.Assignment.raw(
        f'SELECT "case" AS id FROM assignments WHERE role IN ({leads}) AND state NOT IN ({ended})'  # nosec B608 # noqa: S608 - names of our own
        f' GROUP BY "case" HAVING count(*) > 1 LIMIT {MOST}'
    )
    found += [Violation("I7", f"提案建议第 {row['id']} 号有两个主办单位", "cases", row["id"]) for row in twice]
    answering = ", ".join(f"'{role.value}'" for role in LEADING)
    at_work = f'a."case" = cases.id AND a.role IN ({answering}) AND a.state NOT IN ({ended})'
    under_way = (
        f"state = '{CaseState.IN_HANDLING.value}'"  # nosec B608 # noqa: S608 - codes of our own
        f" AND NOT EXISTS (SELECT 1 FROM assignments a WHERE {at_work})"
    )
    found += await _rows("I7", "cases", under_way, "在办，却没有主办单位")
    merged = f"state = '{CaseState.MERGED.value}' AND merged_into IS NULL"
    found += await _rows("I7", "cases", merged, "已并案，却没有写并入哪一件")
    backwards = "due_on IS NOT NULL AND assigned_on IS NOT NULL AND due_on < assigned_on AND first_due_on IS NOT NULL"
    found += await _rows("I7", "assignments", backwards, "的期限早于交办日")
    return found[:most]


async def _rows(invariant: str, table: str, where: str, what: str) -> list[Violation]:
    rows: list[dict[str, Any]] = await engine()._run_in_new_connection(
        f'SELECT id FROM "{table}" WHERE {where} ORDER BY id LIMIT {MOST}'  # nosec B608 # noqa: S608 - names of our own
    )
    return [Violation(invariant, f"{table} 第 {row['id']} 行{what}", table, row["id"]) for row in rows]
