from chalicelib.accounts import consents, guardians
from chalicelib.accounts.schemas import ConsentDecision
from tests import make


def test_every_document_is_there_in_both_languages_and_says_it_is_a_template(aws):
    for slug in consents.DOCUMENTS:
        english, spanish = consents.document(slug, "en"), consents.document(slug, "es")
        assert english.version == spanish.version
        assert len(english.sections) == len(spanish.sections)
        assert len(english.summary) == len(spanish.summary) == 5
        assert "counsel" in english.notice


def test_consents_are_missing_until_each_is_given_and_after_a_withdrawal(aws, clock):
    make.person(person_id="ana")
    ana = make.grant("ana")
    for slug, version in consents.in_force().items():
        guardians.decide(ana, ConsentDecision(document=slug, version=version), clock.advance(minutes=1))
    assert consents.missing(ana, clock.now()) == []

    guardians.decide(ana, ConsentDecision(document="telehealth", version="2020-01", agreed=False), clock.advance(minutes=1))

    assert consents.missing(ana, clock.now()) == ["telehealth"]
