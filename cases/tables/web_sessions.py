"""Web sessions of the server, and entries half made. Only hashes of ids are kept: a stolen table opens no session."""

from piccolo.columns import ForeignKey, Serial
from piccolo.table import Table

from cases.tables.accounts import Account, Delegation, Post
from cases.tables.columns import instant, instant_or_none, to, to_or_none, whole, words, words_or_none


class WebSession(Table, tablename="web_sessions"):
    """id_hash: SHA-256 of the cookie's value, in hex. epoch: of the account at entry; an older one opens nothing.

    post: in which the person acts now; delegation: set where the post is another's. proved_at: when the person last
    gave a password or a code; device: the browser, in few words.
    """

    id: Serial
    id_hash = words(unique=True)
    account: ForeignKey = to_or_none(Account, index=True)
    epoch = whole(1)
    post: ForeignKey = to_or_none(Post)
    delegation: ForeignKey = to_or_none(Delegation)
    created_at = instant()
    seen_at = instant()
    expires_at = instant_or_none(index=True)
    proved_at = instant_or_none()
    device = words_or_none()


class PendingEntry(Table, tablename="pending_entries"):
    """Somebody who gave the right password and not yet the code. A table apart: it can never be taken for a session.

    id_hash, epoch: as those of a session.
    """

    id: Serial
    id_hash = words(unique=True)
    account: ForeignKey = to(Account)
    epoch = whole(1)
    created_at = instant()
    expires_at = instant()
