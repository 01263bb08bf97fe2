"""Verbs of the audit trail in plain words; a test sees to it that none is missing."""

from handlers.kit.i18n import Translator


def deeds(t: Translator) -> dict[str, str]:
    """What was done, by verb, as it stands behind somebody's name."""
    return (
        _of_people(t)
        | _of_coming_in(t)
        | _of_posts(t)
        | _of_delegations(t)
        | _of_needs(t)
        | _of_matches(t)
        | _of_programmes(t)
        | _of_the_secretariat(t)
    )


def _of_people(t: Translator) -> dict[str, str]:
    return {
        "chose language": t.label("chose a language"),
        "set hours": t.label("chose what reaches them, and when"),
        "took a post": t.label("gave or took a post"),
        "invited": t.label("made an invitation"),
        "revoked invitation": t.label("withdrew an invitation"),
        "tried a wrong code": t.label("tried a wrong invitation code"),
        "could not join": t.label("could not use an invitation"),
        "asked for access": t.label("asked for access"),
        "withdrew request": t.label("withdrew a request for access"),
        "granted request": t.label("granted a request for access"),
        "refused request": t.label("refused a request for access"),
        "changed the contact card": t.label("changed the contact card"),
        "asked for own data": t.label("asked for all that is kept about them"),
        "asked to be erased": t.label("asked to be erased"),
        "took the erasure back": t.label("took the wish to be erased back"),
        "erased a person": t.label("erased a person"),
    }


def _of_coming_in(t: Translator) -> dict[str, str]:
    return {
        "declined invitation": t.label("said that an invitation is not theirs"),
        "tried too many codes": t.label("tried too many wrong codes"),
        "closed the door to codes": t.label("took no invitations for a while: too many wrong codes"),
        "could not grant": t.label("could not grant a request for access"),
        "undid answer": t.label("took the answer to a request back"),
        "ended a post": t.label("ended a post"),
        "changed rank": t.label("changed the rank of a post"),
        "proposed administrator": t.label("proposed an administrator"),
        "could not approve": t.label("could not approve an administrator"),
        "approved administrator": t.label("approved an administrator"),
        "refused administrator": t.label("refused an administrator"),
        "withdrew proposal": t.label("withdrew the proposal of an administrator"),
    }


def _of_posts(t: Translator) -> dict[str, str]:
    return {
        "handed over a post": t.label("handed a post over"),
        "invited a successor": t.label("invited a successor"),
        "asked to take over": t.label("asked to take a post over"),
        "took a handover back": t.label("took a hand-over back"),
        "could not hand over": t.label("could not hand a post over"),
        "suspended a post": t.label("suspended a post"),
        "lifted a suspension": t.label("lifted a suspension"),
        "changed a remit": t.label("changed a remit"),
        "could not change a post": t.label("could not change a post"),
        "was refused": t.label("tried what they may not"),
    }


def _of_delegations(t: Translator) -> dict[str, str]:
    return {
        "removed a delegation": t.label("removed a delegation"),
        "took a delegation back": t.label("took a delegation back in"),
        "set clearance": t.label("decided who clears needs"),
        "shared needs": t.label("let an organisation see needs"),
        "stopped sharing needs": t.label("let an organisation no longer see needs"),
    }


def _of_needs(t: Translator) -> dict[str, str]:
    return {
        "began a need": t.label("began a need"),
        "imported a need": t.label("imported a need from a file"),
        "changed a need": t.label("changed a need"),
        "changed capabilities of a need": t.label("changed what a need asks for"),
        "changed assistance of a need": t.label("changed the kind of help of a need"),
        "changed languages of a need": t.label("changed the languages of a need"),
        "changed when of a need": t.label("changed the time of a need"),
        "changed units of a need": t.label("changed the unit of a need"),
        "changed missions of a need": t.label("changed the mission of a need"),
        "changed people of a need": t.label("changed for how many a need is"),
        "changed words of a need": t.label("changed the wording of a need"),
        "chose who sees a need": t.label("chose who sees a need"),
        "published a need": t.label("published a need"),
        "saved a need for clearance": t.label("saved a need for clearance"),
        "cleared a need": t.label("cleared a need"),
        "sent a need back": t.label("sent a need back"),
        "took a need back": t.label("took a need back before it went out"),
        "released a need": t.label("sent a need out"),
        "paused a need": t.label("paused a need"),
        "resumed a need": t.label("resumed a need"),
        "withdrew a need": t.label("withdrew a need"),
        "discarded a need": t.label("discarded a draft"),
        "discarded an old draft": t.label("discarded a draft that nobody went on with"),
        "read a restricted need": t.label("read a need that few may see"),
    }


def _of_matches(t: Translator) -> dict[str, str]:
    return {
        "match told": t.label("took an offer of help back"),
        "match later": t.label("put an answer to a need off"),
        "match interested": t.label("offered help for a need"),
        "match declined": t.label("declined a need"),
        "match agreed": t.label("accepted help: contacts were shared"),
        "match refused": t.label("turned an offer of help down"),
        "shared a contact card": t.label("shared a contact card"),
        "asked about a need": t.label("asked about a need"),
        "answered a question": t.label("answered a question"),
    }


def _of_programmes(t: Translator) -> dict[str, str]:
    return {
        "confirmed programme": t.label("confirmed a programme"),
        "disowned programme": t.label("said that a programme is not theirs"),
        "restored programme": t.label("restored a programme"),
        "corrected programme": t.label("corrected a programme"),
        "imported programme": t.label("imported a programme from a file"),
    }


def _of_the_secretariat(t: Translator) -> dict[str, str]:
    return {
        "set meeting": t.label("set a meeting"),
        "moved meeting": t.label("moved a meeting"),
        "cancelled meeting": t.label("cancelled a meeting"),
        "answered meeting": t.label("answered a meeting"),
        "wrote broadcast": t.label("wrote a message to all"),
        "wrote emergency": t.label("wrote an emergency"),
        "agreed to emergency": t.label("agreed to an emergency"),
        "agreed to broadcast": t.label("agreed to a message to all"),
        "released broadcast": t.label("sent a message to all"),
        "undid broadcast": t.label("took a message to all back"),
        "backed up": t.label("made a backup"),
        "exported the trail": t.label("took the audit trail as a file"),
        "erased from the trail": t.label("erased content from the audit trail"),
    }


def subject_kind(t: Translator, kind: str) -> str:
    """What the part of a subject before its colon is called."""
    names = {
        "person": t.label("person"),
        "delegation": t.label("delegation"),
        "post": t.label("post"),
        "button": t.label("button"),
        "form": t.label("form"),
        "need": t.label("need"),
        "match": t.label("match"),
        "programme": t.label("programme"),
        "request": t.label("request"),
        "invite": t.label("invitation"),
        "meeting": t.label("meeting"),
        "broadcast": t.label("message"),
    }
    return names.get(kind, kind)
