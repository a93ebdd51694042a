"""After a change that ends every session of an account, the one in which it was made goes on under a new id."""

from typing import Any

from litestar import Request

from cases.actions.sessions import open_session
from cases.queries.accounts import capacities_of
from server import auth
from server.browsers import called


async def reopened(request: Request[Any, Any, Any]) -> tuple[str, bool]:
    """A new session for whoever made the change, in the post he acted in, which the rest of this request acts in, too.

    Returns its id, to be handed over by ``auth.start``, and whether he acts in a post.
    """
    session, actor = auth.session_entered(request), auth.person_of(request)
    held = await capacities_of(session.person)
    acting = session.actor
    same = [
        one
        for one in held
        if acting is not None and one.post == acting.post and (one.owner is None) == (acting.on_behalf_of is None)
    ]
    capacity = same[0] if same else held[0] if len(held) == 1 else None
    device = called(request.headers.get("User-Agent", ""))
    token = await open_session(session.account, actor=actor, capacity=capacity, device=device)
    await auth.adopt(request, token)
    return token, capacity is not None
