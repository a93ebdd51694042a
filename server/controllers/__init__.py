"""Every controller, in the order of the menu."""

from server.controllers.account import AccountPages
from server.controllers.account_settings import AccountSettingsPages
from server.controllers.administration import AdministrationPages
from server.controllers.administration_imports import AdministrationImportPages
from server.controllers.administration_people import AdministrationPeoplePages
from server.controllers.administration_units import AdministrationUnitPages
from server.controllers.approvals import ApprovalPages
from server.controllers.assignments import AssignmentPages
from server.controllers.attachments import AttachmentPages, SubmissionFilePages
from server.controllers.audit import AuditPages
from server.controllers.calendar import CalendarPages, CountedDayPages
from server.controllers.calendar_addresses import CalendarAddressPages, CalendarFeed
from server.controllers.carry_overs import CarryOverPages
from server.controllers.cases import CasePages
from server.controllers.collections import CollectionPages
from server.controllers.commitments import CommitmentPages
from server.controllers.conclusions import ConclusionPages
from server.controllers.contacts import ContactPages
from server.controllers.cosignatures import CosignaturePages, SubmissionNamePages
from server.controllers.departments import DepartmentPages
from server.controllers.documents import DocumentPages
from server.controllers.draft_points import DraftPointPages
from server.controllers.draft_sources import DraftSourcePages
from server.controllers.draft_words import DraftWordPages
from server.controllers.drafts import DraftPages
from server.controllers.exports import ExportPages
from server.controllers.extensions import ExtensionPages
from server.controllers.feeds import FeedPages
from server.controllers.figures import FigurePages
from server.controllers.findings import FindingPages
from server.controllers.fulfilments import FulfilmentPages
from server.controllers.health import HealthPages
from server.controllers.help import HelpPages
from server.controllers.home import HomePages
from server.controllers.imports import ImportPages
from server.controllers.key_cases import KeyCasePages
from server.controllers.look_back_sheets import LookBackSheetPages
from server.controllers.look_backs import LookBackPages
from server.controllers.notices import NoticePages
from server.controllers.open_data import OPEN_DATA
from server.controllers.opinions import OpinionPages
from server.controllers.outbox import OutboxPages
from server.controllers.overviews import OverviewPages
from server.controllers.paper_templates import PaperTemplatePages
from server.controllers.papers import PaperPages
from server.controllers.progress_reports import ProgressReportPages
from server.controllers.promises import PromisePages
from server.controllers.publications import PublicationPages
from server.controllers.ratings import RatingPages
from server.controllers.recurring import RecurringPages
from server.controllers.replies import ReplyPages
from server.controllers.retention import RetentionPages
from server.controllers.returns import ReturnPages
from server.controllers.reviews import ReviewPages
from server.controllers.saved_searches import SavedSearchPages
from server.controllers.schemes import NumberingPages, SchemePages
from server.controllers.sealing import SealPages
from server.controllers.search import SearchPages
from server.controllers.second_factors import SecondFactorPages
from server.controllers.series import SeriesPages
from server.controllers.sheet_imports import SheetImportPages
from server.controllers.similar import SimilarPages
from server.controllers.snapshots import SnapshotPages
from server.controllers.statistics import StatisticsPages
from server.controllers.submissions import SubmissionPages
from server.controllers.themes import ThemePages
from server.controllers.urges import UrgePages

CONTROLLERS = (
    HomePages,
    SearchPages,
    SavedSearchPages,
    CollectionPages,
    CasePages,
    AssignmentPages,
    ContactPages,
    UrgePages,
    ReturnPages,
    KeyCasePages,
    LookBackPages,
    CarryOverPages,
    ProgressReportPages,
    LookBackSheetPages,
    ExtensionPages,
    CommitmentPages,
    FindingPages,
    FulfilmentPages,
    FigurePages,
    SeriesPages,
    SnapshotPages,
    StatisticsPages,
    OverviewPages,
    ThemePages,
    RecurringPages,
    DepartmentPages,
    DocumentPages,
    ReplyPages,
    PromisePages,
    FeedPages,
    *OPEN_DATA,
    ExportPages,
    SubmissionPages,
    SubmissionFilePages,
    SubmissionNamePages,
    CosignaturePages,
    AttachmentPages,
    SimilarPages,
    ReviewPages,
    ImportPages,
    SheetImportPages,
    ApprovalPages,
    ConclusionPages,
    DraftPages,
    DraftPointPages,
    DraftSourcePages,
    DraftWordPages,
    SealPages,
    OpinionPages,
    OutboxPages,
    PaperPages,
    PublicationPages,
    RatingPages,
    HealthPages,
    HelpPages,
    AccountPages,
    AccountSettingsPages,
    SecondFactorPages,
    CalendarAddressPages,
    CalendarFeed,
    AdministrationPages,
    AdministrationPeoplePages,
    AdministrationImportPages,
    AdministrationUnitPages,
    NoticePages,
    CalendarPages,
    CountedDayPages,
    SchemePages,
    NumberingPages,
    PaperTemplatePages,
    RetentionPages,
    AuditPages,
)
