"""Worksheets and what clients fill in."""

from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.sharing.access import OwnEntry, SharedWithTherapist
from chalicelib.sharing.schemas import EntryPage, EntrySharing
from chalicelib.worksheets import building, service
from chalicelib.worksheets.access import BuildingSheet, BuiltSheet, OpenSheet
from chalicelib.worksheets.schemas import (
    Archived,
    ChangedDefinition,
    Definition,
    KeptSheetDraft,
    SheetDraft,
    Worksheet,
    WorksheetEntries,
    WorksheetEntry,
    Worksheets,
    WorksheetWish,
)
from chalicelib.worksheets.store import WORKSHEETS

api = SecureBlueprint(__name__)
_OWN = OwnEntry(WORKSHEETS, "worksheet_entry_id")


@api.route("/worksheets", methods=["GET"], allow=role("client", "provider"), returns=Worksheets)
def worksheets(grant: Grant) -> Worksheets:
    """Every worksheet the reader may open: the product's, those a therapist built, those a client was given."""
    return service.worksheets(grant)


@api.route("/worksheets", methods=["POST"], allow=role("provider"), body=Definition, returns=Worksheet, status=201)
def build_worksheet(grant: Grant, definition: Definition) -> Worksheet:
    """Build a worksheet of one's own."""
    return building.build(grant, definition, clock.now())


@api.route("/worksheets/{slug}", methods=["GET"], allow=OpenSheet("client", "provider"), returns=Worksheet)
def worksheet(grant: Grant, slug: str) -> Worksheet:
    """One worksheet."""
    return service.worksheet(grant, slug)


@api.route("/worksheets/{slug}", methods=["PUT"], allow=BuiltSheet(), body=ChangedDefinition, returns=Worksheet)
def rebuild_worksheet(grant: Grant, slug: str, changed: ChangedDefinition) -> Worksheet:
    """Write the next version of one's own."""
    return building.rebuild(grant, slug, changed, clock.now())


@api.route("/worksheets/{slug}/draft", methods=["GET"], allow=BuildingSheet(), returns=KeptSheetDraft)
def worksheet_draft(grant: Grant, slug: str) -> KeptSheetDraft:
    """What is changed in one's own and not saved yet; `new` for one that is being begun."""
    return building.draft(grant, slug)


@api.route("/worksheets/{slug}/draft", methods=["PUT"], allow=BuildingSheet(), body=SheetDraft, returns=KeptSheetDraft)
def keep_worksheet_draft(grant: Grant, slug: str, wish: SheetDraft) -> KeptSheetDraft:
    """Keep what is built so far; saving the worksheet ends it."""
    return building.keep_draft(grant, slug, wish, clock.now())


@api.route("/worksheets/{slug}/archived", methods=["PUT"], allow=BuiltSheet(), body=Archived, returns=Worksheet)
def archive_worksheet(grant: Grant, slug: str, wish: Archived) -> Worksheet:
    """Put one's own out of use, or back."""
    return building.archive(grant, slug, wish.archived)


@api.route(
    "/worksheets/{slug}/entries", methods=["POST"], allow=OpenSheet("client"), body=WorksheetWish, returns=WorksheetEntry, status=201
)
def begin_worksheet(grant: Grant, slug: str, wish: WorksheetWish) -> WorksheetEntry:
    """Begin a worksheet, or hand it in at one go."""
    return service.begin(grant, slug, wish, clock.now())


@api.route("/worksheet-entries", methods=["GET"], allow=role("client"), query=EntryPage, returns=WorksheetEntries)
def worksheet_entries(grant: Grant, page: EntryPage) -> WorksheetEntries:
    """The client's own filled-in worksheets, newest first."""
    return service.entries(grant, page)


@api.route("/worksheet-entries/{worksheet_entry_id}", methods=["GET"], allow=_OWN, returns=WorksheetEntry)
def worksheet_entry(grant: Grant, worksheet_entry_id: str) -> WorksheetEntry:
    """One of the client's own."""
    return service.entry(grant, worksheet_entry_id)


@api.route(
    "/worksheet-entries/{worksheet_entry_id}",
    methods=["PUT"],
    allow=_OWN,
    body=WorksheetWish,
    returns=WorksheetEntry,
)
def go_on_with_worksheet(grant: Grant, worksheet_entry_id: str, wish: WorksheetWish) -> WorksheetEntry:
    """Go on with one of the client's own."""
    return service.go_on(grant, worksheet_entry_id, wish)


@api.route(
    "/worksheet-entries/{worksheet_entry_id}/sharing",
    methods=["PUT"],
    allow=_OWN,
    body=EntrySharing,
    returns=WorksheetEntry,
)
def share_worksheet(grant: Grant, worksheet_entry_id: str, wish: EntrySharing) -> WorksheetEntry:
    """Share or withhold one, effective with the next request."""
    return service.share(grant, worksheet_entry_id, wish.shared)


@api.route(
    "/clients/{client_id}/worksheet-entries",
    methods=["GET"],
    allow=SharedWithTherapist("worksheets"),
    query=EntryPage,
    returns=WorksheetEntries,
)
def shared_worksheets(grant: Grant, page: EntryPage) -> WorksheetEntries:
    """What a client shares with the provider who treats them; nothing shared answers as if there were no such client."""
    return service.shared_entries(grant, page)
