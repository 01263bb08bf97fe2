"""When a post gives no right any more: suspended, ended or handed over. At once, and in one transaction."""

from handlers.kit.access import tell_role
from handlers.kit.turn import Moment
from knowledge.rights import Role
from storage import dialogs, invites, outbox, posts
from storage.posts import Post


def close(moment: Moment, post: Post, because: str) -> None:
    """What is open for its person ends: their question, letters that wait, a hand-over that was begun."""
    dialogs.close(moment.store, post.person)
    outbox.withhold(moment.store, post.telegram_id, because, moment.now)
    invites.keep_post(moment.store, post.id, moment.now)


def look_for_leader(moment: Moment, delegation: str, role: Role) -> None:
    """Tell the secretariat when a delegation is left without a focal point."""
    if role != "secretariat" and posts.leader(moment.store, delegation, role) is None:
        subject = f"{delegation}~{role}~{moment.now:%Y%m%d%H%M%S}"
        tell_role(moment, "secretariat", "no-focal-point", subject)
