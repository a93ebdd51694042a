"""One case in the middle of its life as plain facts, to be changed in one place for a test."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cases.actor import Actor
from cases.clock import today
from cases.facts import Facts
from cases.resources import fixtures
from cases.schemes import Rules, rules_from
from cases.vocabulary import Role

PERSON, UNIT, BODY, DRAFTER = 1, 2, 3, 77
CASE = {
    "id": 1, "state": "in_handling", "version": 1, "track": "cppcc", "audience": "parties", "body": BODY,
    "recorded_by": None, "identity_kept": False, "submitter_kind": "individual", "category": None, "round": 1,
    "key_case": False, "consent_publish": True,
}  # fmt: skip
ROWS: dict[str, dict[str, Any]] = {
    "submitters": {"position": 0, "person": PERSON, "signature": "signed", "responsible": None},
    "texts": {"kind": "working", "number": 1, "title": "关于养老", "situation": "情况",
              "analysis": "分析", "recommendations": "建议", "updated_at": datetime(2026, 6, 1, tzinfo=UTC)},
    "assignments": {"id": 5, "case": 1, "department": UNIT, "role": "lead", "state": "working", "version": 1,
                    "assigned_on": today(), "due_on": today() + timedelta(days=30), "handler": None},
    "replies": {"id": 7, "case": 1, "assignment": 5, "department": UNIT, "kind": "reply", "state": "drafting",
                "version": 1, "number": 1, "round": 1, "audience": "units", "drafter": DRAFTER, "result_class": "B",
                "class_semantic": "in_progress", "disclosure": "proactive", "stance": None, "adoption": None,
                "no_commitments": True, "approval_level": 1},
    "reply_texts": {"reply": 7, "kind": "working", "number": 1, "body": "正文", "author": DRAFTER},
    "contacts": {"assignment": 5, "created_at": datetime(2026, 6, 1, tzinfo=UTC)},
    "reply_contacts": {"reply": 7, "person": "王", "phone": "1"},
}  # fmt: skip


@cache
def rules(name: str = "cppcc-default") -> Rules:
    """A rule set that ships."""
    data = tomllib.loads((fixtures() / "schemes.toml").read_text(encoding="utf-8"))[name]
    return rules_from(name, 1, data["title"], data)


def changed(row: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """A row with some columns changed."""
    return {**row, **more}


def facts(**given: Any) -> Facts:
    """The facts with some changed: ``case`` a mapping, every other a list of rows, completed by the usual one."""
    rows: dict[str, Any] = {name: (row,) for name, row in ROWS.items()}
    for name, value in given.items():
        if isinstance(value, Sequence):
            rows[name] = tuple(changed(ROWS.get(name, {}), row) for row in value)
        elif name != "case":
            rows[name] = value
    return Facts(case=changed(CASE, given.get("case", {})), rules=rules(), today=today(), **rows)


def actor(role: Role, *, person: int = PERSON, level: int = 9, acts_as: int | None = None) -> Actor:
    """Somebody of the case's own unit and body."""
    return Actor("甲", role, person=person, unit=UNIT, body=BODY, level=level, acts_as=acts_as)
