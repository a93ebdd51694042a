"""Mail through a real mail server: whole, once, in order of the lease, and what happens when it goes wrong."""

import asyncio
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.smtp import SMTP

from cases import fulltext
from cases.actions import outbox
from cases.clock import now
from cases.database import write_tx
from cases.tables import OutboxMessage
from cases.vocabulary import MessageState
from server import mailer
from server.mailer import Post, mail_of, post_of, send_waiting
from server.settings import Settings

pytestmark = pytest.mark.anyio


class Box:
    """A mail server's inside: what it took, and what it refuses. slow: how long it thinks before it answers."""

    def __init__(self):
        self.mails, self.refused, self.slow, self.full = [], set(), 0.0, False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 no such user"
        if self.full:
            return "452 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(self.slow)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"

    @property
    def recipients(self):
        return sorted(mail["To"] for mail in self.mails)


@pytest.fixture
def box():
    return Box()


@pytest.fixture
async def post(box, anyio_backend):
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(box), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield Post("127.0.0.1", port, "答复 <dafu@xikou.test>", "https://ta.xikou.test")
    server.close()


async def waiting(*recipients, **more):
    columns = {"subject": "【答复】申请退办：提案0607号", "body": "请裁定。\n登录后办理：{site}/cases/5\n"} | more
    async with write_tx():
        await OutboxMessage.insert(*[OutboxMessage(key=f"k {r}", recipient=r, **columns) for r in recipients])


async def states():
    rows = await OutboxMessage.select(OutboxMessage.recipient, OutboxMessage.state).order_by(OutboxMessage.id)
    return {row["recipient"]: row["state"] for row in rows}


async def test_a_message_arrives_whole(database, box, post):
    await waiting("a@xikou.test")
    assert await send_waiting(post) == 1
    [mail] = box.mails
    assert mail["Subject"] == "【答复】申请退办：提案0607号"
    assert mail["From"].addresses[0].display_name == "答复"
    assert "https://ta.xikou.test/cases/5" in mail.get_content()
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Message-ID"].endswith("@xikou.test>")
    assert await states() == {"a@xikou.test": MessageState.SENT}
    assert await send_waiting(post) == 0 and len(box.mails) == 1


async def test_many_senders_send_each_message_once(database, box, post):
    everyone = [f"p{n:02}@xikou.test" for n in range(50)]
    await waiting(*everyone)

    async def sender():
        while await send_waiting(post):
            pass

    await asyncio.gather(*[sender() for _ in range(4)])
    assert box.recipients == everyone


async def test_a_refused_recipient_is_given_up_and_the_others_get_theirs(database, box, post):
    box.refused = {"gone@xikou.test"}
    await waiting("gone@xikou.test", "b@xikou.test")
    assert await send_waiting(post) == 1
    assert await states() == {"gone@xikou.test": MessageState.FAILED, "b@xikou.test": MessageState.SENT}
    assert "550" in (await OutboxMessage.select().order_by(OutboxMessage.id).first())["problem"]


async def test_a_full_mailbox_is_tried_again(database, box, post):
    box.full = True
    await waiting("a@xikou.test")
    assert await send_waiting(post) == 0
    assert await states() == {"a@xikou.test": MessageState.WAITING}
    box.full = False
    assert await send_waiting(post) == 0  # not before its pause is over
    async with write_tx():
        await OutboxMessage.update({OutboxMessage.next_try_at: now()}).where(OutboxMessage.id > 0)
    assert await send_waiting(post) == 1


async def test_a_mail_server_that_is_away_loses_nothing(database, box, post):
    await waiting("a@xikou.test")
    nobody = Post("127.0.0.1", 1, post.sender, post.site)
    assert await send_waiting(nobody) == 0
    row = await OutboxMessage.select().first()
    assert row["state"] == MessageState.WAITING and row["problem"] and row["next_try_at"] > now()


