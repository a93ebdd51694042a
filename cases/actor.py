"""Who acts: every action and every query is given one, and every journal row names one."""

from dataclasses import dataclass, field

from cases.vocabulary import Role


@dataclass(slots=True)
class Once:
    """The key of the form that an act came with. taken: its row was written by this very request."""

    key: str
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """One person in one post. Ids are rows of people, departments, bodies and posts; None where there is none.

    name: for display only, never an identity. person: who really acts. acts_as: whose post it is, where somebody
    stands in for its owner (AB角), and on_behalf_of that owner's name. unit: of a unit's people; body: of the people
    of a congress or committee. level: the rung of approval that the post signs at. once: set where a form was sent.
    """

    name: str
    role: Role
    person: int | None = None
    unit: int | None = None
    on_behalf_of: str | None = None
    body: int | None = None
    acts_as: int | None = None
    post: int | None = None
    level: int = 0
    once: Once | None = field(default=None, compare=False, repr=False)

    @property
    def owner(self) -> int | None:
        """The person in whose name things are done: the owner of the post."""
        return self.acts_as if self.acts_as is not None else self.person

    @property
    def spoken(self) -> str:
        """As the act is signed: 赵六（代钱七）."""
        return f"{self.name}（代{self.on_behalf_of}）" if self.on_behalf_of else self.name

    @property
    def entrusted(self) -> str:
        """As a paper is signed by somebody who stands in: 赵六（受钱七委托）."""
        return f"{self.name}（受{self.on_behalf_of}委托）" if self.on_behalf_of else self.name


PUBLIC = Actor("公众", Role.PUBLIC)
OFFICE = Actor("值守人员", Role.OPERATOR)
IMPORTER = Actor("导入程序", Role.IMPORTER)
SYSTEM = Actor("系统", Role.SYSTEM)
