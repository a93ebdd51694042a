"""Names by which a thing is known again in another document: titles, plans without a title, honours, bodies."""

import re
from collections.abc import Iterator

_TITLE = re.compile(r"《(?P<title>[^《》\n]{4,60})》")
# Kinds of documents, at the end of a name that stands without 《》.
_KINDS = (
    "实施意见|指导意见|实施方案|工作方案|行动方案|行动计划|整体解决方案|专项规划|布局规划|总体规划|发展规划|规划|暂行办法|管理办法|实施办法|办法|"
    "实施细则|细则|条例|规范|标准|指南|方案|清单|导则|预案|意见"
)
_KIND_END = re.compile(rf"(?:{_KINDS})$")
MAKES = r"(?:制定出台|研究制定|研究出台|制定|制订|出台|印发|发布|颁布|编制|起草|修订|推出)"
_MADE = re.compile(
    rf"{MAKES}了?(?:关于|全[省市县区]|我[省市县区]|[^\u4e00-\u9fff]{{1,2}})?(?P<name>[\u4e00-\u9fff]{{4,30}}?(?:{_KINDS}))(?=[,。;、和及]|$|等)"
)
_WINS = re.compile(
    r"(?:创建|争创|创成|申报|申创|争取创建|争取成为|争取列入|争取入选)(?P<name>[\u4e00-\u9fff“”]{2,30}?"
    r"(?:示范城市|示范城区|示范县|示范市|示范区|示范点|示范项目|示范基地|示范单位|示范街道|示范乡镇|文明城市|卫生城市|先进县|先进市|先进区|试点城市|试点县|试点区|友好城市|试点|基地|城市))"
    r"(?=[,。;、和及]|$|等|建设)"
)
_SETS_UP = re.compile(
    r"(?:成立|组建|设立|建立|搭建|建成)了?(?P<name>[\u4e00-\u9fff“”]{4,40}?"
    r"(?:领导小组|工作专班|专班|指挥部|委员会|联席会议制度|联席会议|协会|联盟|服务中心|指导中心|中心|津贴制度|补贴制度|制度|机制|平台|系统|基金))"
    r"(?=[,。;、和及]|$|等)"
)
_BUILDS = re.compile(
    r"(?:建成|完成|新建|改建|扩建|开工|启动|实施|推进|建设)了?(?P<name>[\u4e00-\u9fffA-Za-z0-9“”]{4,30}?"
    r"(?:二期工程|改造工程|建设工程|工程|改造项目|建设项目|项目|大桥|隧道|医院|卫生院|学校|小学|中学|幼儿园|公园|广场|水厂|敬老院|福利院|养老院|停车场|体育馆|文化馆|图书馆))"
    r"(?=[,。;、和及]|$|等|建设)"
)
_PROGRAMME = re.compile(r"(?:工程|行动|试点|项目|专项行动|攻坚战)$")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,8}?(?:省|自治区|市|县|区|州|盟|旗)(?=[\u4e00-\u9fff]{4})")
_ABOUT = re.compile(r"^(?:关于)?(?:印发|加快推进|进一步)?")
_QUOTES = str.maketrans("", "", "“”‘’\"' ")
_FIRST = re.compile(r"首批|第[一二三四五]批|首个|首家")
_SHORTEST = 6


def plain(text: str) -> str:
    """Folded text as names are compared in: without quotation marks and blanks."""
    return text.translate(_QUOTES)


def without_first(text: str) -> str:
    """首批, 第一批 and the like say how early, not what."""
    return _FIRST.sub("", text)


def core_of(title: str) -> str:
    """A title without its place and frame, so that 《杭州市…办法》 is known again as 《…办法》."""
    bare = re.sub(r"(?:\([^()]{1,12}\))$", "", plain(title))
    bare = re.sub(r"^关于(?:印发)?", "", re.sub(r"的通知$", "", bare))
    bare = _PLACE.sub("", bare)
    return bare.strip("〈〉<>")


def titles_in(text: str) -> Iterator[tuple[str, int, int]]:
    """(core, start, end) of each title between 《 and 》."""
    for match in _TITLE.finditer(text):
        core = core_of(match["title"])
        if len(core) >= _SHORTEST:
            yield core, match.start(), match.end()


def made_documents(clause: str) -> tuple[str, ...]:
    """Cores of the documents that a clause says are to be made."""
    if not re.search(MAKES, clause):
        return ()
    named = [core for core, _, _ in titles_in(clause) if _KIND_END.search(core)]
    named += [core_of(match["name"]) for match in _MADE.finditer(clause) if "《" not in match[0]]
    return tuple(dict.fromkeys(name for name in named if len(name) >= _SHORTEST))


def _names(rule: re.Pattern[str], clause: str) -> tuple[str, ...]:
    found = (_PLACE.sub("", plain(match["name"])) for match in rule.finditer(clause))
    return tuple(dict.fromkeys(name for name in found if len(name) >= _SHORTEST))


def honours(clause: str) -> tuple[str, ...]:
    """Titles and pilot schemes that a clause says are striven for."""
    return _names(_WINS, clause)


def bodies(clause: str) -> tuple[str, ...]:
    """Bodies, schemes and systems that a clause says are to be set up."""
    return _names(_SETS_UP, clause)


def works(clause: str) -> tuple[str, ...]:
    """Buildings and projects with a name of their own that a clause says are to be built."""
    return tuple(name for name in _names(_BUILDS, clause) if not re.search(r"一批|各类|相关|有关|重点|等", name))


def programme_of(core: str) -> str:
    """What a plan is a plan of, where that is an undertaking with a name: …建设工程实施方案; else empty."""
    name = _KIND_END.sub("", core)
    return name if _PROGRAMME.search(name) and len(name) >= 8 else ""


def subject_of(core: str) -> str:
    """A title without its kind: what it is about."""
    return _KIND_END.sub("", core)


def loosely_in(name: str, core: str) -> bool:
    """Whether a title is that of a plan named roughly: all characters in order, four more at most (…布局专项规划)."""
    if not 0 <= len(core) - len(name) <= 4:
        return False
    rest = iter(core)
    return all(char in rest for char in name)
