"""The generated catalogue and questions of the search benchmark are fair and always the same."""

from benchmarks.support.catalogue import drafts, records
from benchmarks.support.questions import SHARES, questions
from benchmarks.support.searchers import PEERS, TOKEN_SET, WRATIO
from knowledge.search import Finder


def test_the_first_records_are_the_same_in_any_number_of_them():
    assert records(11_000)[:50] == records(50)
    assert [draft.record for draft in drafts(5, 10_500)] == records(10_505)[10_500:]


def test_ids_and_acronyms_are_unique_and_do_not_tell_the_order_of_records():
    made = records(2_000)
    ids, acronyms = [record.id for record in made], [record.aliases[0] for record in made]
    assert (len(set(ids)), len(set(acronyms))) == (2_000, 2_000)
    halves = [sum(each < "8" for each in half) for half in (ids[:1_000], ids[1_000:])]
    assert all(450 < small < 550 for small in halves)


def test_the_two_sets_of_questions_have_no_target_in_common_and_every_kind_of_question():
    tuning, held_out = questions(200, "tuning"), questions(200, "held-out")
    assert {each.target for each in tuning} & {each.target for each in held_out} == set()
    assert {each.kind for each in tuning} == {each.kind for each in held_out} == set(SHARES)
    assert questions(200, "tuning") == tuning


def test_everybody_finds_a_title_typed_as_it_stands():
    made = records(300)
    finder = Finder(made)
    wanted = next(record for record in made if record.summary_language == "en")
    assert finder.search(wanted.name).results[0].id == wanted.id
    found = {name: peer.build(made)(wanted.name)[0] for name, peer in PEERS.items()}
    assert found == dict.fromkeys(PEERS, wanted.id)


def test_brute_force_is_asked_fewer_questions_only_where_one_takes_long():
    assert PEERS[WRATIO].share(10_000, 500) == (500, 500)
    assert PEERS[TOKEN_SET].share(1_000_000, 500) == (120, 40)
