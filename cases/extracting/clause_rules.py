"""What the words of a single clause say, each rule by itself: condition, purpose, quotation, thanks.

Every rule takes the clause with titles, quoted words and brackets blanked (``mask``).
"""

import functools
import re

from cases.extracting.clauses import remembered
from cases.extracting.cues import either, pattern

_BLANKED = re.compile(r"《[^》\n]{1,120}》|“(?!十[二三四五六七]五”)[^”\n]{3,120}”|\"[^\"\n]{3,120}\"|\([^()\n]{1,60}\)")


@remembered
def mask(text: str) -> str:
    """The clause with titles, quoted words and brackets blanked, for what they say is not said here."""
    if not any(mark in text for mark in '《“("'):
        return text
    return _BLANKED.sub(lambda match: match[0][0] + "□" * (len(match[0]) - 2) + match[0][-1], text)


_ENABLED = (
    r"(?:条件(?:成熟|允许|具备|许可)|资金(?:到位|落实|下达|允许)|时机成熟|政策(?:允许|支持)|"
    r"批复|批准|立项|到位|下达|审批通过)"
)
_AT_ONCE = r"(?:结束|完成|通过)后(?:立即|马上|再)"
_CONDITION = re.compile(
    r"(?:^|[,、时])(?:只能|还?需|须)?(?:待(?!遇|人|业|命|岗|客|办)|等到?(?!候)|如果|如能|如需|如有|如(?=[^,。;]{0,12}(?:可|能|需|有|条件|资金|允许|批准|通过|到位))|若(?!干)|"
    r"倘若|一旦|视(?=[^,。;]{1,16}情况)|只有|只要|在[^,。;]{2,24}(?:前提下|情况下|条件下))"
    rf"|待(?!遇|人|业|命|岗|客|办)[^,。;]{{2,40}}(?:后|之后|时|再|,|$)|{_ENABLED}(?:后|之后|时|的情况下|的前提下)"
    r"|一(?:建成|完成|确定|到位|下达|批复)(?:即|就|便|立即|$)|在[^,。;]{2,20}条件(?:成熟|允许|具备)|必要时|有条件的"
    rf"|{_AT_ONCE}"
)
_CONJUNCTION = re.compile(
    r"^(?:但|而|同时|所以|因此|今后|下一?步)?(?:只能|还?需|须)?(?:待|等|如|若(?!干)|倘若|一旦|只有|只要)"
)
_ONCE = re.compile(
    rf"{_ENABLED}(?:后|之后|时|的情况下|的前提下)|{_AT_ONCE}|一(?:建成|完成|确定|到位|下达|批复)(?:即|就|便|立即|$)"
)
_AWAITED = re.compile(r"待(?!遇|人|业|命|岗|客|办)[^,。;]{2,40}(?:后|之后|时|再|,|$)|^等[^,。;]{2,40}后")


@remembered
def is_condition(masked: str) -> bool:
    """Whether a clause makes what follows depend on something outside."""
    return bool(_CONDITION.search(masked))


@remembered
def supposes(masked: str) -> bool:
    """Whether it is a condition by which what follows will be done, not merely a manner of doing it."""
    return opens_condition(masked) or is_awaited(masked) or bool(_ONCE.search(masked))


@remembered
def opens_condition(masked: str) -> bool:
    """Whether it begins with the conjunction of a condition."""
    return bool(_CONJUNCTION.match(masked))


@remembered
def is_awaited(masked: str) -> bool:
    """待…后: what follows will be done then, whatever words say so."""
    return bool(_AWAITED.search(masked))


@remembered
def then_acts(masked: str) -> bool:
    """Whether a condition's own clause also says what is done then (待批复后实施)."""
    for match in re.finditer(r"后|时|再|予以|给予|就|即|可|通过|有条件的", masked):
        if match.start() > 0 and pattern("hard_verbs").search(masked, match.end()):
            return True
    return masked.startswith(("必要时", "有条件的"))


_STATIVE = re.compile(
    r"(?:任务|目标|重点|内容|职责|原则|关键)(?:主要|就)?是|"
    r"(?:部门|单位|主体|性质|对象|标准|金额|面积|长度|总投资|职能)(?:均|主要)?为|"
    r"(?:计划|拟|规划)[^,。;]{2,30}的(?:位置|地点|区域|地块|方案|项目|路段)(?!进行|予以|实施|开展)"
)
_COPULA = re.compile(r"(?<![别其要凡总还但可于只若又不])是(?!否)|能不能|是否|有没有|怎么|如何(?=[^,。;]{0,12}[?]?$)")
_ATTRIBUTIVE = re.compile(r"[^,。;]{0,4}的(?=[\u4e00-\u9fff])")
_DETAILS = re.compile(r"该|其中|包括|总|共|全长|主要")


@remembered
def is_stative(masked: str) -> bool:
    """Whether it only says what something is or holds; 涉及的 before a noun is its attribute."""
    if _STATIVE.search(masked):
        return True
    return "将" not in masked and any(
        not _ATTRIBUTIVE.match(masked, match.end()) for match in pattern("statives").finditer(masked)
    )


@remembered
def is_copula(masked: str) -> bool:
    """Whether it equates or asks; with a marker of the future it may still promise."""
    return (
        "是" in masked or "能不能" in masked or "如何" in masked or "怎么" in masked or "有没有" in masked
    ) and bool(_COPULA.search(masked, 2))


@remembered
def gives_details(masked: str) -> bool:
    """Whether it spells out what was just said (该工程全长…)."""
    return bool(_DETAILS.match(masked))


