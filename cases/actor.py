"""Who acts: every action and every query is given one, and every journal row names one."""

from dataclasses import dataclass

from cases.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """person and unit are ids (people, departments), None for a machine or somebody without an account.

    name: for display only, never an identity. on_behalf_of: the name of whoever asked staff to act for them.
    """

    name: str
    role: Role
    person: int | None = None
    unit: int | None = None
    on_behalf_of: str | None = None


PUBLIC = Actor("公众", Role.PUBLIC)
OFFICE = Actor("工作人员", Role.OPERATOR)
IMPORTER = Actor("导入程序", Role.IMPORTER)
