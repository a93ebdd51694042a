"""A made-up archive of any size, the same for the same seed: cases with some twelve promising sentences each.

Sentences are put together from patterns and word lists of our own; words of the general dictionary are strewn in, so
that the vocabulary keeps growing with the archive as it does in a real one.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SEED = 20261122
SENTENCES_A_CASE = 12


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


DEPARTMENTS = _listed(
    """
    市民政局 市卫健委 市发改委 市教育局 市建委 市体育局 市财政局 市人社局 市资规局 市房管局 市城管局
    市交通局 市市场监管局 市医保局 市妇联 市残联 市总工会 市数据局 市公安局 市司法局 市文旅局
    市农业农村局 市商务局 市税务局 市应急局 市园文局 市生态环境局 市科技局 市经信局 团市委
    """
)
PLACES = _listed(
    """
    东山区 南浦区 西溪区 北岸区 青云区 白鹭区 长塘县 石桥县 金湖市 桃源县 云门区 临川区 望江县
    """
)
STATES = {"推进中": 40, "已兑现": 30, "待确认": 12, "已逾期": 10, "部分兑现": 6, "无法核实": 2}
YEARS = {year: weight for weight, year in enumerate(range(2016, 2027), start=2)}

_SUBJECTS = _listed(
    """
    养老服务 托育服务 普惠托位 成长驿站 老年助餐 适老化改造 家庭养老床位 居家养老 医养结合 护理员培训
    课后服务 公办幼儿园 老旧小区改造 加装电梯 社区嵌入式服务设施 停车位 农村公路 公交候车亭 无障碍环境
    家庭医生签约 心理健康 志愿服务 数字化平台 养老产业园 长期护理保险 高龄津贴 儿童友好空间 体育设施
    口袋公园 污水处理 垃圾分类 人才公寓 基层治理 智慧养老 日间照料中心 认知症照护 孤独症干预 残疾人就业
    充电设施 政务服务
    """
)
_ACTS = _listed(
    """
    建成 新增 完成 推进 落实 扩大 完善 优化 开展 启动 提升 规范 健全 支持 保障 培育 推广 改造 督促 指导
    """
)
_UNITS = _listed(
    """
    个 家 处 所 张 名 万元 公里 户 件 平方米 项
    """
)
_PATTERNS = (
    "{dept}将在{year}年底前{act}{subject}{number}{unit}，{place}率先试行{word}",
    "下一步{dept}会同{dept2}{act}{subject}，重点解决{word}与{word2}不足的问题",
    "计划{year}年在{place}{act}{number}{unit}{subject}，覆盖率达到{percent}%",
    "我们将把{subject}列入{year}年为民实事，安排资金{number}万元用于{word}",
    "{place}已明确由{dept}牵头{act}{subject}，每季度通报{word}进展",
    "力争到{year}年{subject}惠及{number}{unit}以上，{word}满意率不低于{percent}%",
    "对{word}、{word2}等方面的意见，{dept}将逐项研究并{act}{subject}",
    "继续加大{subject}投入，{place}{word}街道新设服务点{number}{unit}",
    "积极向上争取{subject}专项补助，用于{place}{word}改造和{word2}采购",
    "{dept}正在起草{subject}实施办法，拟于{year}年印发并{act}{word}",
    "鼓励社会力量参与{subject}，对符合条件的{word}机构给予每{unit}{number}元补贴",
    "建立{subject}联席会议制度，{dept}和{dept2}每月会商{word}",
    "在{place}选取{number}{unit}社区开展{subject}试点，成熟后向{word}领域推开",
    "加强{subject}从业人员培训，全年不少于{number}人次，内容包括{word}和{word2}",
    "依托{word}平台汇集{subject}数据，实现{place}与{dept}信息共享",
    "如{word}审批顺利，{place}{subject}项目将于{year}年开工，工期{number}天",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One commitment. number counts from 0; deadline is yyyymmdd, 0 for none."""

    number: int
    case: int
    text: str
    department: str
    place: str
    year: int
    state: str
    deadline: int


class _Words:
    """Words of the general dictionary, drawn by the square root of their frequency."""

    def __init__(self, chance: random.Random) -> None:
        import jieba

        self._chance = chance
        self.words: list[str] = []
        weights: list[float] = []
        for line in Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines():
            word, frequency, kind = line.split(" ")
            if 2 <= len(word) <= 4 and kind in ("n", "v", "vn", "ns", "nz", "an"):
                self.words.append(word)
                weights.append(int(frequency) ** 0.5)
        self._heights = list(itertools.accumulate(weights))

    def draw(self) -> str:
        return self._chance.choices(self.words, cum_weights=self._heights)[0]


def sentences(count: int, seed: int = SEED) -> Iterator[Sentence]:
    """So many sentences, case by case."""
    chance = random.Random(seed)
    words = _Words(chance)
    years, year_weights = list(YEARS), list(YEARS.values())
    states, state_weights = list(STATES), list(STATES.values())
    for number in range(count):
        if number % SENTENCES_A_CASE == 0:
            lead = chance.choice(DEPARTMENTS)
            year = chance.choices(years, year_weights)[0]
            place = chance.choice(PLACES)
        dept = lead if chance.random() < 0.7 else chance.choice(DEPARTMENTS)
        due = 0
        if chance.random() < 0.6:
            due = (year + chance.randint(0, 3)) * 10000 + chance.randint(1, 12) * 100 + chance.randint(1, 28)
        yield Sentence(
            number=number,
            case=number // SENTENCES_A_CASE,
            text=_sentence(chance, words, dept, place),
            department=dept,
            place=place,
            year=year,
            state=chance.choices(states, state_weights)[0],
            deadline=due,
        )


def _sentence(chance: random.Random, words: _Words, dept: str, place: str) -> str:
    said = [_clause(chance, words, dept, place)]
    while sum(map(len, said)) < 50 or chance.random() < 0.25:
        said.append(_clause(chance, words, dept, place))
    return "；".join(said) + "。"


def _clause(chance: random.Random, words: _Words, dept: str, place: str) -> str:
    return chance.choice(_PATTERNS).format(
        dept=dept,
        dept2=chance.choice(DEPARTMENTS),
        place=place,
        year=chance.randint(2017, 2030),
        act=chance.choice(_ACTS),
        subject=chance.choice(_SUBJECTS),
        number=chance.randint(2, 9999),
        percent=f"{chance.uniform(60, 100):.1f}",
        unit=chance.choice(_UNITS),
        word=words.draw(),
        word2=words.draw(),
    )
