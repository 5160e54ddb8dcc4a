from datetime import timedelta

import pytest

from chalicelib.care import access, rules, service
from chalicelib.core import records
from chalicelib.core.access import Asked, Caller, Right
from chalicelib.core.errors import Conflict, InvalidInput, NotFound
from chalicelib.core.schemas import Request
from chalicelib.core.settings import load
from tests import make


class Wish(Request):
    provider_id: str
    client_ids: list[str] | None = None


def decide(rule, caller: Caller, body=None, **path: str):
    asked = Asked(path, body)
    return rule.grant(caller, asked, records.get_many(rule.keys(caller, asked)) if rule.keys(caller, asked) else [])


@pytest.fixture
def ana(aws):
    return make.person(person_id="ana")


@pytest.fixture
def pat(aws):
    return make.provider()


@pytest.fixture
def quinn(aws):
    return make.provider(name="Quinn Ames")


def test_both_sides_see_the_care_that_begins(ana, pat, clock):
    link = make.care(ana, pat)

    (hers,) = service.providers_of(make.grant(ana))
    (theirs,) = service.clients_of(make.grant(pat, "provider"))
    assert (hers.person_id, theirs.person_id) == (pat, ana)
    assert hers.care_id == theirs.care_id == link.care_id
    assert hers.since == clock.now()


def test_choosing_the_present_therapist_again_is_a_conflict(ana, pat):
    make.care(ana, pat)

    with pytest.raises(rules.AlreadyInCare):
        make.care(ana, pat)


def test_a_therapist_who_takes_nobody_cannot_be_chosen(ana):
    full = make.provider(accepts_new=False)

    with pytest.raises(rules.NotTakingClients):
        make.care(ana, full)
    assert service.providers_of(make.grant(ana)) == []


def test_a_switch_ends_the_old_care_and_begins_the_new_in_one_step(ana, pat, quinn, clock):
    make.care(ana, pat)

    service.switch(make.choice(ana, quinn), clock.advance(days=1))

    assert [link.person_id for link in service.providers_of(make.grant(ana))] == [quinn]
    assert service.clients_of(make.grant(pat, "provider")) == []


def test_a_switch_that_cannot_be_leaves_the_present_care(ana, pat, clock):
    make.care(ana, pat)
    full = make.provider(accepts_new=False)

    with pytest.raises(rules.NotTakingClients):
        service.switch(make.choice(ana, full), clock.now())
    assert [link.person_id for link in service.providers_of(make.grant(ana))] == [pat]


def test_a_switch_keeps_the_office(ana, pat, quinn, clock):
    service.enrol(make.job("client", ana, "accounts"), clock.now())
    make.care(ana, pat)

    service.switch(make.choice(ana, quinn), clock.now())

    assert [link.status for link in service.links(make.grant(ana)) if link.practice] == ["active"]


def test_coming_back_reopens_the_same_relation(ana, pat, quinn, clock):
    first = make.care(ana, pat)
    service.switch(make.choice(ana, quinn), clock.advance(days=1))

    again = service.switch(make.choice(ana, pat), clock.advance(days=1))

    assert again.care_id == first.care_id


def test_care_that_has_ended_cannot_end_again(ana, pat, clock):
    make.care(ana, pat)
    service.end(make.choice(ana, pat), clock.now())

    with pytest.raises(Conflict):
        service.end(make.choice(ana, pat), clock.now())


def test_enrolling_twice_makes_one_relation(ana, clock):
    for _ in range(2):
        service.enrol(make.job("client", ana, "accounts"), clock.now())

    assert [link.person_id for link in service.links(make.grant(ana))] == [load().practice]


def test_a_provider_reaches_a_client_they_treat(ana, pat):
    make.care(ana, pat)

    granted = decide(access.treats(path="client_id"), Caller(pat, "provider"), client_id=ana)

    assert (granted.subject, granted.right, granted.caller_id) == (("client", ana), Right.CARE, pat)


@pytest.mark.parametrize("client", ["ana", "unknown"])
def test_a_provider_who_does_not_treat_a_client_gets_the_answer_of_an_unknown_one(ana, pat, quinn, client):
    make.care(ana, pat)

    with pytest.raises(NotFound):
        decide(access.treats(path="client_id"), Caller(quinn, "provider"), client_id=client)


def test_a_former_therapist_is_a_stranger_from_the_next_request_on(ana, pat, quinn, clock):
    link = make.care(ana, pat)
    service.switch(make.choice(ana, quinn), clock.now())

    with pytest.raises(NotFound):
        decide(access.treats(path="client_id"), Caller(pat, "provider"), client_id=ana)
    with pytest.raises(NotFound):
        decide(access.in_relation(path="thread_id"), Caller(pat, "provider"), thread_id=link.care_id)


def test_a_client_books_for_herself_with_the_therapist_she_names(ana, pat):
    make.care(ana, pat)

    granted = decide(access.in_care_of(body="provider_id"), Caller(ana, "client"), Wish(provider_id=pat))

    assert granted.key("client") == ana
    assert granted.party("provider").key("provider") == pat
    assert granted.own


def test_a_client_cannot_name_a_therapist_who_does_not_treat_her(ana, pat, quinn):
    make.care(ana, pat)

    with pytest.raises(NotFound):
        decide(access.in_care_of(body="provider_id"), Caller(ana, "client"), Wish(provider_id=quinn))


