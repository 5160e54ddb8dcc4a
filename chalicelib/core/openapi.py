"""The OpenAPI 3.1 document, made from the declared routes and shapes."""

import inspect
import json
from typing import Any

import msgspec

from chalicelib import __version__
from chalicelib.core.gate import ROUTES, Route, Text

_REF = "#/components/schemas/{name}"
_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "request_id"],
            "properties": {
                "code": {"type": "string"},
                "message": {"type": "string"},
                "request_id": {"type": "string"},
                "field": {"type": "string"},
            },
        }
    },
}


def document() -> dict[str, Any]:
    """Describe every declared route."""
    routes = sorted(ROUTES, key=lambda route: (route.path, route.methods))
    shapes = {shape for route in routes for shape in (route.query, route.body, route.returns) if _is_struct(shape)}
    _, components = msgspec.json.schema_components(sorted(shapes, key=lambda shape: shape.__name__), ref_template=_REF)
    for component in components.values():
        # Python 3.13 takes the indent from docstrings, older ones do not.
        if "description" in component:
            component["description"] = inspect.cleandoc(component["description"])
    paths: dict[str, Any] = {}
    for route in routes:
        for method in route.methods:
            paths.setdefault(route.path, {})[method.lower()] = _operation(route, method)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Quietroom", "version": __version__},
        "paths": paths,
        "components": {
            "schemas": {**components, "Error": _ERROR},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _is_struct(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, msgspec.Struct)


def _operation(route: Route, method: str) -> dict[str, Any]:
    doc = (route.view.__doc__ or "").strip().split("\n")[0]
    operation: dict[str, Any] = {
        "operationId": route.view.__name__,
        "summary": doc,
        "parameters": _parameters(route, method),
        "responses": {str(route.status): _answer(route), "default": _json("What went wrong.", {"$ref": _REF.format(name="Error")})},
    }
    if not route.allow.public:
        operation["security"] = [{"bearer": []}]
    if route.body:
        operation["requestBody"] = {"required": True, "content": _content({"$ref": _REF.format(name=route.body.__name__)})}
    return operation


def _parameters(route: Route, method: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in route.path_names
    ]
    if route.query:
        schema = msgspec.json.schema(route.query)["$defs"][route.query.__name__]
        required = schema.get("required", [])
        found += [
            {"name": name, "in": "query", "required": name in required, "schema": part} for name, part in schema["properties"].items()
        ]
    if method == "POST":
        found.append({"name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string"}})
    return found


def _answer(route: Route) -> dict[str, Any]:
    if route.returns is Text:
        return {"description": "The document.", "content": {"text/calendar": {"schema": {"type": "string"}}}}
    return _json("Done.", {"$ref": _REF.format(name=route.returns.__name__)} if _is_struct(route.returns) else {"type": "object"})


def _json(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": _content(schema)}


def _content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def text() -> str:
    """The document as it is checked in."""
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"
