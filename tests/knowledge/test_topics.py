"""What people decide about their topics and their clock."""

import pytest

from knowledge.hours import Hours
from knowledge.rhythm import Rhythm
from knowledge.taxonomy import shipped_taxonomy
from knowledge.topics import OTHER, TOPICS, topics_of


def test_every_capability_is_of_one_topic():
    listed = sorted(code for codes in TOPICS.values() for code in codes)
    assert listed == sorted(concept.code for concept in shipped_taxonomy().of_kind("capability"))


def test_a_need_is_wanted_while_one_of_its_topics_is():
    rhythm = Rhythm().with_topic("medical", on=False)
    assert not rhythm.wants(topics_of(["medevac"]))
    assert rhythm.wants(topics_of(["medevac", "uas"]))
    assert rhythm.wants(topics_of([]))
    assert topics_of(["medevac", "tomorrow's"]) == {"medical", OTHER}
    assert rhythm.with_topic("medical", on=True) == Rhythm()


def test_topics_stay_off_whatever_becomes_of_the_sort():
    rhythm = Rhythm().with_topic("medical", on=False).with_way("match", "off").with_way("match", "at once")
    assert rhythm.topics_off == {"medical"}


def test_another_country_brings_its_week_unless_days_were_chosen_by_hand():
    assert Rhythm().at("Asia/Amman").hours.days == {6, 0, 1, 2, 3}
    by_hand = Rhythm(Hours(days=frozenset({0, 1})))
    assert by_hand.at("Asia/Amman").hours.days == {0, 1}
    assert by_hand.at("Asia/Amman").hours.zone == "Asia/Amman"


@pytest.mark.parametrize("zone", ["Mars/Phobos", "", "../../etc/passwd", "New York", "x" * 300])
def test_a_zone_that_does_not_exist_is_refused(zone: str):
    with pytest.raises(ValueError, match="no zone"):
        Rhythm().at(zone)


@pytest.mark.parametrize("topic", ["", "cooking", "topic:medical"])
def test_a_topic_that_does_not_exist_is_refused(topic: str):
    with pytest.raises(ValueError, match="no topic"):
        Rhythm().with_topic(topic, on=False)
