"""Who takes part in a case: tracks, levels, submitters, units and their roles; and what a day is."""

from cases.vocabulary.labelled import Labelled


class Track(Labelled):
    """Whose submission it is; decides terms, addressee and which office supervises."""

    CPPCC = "cppcc", "政协提案"
    NPC = "npc", "代表建议"
    OTHER = "other", "其他"


class Level(Labelled):
    """Level of the congress or committee that received the submission."""

    NATIONAL = "national", "全国"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    DISTRICT = "district", "区县级"


class Phase(Labelled):
    """Whether a submission was made for the plenary or between plenaries."""

    IN_SESSION = "in_session", "会中"
    INTERSESSION = "intersession", "平时"


class SubmitterKind(Labelled):
    """In whose name a case was submitted."""

    INDIVIDUAL = "individual", "个人"
    JOINT = "joint", "联名"
    PARTY = "party", "党派"
    ORGANISATION = "organisation", "团体"
    SECTOR = "sector", "界别"
    GROUP = "group", "委员小组"
    COMMITTEE = "committee", "专门委员会"
    DELEGATION = "delegation", "代表团"


class DepartmentKind(Labelled):
    """System to which a unit belongs; decides which office hands cases to it."""

    GOVERNMENT = "government", "政府"
    PARTY = "party", "党委"
    CONGRESS = "congress", "人大"
    CPPCC = "cppcc", "政协"
    COURT = "court", "法院"
    PROCURATORATE = "procuratorate", "检察院"
    ORGANISATION = "organisation", "群团"
    COMPANY = "company", "企事业"


class SeatKind(Labelled):
    """What a person is in a body."""

    MEMBER = "member", "委员"
    DEPUTY = "deputy", "代表"


class AssignmentRole(Labelled):
    """Part that a unit plays in one case."""

    SOLE = "sole", "独办"
    LEAD = "lead", "主办"
    CO = "co", "会办"
    SPLIT = "split", "分办"


class DayKind(Labelled):
    """Why a day differs from the plain week."""

    HOLIDAY = "holiday", "放假"
    WORKDAY = "workday", "调休上班"


# Which office has a case of a track between the submitter and the units.
OFFICE_OF: dict[Track, str] = {
    Track.CPPCC: "提案委办公室",
    Track.NPC: "代表工作机构",
    Track.OTHER: "交办单位",
}