@functools.cache
def _cited() -> re.Pattern[str]:
    source = r"(?:》|文件|会议|会上|双方|上级|省[厅委]|国家|纲要|[^,]条例|办法|通知)"
    manner = r"(?:均|也|已|中|一致|初步|原则上?|就[^,。;]{2,30})?(?:明确|已)?"
    return re.compile(source + manner + "(?:" + either("cited") + "|同意|认为|议定|决定)")


@remembered
def cites(masked: str) -> bool:
    """What a paper or a meeting says, not the unit."""
    found = _cited().search(masked)
    return found is not None and not re.search(r"根据|按照|依据|落实|贯彻|对照|遵照", masked[: found.start()])


_CLOSES = re.compile(r"以上答复|不满意|(?:及时|随时|直接)与我|继续努力$")
_YOURS = re.compile("[您你]|委员的|代表的")
_WISHES = re.compile(r"(?:^|[,、]|届时|同时|并|也|我们|我[局委镇])(?:希望|请求|建议|恳请|呼吁|望|请(?![示教]))")
_TAKEN_UP = re.compile(
    r"[将把](?:您|你|委员|代表)们?[^,。;]{0,6}(?:提出|反映|所提)的[^,。;将把]{2,20}?(?=纳入|列入|列为|上报|提交)|"
    r"(?:根据|结合|按照|针对|围绕)[您你]们?[^,。;]{0,6}(?:提出|反映|所提)的[^,。;]{0,12}?(?:建议|意见|问题|提案)"
)
_ASKED = re.compile(r"(?:您|你|委员|代表|贵委)[^,。;]{0,36}(?:提出|所提|反映|提及|提到)")


@remembered
def is_courtesy(masked: str) -> bool:
    """Thanks, praise and wishes; also what somebody else asked for, unless the unit says what it does with that."""
    masked = _TAKEN_UP.sub("将", masked)
    return wishes(masked) or bool(pattern("courtesy", "demands").search(masked) or _ASKED.search(masked))


@remembered
def closes(masked: str) -> bool:
    """Whether the letter takes its leave; nothing after it in the sentence is meant as a promise."""
    return bool(_CLOSES.search(masked))


@remembered
def wishes(masked: str) -> bool:
    """Whether it asks somebody else to act."""
    return bool(_WISHES.search(masked))


@remembered
def is_about_you(masked: str) -> bool:
    """Whether it speaks to the submitter."""
    return bool(_YOURS.search(masked))


_NO_PURPOSE = r"(?:提供|配备|增加|安排|建|设)"
# Why, on what ground, when and about what: never a promise by itself.
_SETTING = re.compile(
    rf"^(?:为(?![^,。;]{{0,40}}{_NO_PURPOSE})|由于|因|鉴于|根据|按照|依据|关于|随着|围绕|自|经(?!费)|以[^,。;]{{2,20}}为)"
    r"|^(?:对于|对(?![接照标口比应付])|针对)[^,。;]{0,80}(?:问题|建议|情况|意见|诉求|需求|方面|现象|内容)$"
    r"|^[^,。;]{1,16}方面$"
    r"|^[^,。;]{0,60}(?<!今)(?:之后|以后|以前|之前|前提下|基础上|情况下|条件下|过程中|期间|的同时|后|时|"
    r"(?:工作|过程|实践|项目|进程|阶段)中)$"
    r"|^(?:力争|争取|预计|计划)?[到至于在]?(?:\d{4}年|今年|本年|明年|后年|来年|年|\d{1,2}月|“?十[三四五六]五”?)"
    r"(?:度|[底末初中]|[上下]半年|第?[一二三四]季度|\d{1,2}月(?:[底末初份中]|[上中下]旬)?(?:\d{1,2}[日号])?|\d{1,2}[日号])?"
    r"(?:以前|之前|前后|前|左右|期间|时期|期末|末|内|间|初)?$"
)


@remembered
def sets_scene(masked: str) -> bool:
    """Whether it only leads up to what follows: ground, occasion, date, matter."""
    return bool(_SETTING.search(masked))


_FOR = re.compile(r"(?:从而|进而|同时)?[,也还]?为[^,。;]{1,40}(?:营造|创造|提供|打造|奠定|贡献|作出|做出|打下|打好)")


@functools.cache
def _starts_with_purpose() -> re.Pattern[str]:
    return re.compile("(?:并|也|同时|,)?" + either("purposes"))


@remembered
def is_purpose(masked: str) -> bool:
    """What something is done for. Only after another clause; at the head of a sentence it may be the deed itself."""
    return bool(_starts_with_purpose().match(masked) or _FOR.match(masked))


_DUTY = re.compile(
    r"(?<![需重主必简首只纪])要(?![求点素件么闻害道])|应当|(?<![供相对反响适])应(?![急用对届聘运])|须(?!知)|(?<!所)需(?!求)"
)


@remembered
def is_duty(masked: str) -> bool:
    """What ought to be done by somebody."""
    return bool(_DUTY.search(masked))


_LABEL = re.compile(
    r"[\[(【]?(?:责任|牵头|主办|配合|承办|落实|实施|联系|抄送|签发|审核)(?:单位|部门|人|电话)?[:]|[\[(【]责任|"
    r"(?![^,。;]{0,24}(?:将|拟|会同|联合|督促|配合|向|请|由))"
    r"[\u4e00-\u9fff()]{2,24}(?:(?<![布结格])局|委员会|政府|办公室|中心|大队|街道办事处)$"
)


@remembered
def is_label(masked: str) -> bool:
    """A list of responsible bodies, a field, a bare name: no sentence at all."""
    return bool(_LABEL.match(masked))
