"""What the archive's own documents say of one another, as people read them: the yardstick of proposals and series.

Documents are named by their place, kind and year of the day they state (None: the page states none). A pair is known
by words that its two sentences hold, a series by its points.
"""

from dataclasses import dataclass

Paper = tuple[str, str, int | None]
CITY, SOUTH = "杭州市", "平顶山市"
PLAN, FIRST = (CITY, "plan", 2022), (CITY, "reply", 2023)
SECOND, PRESS = (CITY, "reply", 2024), (CITY, "press_conference", None)


@dataclass(frozen=True)
class GoldPair:
    """A promise and its delivery. earlier and later: papers; said: words of the promise, folded; told: of the other."""

    name: str
    earlier: tuple[Paper, ...]
    said: str
    later: tuple[Paper, ...]
    told: str
    repeated: bool = False


PAIRS = (
    GoldPair("P1", (PLAN,), "机构认定管理暂行办法", (FIRST,), "机构认定管理暂行办法"),
    GoldPair("P2", (PLAN,), "养老服务设施布局规划", (FIRST,), "设施布局专项规划"),
    GoldPair("P3", (PLAN,), "婴幼儿照护服务示范城市", (SECOND,), "婴幼儿照护服务示范城市"),
    GoldPair("P5", (SECOND,), "社区嵌入式服务设施建设工程", (PRESS,), "社区嵌入式服务设施建设工程"),
    GoldPair("P6", (PLAN,), "婴幼儿成长驿站", (PRESS,), "管理与服务规范"),
    GoldPair("P7", (SECOND,), "普惠托育服务发展示范项目", (PRESS,), "普惠托育服务发展示范项目"),
    GoldPair("P8", (PLAN, FIRST), "照护服务设施配建办法", (PRESS,), "343处"),
    GoldPair("P9", (PLAN,), "专班工作机制", (FIRST,), "专班工作机制", repeated=True),
)
# Promised and never told of again: nothing may be proposed for it.
OPEN = ("P4", FIRST, "社区服务综合体建设的实施意见")


@dataclass(frozen=True)
class GoldSeries:
    """A figure over time: (year of the paper, value) of each point, the target's (due year, value), the sure ones
    being well comparable."""

    name: str
    points: frozenset[tuple[int | None, str]]
    target: tuple[int, str] | None = None
    place: str = CITY
    sure: bool = True


def _series(name: str, *points: tuple[int | None, str], **more: object) -> GoldSeries:
    return GoldSeries(name, frozenset(points), **more)  # type: ignore[arg-type]


SERIES = (
    _series("F1", (2023, "450"), (2024, "657"), (None, "735")),
    _series("F2", (2023, "227"), (2024, "367")),
    _series("F3", (2023, "78.24"), target=(2025, "100")),
    _series("F4", (2023, "98.96"), (2024, "99.48"), (None, "99.48"), sure=False),
    _series("F5", (2023, "1085"), (2024, "1356")),
    _series("F6", (2022, "44000"), (2024, "54000")),
    _series("F7", (2024, "4.4"), target=(2025, "4.6")),
    _series("F8", (2023, "25.67"), target=(2025, "28")),
    _series("F9", (2023, "84.66"), target=(2025, "90")),
    _series("F10", (2023, "1600"), (None, "2200")),
    _series("F11", (2023, "2827"), (None, "2900"), sure=False),
    _series("F12", (2024, "100"), target=(2025, "350")),
    _series("F13", (2024, "53"), (None, "53")),
    # Told twice within one paper, by the submitter and in the reply.
    _series("registered", (2024, "32"), (2024, "53"), place=SOUTH),
    _series("places", (2024, "13380"), place=SOUTH),
)
