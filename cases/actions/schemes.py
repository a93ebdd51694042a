"""The administrator changes the rules: always as a new version, so that cases which have begun keep theirs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cases.actor import Actor
from cases.database import write_tx
from cases.errors import Forbidden, NoScheme, Outdated, SchemeWrong
from cases.journal import record
from cases.permissions import can
from cases.schemes import Rules, data_of, rules_from
from cases.tables import Scheme
from cases.vocabulary import Verb


async def add_version(
    name: str, seen: int, title: str, data: Mapping[str, Any], *, valid_from: date, actor: Actor
) -> Rules:
    """Make a new version of a rule set, in force from a day on.

    seen: the newest version when the form was opened. Raises Forbidden, NoScheme, Outdated, SchemeWrong.
    """
    if not can(actor, Verb.MANAGE_SCHEME):
        raise Forbidden(act=Verb.MANAGE_SCHEME.label)
    if not title.strip():
        raise SchemeWrong("名称", "", "请写一个看得懂的名称")
    async with write_tx():
        newest = await Scheme.select().where(Scheme.name == name).order_by(Scheme.version, ascending=False).first()
        if newest is None:
            raise NoScheme(key=name)
        if newest["version"] != seen:
            raise Outdated(kind="办理规则", key=newest["title"])
        rules = rules_from(name, seen + 1, title.strip()[:60], data)
        kept = data_of(rules)
        row = Scheme(name=name, version=rules.version, title=rules.title, valid_from=valid_from, data=kept)
        await Scheme.insert(row)
        await record(actor, Verb.MANAGE_SCHEME, "scheme", row.id, old=f"{name}/{seen}", new=rules.key,
                     reason=f"{valid_from.isoformat()} 起施行")  # fmt: skip
    return rules
