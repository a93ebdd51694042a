"""Every controller, in the order of the menu."""

from server.controllers.account import AccountPages
from server.controllers.account_settings import AccountSettingsPages
from server.controllers.cases import CasePages
from server.controllers.commitments import CommitmentPages
from server.controllers.departments import DepartmentPages
from server.controllers.documents import DocumentPages
from server.controllers.feeds import FeedPages
from server.controllers.figures import FigurePages
from server.controllers.help import HelpPages
from server.controllers.home import HomePages
from server.controllers.imports import ImportPages
from server.controllers.replies import ReplyPages
from server.controllers.search import SearchPages

CONTROLLERS = (
    HomePages,
    SearchPages,
    CasePages,
    CommitmentPages,
    FigurePages,
    DepartmentPages,
    DocumentPages,
    ReplyPages,
    FeedPages,
    ImportPages,
    HelpPages,
    AccountPages,
    AccountSettingsPages,
)
