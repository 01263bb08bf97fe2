"""What is done when a person decides what reaches them and when."""

from dataclasses import replace
from datetime import datetime

from handlers.kit.waking import rearrange
from knowledge.rhythm import Rhythm
from storage import audit, rhythms
from storage.database import Store
from storage.people import Person


def change(store: Store, person: Person, rhythm: Rhythm, now: datetime) -> bool:
    """Put a new rhythm into force, also for what waits already; False where it holds already."""
    held = rhythms.of(store, person.id)
    if rhythm == held:
        return False
    rearrange(store, person.id, rhythm, now)
    before, after = _facts(held), _facts(rhythm)
    changed = [name for name in after if after[name] != before[name]]
    audit.record(
        store,
        now,
        person.id,
        "set hours",
        f"person:{person.id}",
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return True


def pause(store: Store, person: Person, until: datetime | None, now: datetime) -> bool:
    """Let nothing come until then; with None all comes again. False where that holds already."""
    held = rhythms.of(store, person.id)
    if held.paused_until == until or (until is None and not held.is_paused(now)):
        return False
    return change(store, person, replace(held, paused_until=until), now)


def _facts(rhythm: Rhythm) -> dict[str, object]:
    hours = rhythm.hours
    return {
        "zone": hours.zone,
        "quiet": f"{hours.quiet_from:%H:%M}-{hours.quiet_until:%H:%M}",
        "days": "".join(str(day + 1) for day in sorted(hours.days)),  # 1 is Monday
        "a day": rhythm.a_day,
        "paused until": rhythm.paused_until and f"{rhythm.paused_until:%Y-%m-%d %H:%M}",
        "gathered": sorted(rhythm.gathered),
        "off": sorted(rhythm.muted),
    }
