"""Whether somebody will do what a clause says, or it comes about by itself: what a project does by being there, harm,
growth of numbers.

Every rule takes the clause with titles, quoted words and brackets blanked (``clause_rules.mask``).
"""

import functools
import re

from cases.extracting.clauses import remembered
from cases.extracting.cues import either

_UNIT = re.compile(
    r"我[们局委市县区办镇院州省厅处站会队校单]|"
    r"(?:[局委办府镇乡心司队院校处]|部门|街道|中心|单位|分局)(?:也|还|均|都|就|即)?(?:将|会|拟|计划|可)"
)


@remembered
def has_unit(masked: str) -> bool:
    """Whether a body speaks of itself or is said to act."""
    return bool(_UNIT.search(masked))


_ITSELF = re.compile(
    r"^(?:[^,。;]{0,4}(?:同时|今后|届时|下一?步|另外|此外|后续|接下来),?|也|并|但|而)?(?:我[们局委办镇院厅处站会队校区县市]|本[局委办])"
)


@remembered
def speaks_for_itself(masked: str) -> bool:
    """Whether a body begins to say what it does itself; 我市 as an object (增加我市供水) begins nothing."""
    return bool(_ITSELF.match(masked)) or bool(_UNIT_WILL.search(masked))


_UNIT_WILL = re.compile(
    r"(?:[局委办府镇乡心司队院校处]|部门|街道|中心|单位|分局|我[们市县区])(?:也|还|均|都|就|即)?(?:将|会|拟|计划)"
)


_PROJECT_DOES = re.compile(
    r"(?:建成|完工|实施|投用|投入使用|竣工|通车|启用|开放|改造|完成|运行|投产|落地|运营)(?:之?后|以后)?[,]?"
    r"(?:也|还|均|都|就|即)?(?:将|可|能|可以|会|能够)|"
    r"^(?:该|此|本|新建)?(?:项目|工程|举措|措施|举|道路|路段|建设)(?:的|实施|建设)?[^,。;将]{0,10}将"
)


_WILL_DO = r"(?:将|可|能|可以|会|能够)"
_MANNER = r"(?:会|能|有效|极大|大大|进一步|切实|彻底|明显|显著|从根本上|全面|基本|更好地|的|地){0,3}"


@functools.cache
def _does_good() -> re.Pattern[str]:
    return re.compile(rf"^[^,。;]{{0,16}}?{_WILL_DO}{_MANNER}{either('effects')}|将(?:会)?(?:有所|得到|大大|极大|明显)")


# Nobody is named who would do it: the unit itself is meant.
_BARE_WILL = re.compile(
    r"^(?:(?:同时|此外|另外|今后|后续|近期|接下来|下一?步|届时|并|也|还|且|均|都),?){0,3}将(?:会)?(?:还|也|继续)?"
    r"(?!有效|极大|大大|明显|显著|得到|有所|缓解|带动|惠及|方便|减轻|填补|满足|成为|影响|受益|辐射|拉动|容纳)"
)
_STANDS = re.compile(r"项目|工程|举措|此举|建成|完工|竣工|投用|投入使用|实施后|改造后|落地|通车")


@remembered
def is_effect(masked: str, before: str = "") -> bool:
    """A project does good by being there; nobody undertakes that.

    before: the clause before it; where neither names a project, what 将 says without a subject the unit will do.
    """
    if not any(mark in masked for mark in "将可能会") or has_unit(masked):
        return False
    if _BARE_WILL.match(masked) and not _STANDS.search(before):
        return False
    return bool(_PROJECT_DOES.search(masked) or _does_good().search(masked))


_DOES_HARM = re.compile(r"(?:将|会|可能|容易|必然|势必)[^,。;]{0,4}(?:影响|导致|造成|产生|引起|引发|面临|存在|加剧)")
_POPULATION = re.compile(
    r"(?:人口|缺口|需求量|老龄化|总量|比重)[^,。;]{0,12}(?:达到|达|增加|增长|提升|为)|"
    r"(?:需求|压力|保有量|客流量?|车流量?|人流量?|生源|矛盾)[^,。;]{0,8}将?[^,。;]{0,6}(?:增加|增长|上升|攀升|扩大|突破|加剧|加大|凸显|减少|下降)"
)


@remembered
def does_harm(masked: str) -> bool:
    """What would follow if one did it: the clauses before it were a supposition."""
    return bool(_DOES_HARM.search(masked))


@remembered
def forecasts(masked: str) -> bool:
    """What will come about by itself, above all the number of people."""
    return bool(_POPULATION.search(masked))
