"""Topics of needs, by which people who answer for programmes say what they want to be told of.

Coarser than capabilities, and finer than the groups of the taxonomy: on one screen.
"""

from collections.abc import Collection, Mapping
from functools import cache

TOPICS: Mapping[str, tuple[str, ...]] = {
    "troops": (
        "infantry", "quick-reaction", "special-forces", "armoured", "riverine", "camp-protection", "canine",
    ),
    "police": (
        "formed-police", "individual-police", "community-policing", "crowd-management", "investigations",
        "justice-corrections",
    ),
    "staff": ("military-observers", "staff-officers", "leadership"),
    "training": ("predeployment", "trainer-training", "exercises", "language-training"),
    "protection": (
        "protection-civilians", "child-protection", "crsv", "women-peace-security", "conduct-discipline",
        "human-rights",
    ),
    "engineering": (
        "engineering", "eod", "counter-ied", "mine-action", "weapons-management", "environment",
    ),
    "medical": ("medical", "medevac"),
    "aviation": ("aviation", "uas"),
    "information": ("intelligence", "signals", "cyber"),
    "logistics": ("logistics", "transport", "maintenance"),
    "partnership": (
        "ddr-ssr", "civil-military", "strategic-comms", "force-generation", "partnership",
    ),
}  # fmt: skip
OTHER = ""


def topics_of(capabilities: Collection[str]) -> frozenset[str]:
    """The topics of what is needed; `OTHER` among them where a capability is of none."""
    return frozenset(_topics().get(code, OTHER) for code in capabilities)


@cache
def _topics() -> Mapping[str, str]:
    return {code: topic for topic, codes in TOPICS.items() for code in codes}
