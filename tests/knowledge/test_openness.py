"""Whether a programme is open to my country."""

from knowledge.answers import Reason
from knowledge.openness import openness
from knowledge.programmes import shipped_programmes
from knowledge.taxonomy import shipped_taxonomy

BY_ID = {programme.id: programme for programme in shipped_programmes()}


def state(programme_id: str, country: str, **changes) -> str:
    return openness(BY_ID[programme_id].model_copy(update=changes), country, shipped_taxonomy())


def test_a_listed_country_is_open():
    assert state("us-aprrp", "SN") == "open"


def test_a_country_in_the_region_of_a_programme_with_a_list_is_not_stated():
    assert state("us-aprrp", "TD") == "not-stated"


def test_a_country_outside_list_and_region_is_closed():
    assert state("us-aprrp", "PE") == "closed"


def test_a_country_in_the_region_served_is_open_and_one_outside_is_closed():
    assert (state("us-acota", "TD"), state("us-acota", "PE")) == ("open", "closed")


def test_a_global_programme_is_open_to_all():
    assert state("un-pcrs", "FJ") == "open"


def test_a_programme_that_states_nothing_is_not_stated():
    assert state("us-acota", "PE", regions=()) == "not-stated"


def test_only_programmes_that_may_be_open_are_offered(finder):
    found = finder.search("engineers", country="PE").results
    assert "py-cecopaz" in {hit.id for hit in found}
    assert "us-acota" not in {hit.id for hit in found}
    assert {reason.kind for hit in found for reason in hit.reasons if reason.value == "PE"} == {"open"}


def test_a_closed_programme_is_shown_to_who_asks_for_it_by_name(finder):
    hit = finder.search("ACOTA", country="PE").results[0]
    assert hit.id == "us-acota"
    assert Reason("closed", "PE") in hit.reasons


def test_what_is_open_comes_before_what_is_not_stated(finder):
    ids = [hit.id for hit in finder.search("rapid deployment", country="SN", limit=20).results]
    listed = [hit.id for hit in finder.search("rapid deployment", country="TD", limit=20).results]
    assert ids.index("us-aprrp") <= listed.index("us-aprrp")