async def test_a_crash_after_sending_sends_again_under_the_same_name(database, box, post, monkeypatch):
    await waiting("a@xikou.test")

    async def dies(letter):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(outbox, "mark_sent", dies)
        with pytest.raises(KeyboardInterrupt):
            await send_waiting(post)
    assert await send_waiting(post) == 0  # the lease still holds
    async with write_tx():
        await OutboxMessage.update({OutboxMessage.leased_until: now() - timedelta(seconds=1)}).where(
            OutboxMessage.id > 0
        )
    assert await send_waiting(post) == 1
    first, second = box.mails
    assert first["Message-ID"] == second["Message-ID"]


async def test_a_crash_before_sending_sends_once(database, box, post):
    await waiting("a@xikou.test")
    await outbox.take()
    assert await send_waiting(post) == 0
    async with write_tx():
        await OutboxMessage.update({OutboxMessage.leased_until: now() - timedelta(seconds=1)}).where(
            OutboxMessage.id > 0
        )
    assert await send_waiting(post) == 1 and len(box.mails) == 1


async def test_no_header_can_be_slipped_in(database, box, post):
    await waiting("a@xikou.test", subject="题\r\nBcc: all@xikou.test")
    await waiting("b@xikou.test\nBcc: all@xikou.test")
    await send_waiting(post)
    assert box.recipients == ["a@xikou.test"]
    assert box.mails[0]["Bcc"] is None and box.mails[0]["Subject"] == "题 Bcc: all@xikou.test"
    assert MessageState.FAILED in (await states()).values()


async def test_the_rounds_go_on_after_a_failure_and_stop_when_told(tmp_path, monkeypatch):
    calls, enough = [], asyncio.Event()

    async def rounds(index, seen):
        calls.append(1)
        if len(calls) == 3:
            enough.set()
        raise ZeroDivisionError

    monkeypatch.setattr(mailer, "rounds", rounds)
    monkeypatch.setattr(mailer, "ROUND_EVERY", 0.01)
    async with mailer.mailing(Settings(tmp_path, "sqlite:///x"), fulltext.open_index(tmp_path / "index")):
        await enough.wait()
    assert len(calls) >= 3


async def test_a_round_under_way_keeps_nobody_from_ending_the_program(tmp_path, monkeypatch):
    begun, ended = asyncio.Event(), asyncio.Event()

    async def rounds(index, seen):
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    monkeypatch.setattr(mailer, "rounds", rounds)
    monkeypatch.setattr(mailer, "ROUND_EVERY", 0.01)
    async with asyncio.timeout(30):
        async with mailer.mailing(Settings(tmp_path, "sqlite:///x"), fulltext.open_index(tmp_path / "index")):
            await begun.wait()
    assert ended.is_set()


async def test_one_round_that_fails_keeps_none_of_the_others_from_being_made(database, monkeypatch):
    made = []

    async def fails():
        raise ZeroDivisionError

    async def digests(looked):
        made.append(looked)
        return 2

    monkeypatch.setattr(mailer, "accept_silent", fails)
    monkeypatch.setattr(mailer, "queue_digests", digests)
    seen = mailer.Rounds()
    assert await mailer.rounds(None, seen) == 2 and made == [seen.digests]


def test_the_mail_server_of_the_settings(tmp_path):
    plain = Settings(tmp_path, "sqlite:///x")
    assert post_of(plain) is None

    def post(url):
        return post_of(Settings(tmp_path, "sqlite:///x", base_url="https://x.test", mail_url=url, mail_from="a@x.test"))

    assert post("smtp://mail.test") == Post("mail.test", 25, "a@x.test", "https://x.test", start_tls=True)
    secure = post("smtps://us%40er:p%3Aw@mail.test")
    assert (secure.port, secure.user, secure.password, secure.tls) == (465, "us@er", "p:w", True)
    assert post("smtp://mail.test:2525?tls=no").start_tls is False
    assert post("smtp://mail.test?verify=no").verify is False


def test_the_name_of_a_message_depends_on_its_key_alone():
    post = Post("h", 25, "a@x.test", "https://x.test")
    letter = outbox.Letter(1, "k", "l", "b@x.test", "题", "文", 1)
    again = outbox.Letter(9, "k", "m", "c@x.test", "题二", "文二", 3)
    assert mail_of(letter, post)["Message-ID"] == mail_of(again, post)["Message-ID"]