def test_a_client_cannot_name_another_client(ana, pat):
    make.care(ana, pat)

    with pytest.raises(NotFound):
        decide(access.in_care_of(body="provider_id"), Caller(ana, "client"), Wish(provider_id=pat, client_ids=[ana, "ben"]))


def test_a_provider_books_for_the_clients_they_treat(ana, pat):
    make.care(ana, pat)
    ben = make.person(person_id="ben")
    make.care(ben, pat)

    granted = decide(access.in_care_of(body="provider_id"), Caller(pat, "provider"), Wish(provider_id=pat, client_ids=[ana, ben, ana]))

    assert granted.key("provider") == pat
    assert [one.key("client") for one in granted.all("client")] == [ana, ben]
    assert {one.right for one in granted.all("client")} == {Right.CARE}


def test_one_foreign_client_among_several_refuses_all(ana, pat):
    make.care(ana, pat)

    with pytest.raises(NotFound):
        decide(access.in_care_of(body="provider_id"), Caller(pat, "provider"), Wish(provider_id=pat, client_ids=[ana, "ben"]))


def test_a_provider_does_not_act_for_another_provider(ana, pat, quinn):
    make.care(ana, pat)

    with pytest.raises(NotFound):
        decide(access.in_care_of(body="provider_id"), Caller(pat, "provider"), Wish(provider_id=quinn, client_ids=[ana]))


def test_a_provider_says_for_whom(pat):
    with pytest.raises(InvalidInput):
        decide(access.in_care_of(body="provider_id"), Caller(pat, "provider"), Wish(provider_id=pat))


def test_a_body_that_could_not_be_read_gives_no_more_than_ones_own(ana):
    granted = decide(access.in_care_of(body="provider_id"), Caller(ana, "client"), None)

    assert (granted.subject_id, granted.parties) == (ana, ())


def test_anybody_listed_may_be_chosen_and_nobody_else(ana, pat):
    granted = decide(access.may_choose(body="provider_id"), Caller(ana, "client"), Wish(provider_id=pat))

    assert granted.party("provider").key("provider") == pat
    with pytest.raises(NotFound):
        decide(access.may_choose(body="provider_id"), Caller(ana, "client"), Wish(provider_id="nobody"))


def test_both_sides_of_a_relation_reach_it_by_its_own_id(ana, pat):
    link = make.care(ana, pat)
    rule = access.in_relation(path="thread_id")

    hers = decide(rule, Caller(ana, "client"), thread_id=link.care_id)
    theirs = decide(rule, Caller(pat, "provider"), thread_id=link.care_id)

    assert (hers.key("client"), hers.party("provider").subject_id, hers.right) == (ana, pat, Right.OWN)
    assert (theirs.key("client"), theirs.party("provider").subject_id, theirs.right) == (ana, pat, Right.CARE)


def test_an_admin_reaches_the_offices_relation_and_no_therapists(ana, pat, clock):
    service.enrol(make.job("client", ana, "accounts"), clock.now())
    treated = make.care(ana, pat)
    (office,) = (link for link in service.links(make.grant(ana)) if link.practice)
    rule = access.in_relation(path="thread_id")

    granted = decide(rule, Caller("amy", "admin"), thread_id=office.care_id)

    assert (granted.key("client"), granted.right) == (ana, Right.PRACTICE)
    with pytest.raises(NotFound):
        decide(rule, Caller("amy", "admin"), thread_id=treated.care_id)


def test_a_former_therapists_thread_stays_the_clients_to_read(ana, pat, clock):
    link = make.care(ana, pat)
    service.end(make.choice(ana, pat), clock.now())

    assert decide(access.in_relation(path="thread_id"), Caller(ana, "client"), thread_id=link.care_id).key("client") == ana


def test_only_active_links_yield_grants_for_a_list(ana, pat, clock):
    make.care(ana, pat)
    ben = make.person(person_id="ben")
    make.care(ben, pat)
    service.end(make.choice(ana, pat), clock.advance(timedelta(days=1)))
    mine = make.grant(pat, "provider")

    assert [one.subject_id for one in access.clients_granted(mine, service.links(mine))] == [ben]
    assert access.clients_granted(make.grant(ben), service.links(make.grant(ben))) == []


def test_a_full_caseload_takes_nobody_and_an_ended_relation_frees_a_place(aws):
    pat = make.provider(capacity=1)
    first, second = make.person(), make.person()
    make.care(first, pat)
    assert service.caseloads([pat, "nobody"]) == {pat: 1, "nobody": 0}

    with pytest.raises(rules.NotTakingClients):
        make.care(second, pat)

    service.end(make.choice(first, pat), make.clock.now())
    make.care(second, pat)
    assert service.caseloads([pat]) == {pat: 1}


def test_a_caseload_of_none_takes_nobody(aws):
    with pytest.raises(rules.NotTakingClients):
        make.care(make.person(), make.provider(capacity=0))


def test_switching_frees_the_former_therapists_place(ana, pat, quinn):
    make.care(ana, pat)
    service.switch(make.choice(ana, quinn), make.clock.now())
    assert service.caseloads([pat, quinn]) == {pat: 0, quinn: 1}
