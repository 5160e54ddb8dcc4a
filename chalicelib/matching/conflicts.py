"""Who is out of the question for whom. Either side can say so, nobody is asked why, and neither learns what the other has said."""

from chalicelib.core.access import Grant
from chalicelib.core.records import Key, Record
from chalicelib.matching import marks
from chalicelib.matching.marks import ConflictRecord
from chalicelib.matching.schemas import ConflictsStated, ConflictStated, Excluded, ExcludedProvider
from chalicelib.providers import service as providers


def key(grant: Grant) -> Key:
    """Where a client's conflicts are, for a BatchGetItem that reads them together with other rows."""
    return marks.conflicts_key(grant)


def of(row: Record | None) -> frozenset[str]:
    """The providers in a row that was read by `key`, whoever has named them."""
    return frozenset([*row.excluded, *row.declared]) if isinstance(row, ConflictRecord) else frozenset()


def excluded(grant: Grant) -> Excluded:
    """Whom the client has excluded themselves; what staff have said is not in it."""
    return _shown(_row(grant))


def exclude(grant: Grant, *, out: bool) -> Excluded:
    """Let the client exclude the provider who came with the grant, or take that back. Safe to repeat. Raises Conflict."""
    row = _row(grant)
    mine = set(row.excluded) if row else set()
    changed = _with(mine, grant.party("provider").key("provider"), out=out)
    if changed != mine:
        marks.keep_conflicts(grant, row, changed, row.declared if row else ())
    return _shown(_row(grant))


def declare(grant: Grant, *, out: bool) -> ConflictStated:
    """Keep that the provider who came with the grant cannot treat the client, or take that back. Safe to repeat. Raises Conflict."""
    row, provider_id = _row(grant), grant.party("provider").key("provider")
    theirs = set(row.declared) if row else set()
    changed = _with(theirs, provider_id, out=out)
    if changed != theirs:
        marks.keep_conflicts(grant, row, row.excluded if row else (), changed)
    return ConflictStated(provider_id=provider_id, conflict=out)


def stated(grant: Grant) -> ConflictsStated:
    """What staff have said: a provider beside the grant reads only what they said of themselves, the manager whom it is about."""
    row = _row(grant)
    said = set(row.declared) if row else set()
    about = said.intersection(one.subject_id for one in grant.parties if one.subject.kind == "provider") if grant.parties else said
    return ConflictsStated(items=[ConflictStated(provider_id=one, conflict=True) for one in sorted(about)])


def _with(ids: set[str], provider_id: str, *, out: bool) -> set[str]:
    return ids | {provider_id} if out else ids - {provider_id}


def _row(grant: Grant) -> ConflictRecord | None:
    (row,) = marks.conflicts([grant])
    return row


def _shown(row: ConflictRecord | None) -> Excluded:
    known = [(provider_id, providers.known(provider_id)) for provider_id in (row.excluded if row else ())]
    return Excluded(items=[ExcludedProvider(provider_id, listing.name if listing else "") for provider_id, listing in known])
