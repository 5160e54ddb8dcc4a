from datetime import timedelta

from chalicelib.providers import service
from chalicelib.providers.schemas import Compact, Licence
from tests import make


def test_anybody_reads_a_therapists_page(http):
    pat = make.listing(about="I work slowly and listen a lot.")

    page = http.get(f"/api/providers/{pat.provider_id}").json()

    assert (page["provider_id"], page["name"], page["about"]) == (pat.provider_id, "Pat Hollis", "I work slowly and listen a lot.")
    assert page["fee_cents"] == 15000


def test_a_licence_that_has_run_out_is_not_shown(http, clock):
    today = clock.now().date()
    pat = make.listing(licences=[make.licence("NY", today + timedelta(days=30)), make.licence("AK", today - timedelta(days=2))])

    assert [one["state"] for one in http.get(f"/api/providers/{pat.provider_id}").json()["licences"]] == ["NY"]


def test_a_compact_credential_is_shown_while_it_and_the_licence_it_rests_on_are_valid(http, clock):
    today = clock.now().date()
    held = {
        "kind": "psypact",
        "number": "A1",
        "home_state": "CO",
        "states": ["WV"],
        "granted": today - timedelta(days=9),
        "expires": today + timedelta(days=2),
    }
    at_home = Licence(state="CO", profession="psychologist", number="P1", expires=today + timedelta(days=90))
    pat = make.listing(licences=[at_home], compacts=[Compact(**held)])
    assert [one["states"] for one in http.get(f"/api/providers/{pat.provider_id}").json()["compacts"]] == [["WV"]]
    clock.advance(days=4)
    assert http.get(f"/api/providers/{pat.provider_id}").json()["compacts"] == []


def test_an_unknown_therapist_is_not_here(http):
    assert (http.get("/api/providers/nobody").status, http.get("/api/providers/nobody").code) == (404, "not_found")


def test_the_directory_lists_everybody_and_a_new_listing_at_once(aws):
    first = make.listing()
    assert service.listings() == [first]

    second = make.listing()

    assert {one.provider_id for one in service.listings()} == {first.provider_id, second.provider_id}
    assert service.known(second.provider_id) == second


def test_a_listing_replaces_the_one_before(aws):
    pat = make.listing()
    make.listing(pat.provider_id, accepts_new=False)

    found = service.listing(pat.provider_id)
    assert found is not None
    assert not found.accepts_new


def test_a_row_read_together_with_others_gives_the_same_listing(aws):
    from chalicelib.core import records

    pat = make.listing()
    rows = records.get_many([service.listing_key(pat.provider_id), service.listing_key("nobody")])

    assert [service.listing_of(row) for row in rows] == [pat, None]
