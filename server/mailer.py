"""Sends what waits in the outbox through the mail server, and runs the daily rounds of reminders.

A message is taken under a lease, sent, then marked. Where the program dies between the mail server's yes and the
mark, the message goes out once more after the lease; both copies carry the same Message-ID, by which mail programs
show one. No other way is open to a sender, for a mail server cannot be asked what it has already taken.
"""

import asyncio
import contextlib
import hashlib
import logging
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from functools import partial
from urllib.parse import unquote, urlsplit

import aiosmtplib

from cases.actions import outbox
from cases.actions.digests import queue_digests
from cases.actions.look_back_reminders import remind_sheets
from cases.actions.outbox import Letter
from cases.actions.ratings import lapse_feedback
from cases.actions.search_news import tell_news
from cases.actions.silence import accept_silent
from cases.actions.urging import urge_by_rule
from cases.engines.duty import OffDuty
from cases.errors import Outage
from cases.fulltext import Index
from cases.notices import SITE
from cases.queries.changes import Looked
from server.saved_searches import finder
from server.settings import Settings
from server.tidying import tidied

SECONDS = 60.0  # for the mail server, all in all
SEND_EVERY = 5.0
ROUND_EVERY = 60.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Post:
    """The mail server and the sender. tls: from the first byte; start_tls: asked for after the greeting."""

    host: str
    port: int
    sender: str
    site: str
    user: str | None = None
    password: str | None = None
    tls: bool = False
    start_tls: bool = False
    verify: bool = True


def post_of(settings: Settings) -> Post | None:
    """The mail server of the settings, None where there is none. ``from_env`` has seen to it that it is whole."""
    if not (settings.mail_url and settings.mail_from and settings.base_url):
        return None
    parts = urlsplit(settings.mail_url)
    tls = parts.scheme == "smtps"
    plain = "tls=no" in parts.query.split("&")
    return Post(
        host=parts.hostname or "localhost",
        port=parts.port or (465 if tls else 25),
        sender=settings.mail_from,
        site=settings.base_url,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        tls=tls,
        start_tls=not tls and not plain,
        verify="verify=no" not in parts.query.split("&"),
    )


def mail_of(letter: Letter, post: Post) -> EmailMessage:
    """The message as it goes out. Line breaks in a header are refused by ``EmailMessage`` itself."""
    domain = parseaddr(post.sender)[1].partition("@")[2] or "localhost"
    mail = EmailMessage()
    mail["From"] = post.sender
    mail["To"] = letter.recipient
    mail["Subject"] = " ".join(letter.subject.split())
    mail["Date"] = formatdate(localtime=False, usegmt=True)
    mail["Message-ID"] = f"<{hashlib.sha256(letter.key.encode()).hexdigest()[:32]}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.body.replace(SITE, post.site))
    return mail


async def send_waiting(post: Post) -> int:
    """Send what waits, one connection for all; how many were sent. A mail server that is away is tried later."""
    letters = await outbox.take()
    if not letters:
        return 0
    sent = 0
    try:
        async with _connection(post) as server:
            for letter in letters:
                sent += await _send(server, letter, post)
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as problem:
        _log.warning("mail server not reached: %s", problem)
        for letter in letters:  # those that were sent are no longer held by this lease and stay as they are
            await outbox.put_off(letter, _words(problem))
    return sent


@contextlib.asynccontextmanager
async def mailing(settings: Settings, index: Index) -> AsyncIterator[None]:
    """Send mail and run the daily rounds while the block runs.

    A round, which may last for long, ends between two of its transactions; what is being sent is sent first, but where
    the block is cancelled.
    """
    stop, post, seen = asyncio.Event(), post_of(settings), Rounds()
    making = [
        asyncio.create_task(_again(step, ROUND_EVERY, stop))
        for step in (lambda: rounds(index, seen), lambda: tidied(settings))
    ]
    sending = []
    if post is not None:
        known = post
        sending.append(asyncio.create_task(_again(lambda: send_waiting(known), SEND_EVERY, stop)))
    try:
        yield
    except asyncio.CancelledError:
        for task in sending:
            task.cancel()
        raise
    finally:
        stop.set()
        for task in making:
            task.cancel()
        await asyncio.gather(*making, *sending, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class Rounds:
    """What the rounds that look at everything once have seen, from one minute to the next."""

    urging: Looked = field(default_factory=Looked)
    digests: Looked = field(default_factory=Looked)


async def rounds(index: Index, seen: Rounds) -> int:
    """What is done once a day, tried every minute: silence taken as an answer, reminders, what is new in saved
    searches, and at last the digests that tell of it. How many in all.

    One that fails is logged and keeps none of the others from being made. Raises Outage, OffDuty.
    """
    done = 0
    for step in (
        lapse_feedback, accept_silent, partial(urge_by_rule, looked=seen.urging), remind_sheets,
        partial(tell_news, finder(index)), partial(queue_digests, looked=seen.digests),
    ):  # fmt: skip
        try:
            done += await step()
        except (Outage, OffDuty):
            raise
        except Exception:
            _log.exception("a round of the keeper failed")
    return done


async def _again(step: Callable[[], Awaitable[int]], pause: float, stop: asyncio.Event) -> None:
    """A step again and again, after a pause each, until told to stop; one that fails is logged and tried again."""
    while True:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
            return
        try:
            await step()
        except Exception:
            _log.exception("a step of the keeper failed")


@contextlib.asynccontextmanager
async def _connection(post: Post) -> AsyncIterator[aiosmtplib.SMTP]:
    context = ssl.create_default_context()
    if not post.verify:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    server = aiosmtplib.SMTP(
        hostname=post.host,
        port=post.port,
        username=post.user,
        password=post.password,
        use_tls=post.tls,
        start_tls=None if post.start_tls else False,
        timeout=SECONDS,
        tls_context=context,
    )
    async with server:
        yield server


async def _send(server: aiosmtplib.SMTP, letter: Letter, post: Post) -> bool:
    try:
        await server.send_message(mail_of(letter, post))
    except (aiosmtplib.SMTPRecipientsRefused, aiosmtplib.SMTPResponseException, ValueError) as problem:
        given_up = await outbox.put_off(letter, _words(problem), for_good=_is_final(problem))
        _log.warning("message %s not sent%s: %s", letter.id, " and given up" if given_up else "", _words(problem))
        return False
    await outbox.mark_sent(letter)
    return True


def _is_final(problem: Exception) -> bool:
    """Whether trying again is in vain: no such recipient, or a message that is none."""
    if isinstance(problem, aiosmtplib.SMTPRecipientsRefused):
        return all(refused.code >= 500 for refused in problem.recipients)
    return isinstance(problem, ValueError) or getattr(problem, "code", 0) in (550, 551, 553, 554)


def _words(problem: Exception) -> str:
    return " ".join(str(problem).split()) or type(problem).__name__
