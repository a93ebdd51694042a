"""What is said in words of figures over time."""

from cases.vocabulary.labelled import Labelled


class Doubt(Labelled):
    """Why numbers of a series may not be comparable, or do not tell what one would like to know."""

    WORDED = "worded", "各处的说法不完全相同，能否直接相比请看原句"
    ADDED = "added", "有的数字由分级数字相加得出，分级的口径可能与合计不同"
    UNIT = "unit", "计量单位写法不同，或有的地方没有写单位"
    ROUGH = "rough", "含“约”“余”“超过”等概数"
    UNDATED = "undated", "有的文件没有载明日期，排在最后，先后不能断定"
    FALLS = "falls", "后来的数字小于从前，请核对口径或原因"
    UNCHANGED = "unchanged", "最近两次的数字相同：没有变化，或者没有更新"
    GAP = "gap", "相邻两个数字相隔一年半以上，其间没有数字"
    LONE = "lone", "只有一个数字，还看不出变化，可以向承办单位询问近况"
    TARGET_WORDED = "target_worded", "目标的说法与数字不完全相同"


class Apart(Labelled):
    """Why the machine did not join two numbers."""

    NAME = "name", "指标名称不同"
    NARROWING = "narrowing", "限定词不同"
    UNIT = "unit", "计量单位不同"
    RATIO = "ratio", "一个是比率，另一个不是，或比率的种类不同"
    PER = "per", "计算的基数不同"
    LEVEL = "level", "行政层级不同"
    AREA = "area", "所说的地区不同"
    VAGUE = "vague", "名称太笼统，前后的句子又不相近，系统不敢断定"
