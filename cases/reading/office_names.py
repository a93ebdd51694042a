"""Recognise the name of an office by its shape, and take lists of offices apart as they are printed."""

import re

_SUFFIX = (
    "人民政府|政府|人民法院|人民检察院|法院|检察院|公安分局|分局|总局|局|委员会|管委会|管理委员会|委|办公厅|厅|"
    "办公室|政府办|市委办|县委办|区委办|市府办|政办|督查室|办事处|街道办|街道|办|教育部|财政部|民政部|部委|"
    "组织部|宣传部|统战部|社会工作部|工作部|武装部|人民武装部|"
    "支队|大队|总队|中队|中心|管理处|服务处|处|管理所|所|站|总站|公司|集团|银行|支行|分行|学院|大学|医院|研究院|"
    "总工会|工会|联合会|妇联|残联|科协|工商联|团委|团市委|团县委|团区委|侨联|文联|红十字会|协会|社联|供销社|"
    "供销合作社|供销总社|税务局|海关|人武部|武装部|学校|监狱|馆|镇|乡|苏木|园区"
)
_STATE = (
    "(?:外交|国防|发展改革|教育|科技|科学技术|工业和信息化|公安|国家安全|民政|司法|财政|人力资源社会保障|"
    "人力资源和社会保障|自然资源|生态环境|住房城乡建设|住房和城乡建设|交通运输|水利|农业农村|农业|商务|文化|"
    "文化和旅游|退役军人事务|应急管理|卫生)部"
)
_BANK = r"中国人民银行[\u4e00-\u9fff]{0,12}"
OFFICE = (
    rf"(?:(?:中华人民共和国|国家)?{_STATE}|{_BANK}|"
    rf"[\u4e00-\u9fff·]{{1,28}}(?:{_SUFFIX})(?:\([\u4e00-\u9fff、,]{{2,30}}\))?)"
)

_WHOLE = re.compile(rf"{OFFICE}(?:\(盖章\)|\(章\))?")
_NO_OFFICE = re.compile(
    r"^[主承会协交督]办$|^(?:经(?!济|信|开|发|贸|营|管)|将(?!乐)|如(?!皋|东)|为|由|请|等|与|同)|"
    r"关于|提案(?!委|办|工作)|建议(?!提案)|议案|答复|收悉|感谢|如下|您|你|我|办理|来源|日期|时间|浏览|字体|"
    r"当前|首页|欢迎|访问|网站|以上|特此|此复|联系|希望|进行|加强|推进|的|了|已|是|由(?!市)"
)
_VAGUE = re.compile(r"^(?:各|有关|相关|其他|其它|多|多个|上级|职能|责任|成员)|部门$|单位$|有关部门")
_LIST = re.compile(r"[、,;和及与\s]+")
_NOT_SPLIT = re.compile(
    r"(?:发展|规划|住房|城市|人力资源|工业|文化|农业|自然资源|广播电视|科学|教育|卫生|经济|宗教|退役)$"
)


def is_office(text: str) -> bool:
    """Whether the text is the name of one office and nothing else."""
    return 2 <= len(text) <= 40 and bool(_WHOLE.fullmatch(text)) and not _NO_OFFICE.search(text)


def is_vague(text: str) -> bool:
    """Whether the words name no office in particular (相关部门)."""
    return bool(_VAGUE.search(text))


def without_seal(text: str) -> str:
    """The name without (盖章)."""
    return re.sub(r"\((?:盖章|章|公章)\)$", "", text)


def split_offices(text: str, start: int = 0) -> list[tuple[str, int, int]]:
    """The offices of a printed list, each with its stretch, moved by start. 和 and 与 separate only where both sides
    are offices: 市发展和改革委员会 stays whole."""
    found: list[tuple[str, int, int]] = []
    at = 0
    for piece in re.split(r"([、,;\s]+)", text):
        if piece and not re.fullmatch(r"[、,;\s]+", piece):
            found.extend(_pieces(piece, start + at))
        at += len(piece)
    return [(name, a, b) for name, a, b in found if name and not is_vague(name) and looks_like_office(name)]


def looks_like_office(text: str) -> bool:
    """Whether the words end like an office (卫健委, 国家卫生健康委, 财政部)."""
    return bool(re.fullmatch(rf"[\u4e00-\u9fff·()]{{1,40}}?(?:{_SUFFIX}|部)(?:\([\u4e00-\u9fff、]{{2,30}}\))?", text))


def _pieces(piece: str, start: int) -> list[tuple[str, int, int]]:
    for mark in ("和", "与", "及", "以及"):
        at = piece.find(mark)
        while at > 0:
            left, right = piece[:at], piece[at + len(mark) :]
            if looks_like_office(left) and looks_like_office(right) and not _NOT_SPLIT.search(left):
                return [(left, start, start + at), *_pieces(right, start + at + len(mark))]
            at = piece.find(mark, at + 1)
    piece, start = _stripped(piece, start)
    return [(piece, start, start + len(piece))]


def _stripped(piece: str, start: int) -> tuple[str, int]:
    for word in ("等会办单位", "等协办单位", "等部门", "等单位", "会办单位", "协办单位", "等"):
        piece = piece.removesuffix(word)
    return piece, start
