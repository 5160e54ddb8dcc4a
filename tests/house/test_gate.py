"""A route that does not say who may does not exist."""

import msgspec
import pytest

from chalicelib.core import gate
from chalicelib.core.gate import NotWired, SecureBlueprint


def test_a_route_without_allow_stops_the_import():
    with pytest.raises(TypeError, match="allow"):
        SecureBlueprint("x").route("/moods", methods=["GET"])  # type: ignore[call-arg]


def test_a_route_that_allows_none_stops_the_import():
    with pytest.raises(NotWired):
        SecureBlueprint("x").route("/moods", methods=["GET"], allow=None)  # type: ignore[arg-type]


def test_two_jobs_of_one_name_stop_the_import():
    blueprint = SecureBlueprint("x")
    blueprint.schedule("a-name-of-this-test", minutes=1)

    with pytest.raises(NotWired):
        blueprint.schedule("a-name-of-this-test", minutes=1)


def _reaches_any(kind: object, seen: set[object]) -> bool:
    if isinstance(kind, msgspec.inspect.AnyType):
        return True
    parts = [getattr(kind, name, None) for name in ("item_type", "key_type", "value_type")]
    parts += list(getattr(kind, "types", ())) + list(getattr(kind, "item_types", ()))
    if isinstance(kind, msgspec.inspect.StructType) and kind.cls not in seen:
        seen.add(kind.cls)
        parts += [field.type for field in kind.fields]
    return any(_reaches_any(part, seen) for part in parts if part is not None)


def test_no_request_shape_reaches_any(app):
    shapes = {shape for route in gate.ROUTES for shape in (route.body, route.query) if shape}

    assert [shape.__name__ for shape in shapes if _reaches_any(msgspec.inspect.type_info(shape), set())] == []


def test_every_request_shape_refuses_unknown_fields(app):
    shapes = {shape for route in gate.ROUTES for shape in (route.body, route.query) if shape}

    assert [shape.__name__ for shape in shapes if not shape.__struct_config__.forbid_unknown_fields] == []


def test_every_route_documents_itself(app):
    assert [route.path for route in gate.ROUTES if not route.view.__doc__] == []
