"""Web sessions of the server. Only a hash of the session's id is kept: a stolen table opens no session."""

from piccolo.columns import ForeignKey, Serial
from piccolo.table import Table

from cases.tables.accounts import Account, Delegation, Post
from cases.tables.columns import instant, instant_or_none, to_or_none, whole, words


class WebSession(Table, tablename="web_sessions"):
    """id_hash: SHA-256 of the cookie's value, in hex. epoch: of the account at entry; an older one opens nothing.

    post: in which the person acts now; delegation: set where the post is another's.
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
