"""Why a later sentence may be what an earlier one promised."""

from cases.vocabulary.labelled import Labelled


class Why(Labelled):
    """The rule by which a pair is proposed, as people read it; the surest first."""

    ISSUED = "issued", "后一文件写明，所承诺的文件已经出台"
    IN_FORCE = "in_force", "后一文件正在落实所承诺的文件，可见它已经存在"
    WON = "won", "后一文件写明，争创的称号或试点已经获得"
    SET_UP = "set_up", "后一文件写明，所承诺的机构或机制已经建立"
    FINISHED = "finished", "后一文件写明，所承诺的项目已经完成"
    REACHED = "reached", "后来的数字达到了承诺的目标"
    REGULATED = "regulated", "为所承诺的事项出台了规范"
    COUNTED = "counted", "后一文件引用同一规定，并报告了落实的数量"
    IN_USE = "in_use", "获批的项目在后一文件中已经实施"
    UNDER_WAY = "under_way", "所承诺方案中的工程在后一文件中正在推进"
