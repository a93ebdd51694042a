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
