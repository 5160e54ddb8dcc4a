"""Answers that need not be made again: what an answer depends on, against what the caller holds already.

A read that is asked for again and again names what its answer depends on before it opens or renders anything. Where the caller holds an
answer made of just that, nothing is opened, nothing is written into an access log, and the gate says 304.
"""

import hashlib

import msgspec

from chalicelib.core import context


class Unchanged(Exception):
    """The caller holds this very answer. Not an error: the gate answers 304."""


def unless_held(*facts: object) -> None:
    """Mark the answer under way as made of `facts`; raise Unchanged where the caller says they hold one made of the same.

    facts: all that the answer is made from besides the caller and the address: ids, times, states. Nothing outside a request.
    """
    work = context.current()
    if work is None:
        return
    made_of = msgspec.json.encode([work.caller_id, *facts])
    work.version = f'"{hashlib.sha256(made_of).hexdigest()[:32]}"'
    if work.version in (one.strip().removeprefix("W/") for one in work.held.split(",")):
        raise Unchanged
