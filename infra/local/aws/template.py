"""Applies a CloudFormation template, unchanged, with plain API calls: moto's own CloudFormation drops half of it in silence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infra.local.aws.resources import MAKERS, SKIPPED, Made

DATA_TEMPLATE = Path(__file__).parents[2] / "data.template.json"
ACCOUNT = "123456789012"
REGION = "us-east-1"
PSEUDO = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Region": REGION,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": "quietroom-data",
}


class UnknownResource(Exception):
    """The template holds a type that is neither made nor on the list of what is skipped."""


@dataclass
class Applied:
    """What a template made: its outputs by name, and the types that were left out."""

    outputs: dict[str, str]
    skipped: set[str] = field(default_factory=set)


def apply(client: Callable[[str], Any], parameters: Mapping[str, str], template: Path = DATA_TEMPLATE) -> Applied:
    """Make every resource of the template through the given boto3 clients, in the order their references ask for.

    Raises UnknownResource for a type nobody decided about, KeyError for a parameter without a value.
    """
    return _Stack(json.loads(template.read_text()), client, parameters).apply()


class _Stack:
    def __init__(self, template: dict[str, Any], client: Callable[[str], Any], parameters: Mapping[str, str]) -> None:
        self._template = template
        self._client = client
        self._parameters = {
            name: str(spec["Default"]) for name, spec in template.get("Parameters", {}).items() if "Default" in spec
        } | dict(parameters)
        self._made: dict[str, Made] = {}
        self._skipped: set[str] = set()
        self._functions: dict[str, Callable[[Any], Any]] = {
            "Ref": self._ref,
            "Fn::GetAtt": self._attribute,
            "Fn::Join": self._join,
            "Fn::Select": self._select,
            "Fn::Split": self._split,
            "Fn::Sub": self._substitute,
        }

    def apply(self) -> Applied:
        for name in self._template["Resources"]:
            self._resource(name)
        outputs = {name: str(self._value(output["Value"])) for name, output in self._template.get("Outputs", {}).items()}
        return Applied(outputs, self._skipped)

    def _resource(self, name: str) -> Made:
        if name not in self._made:
            resource = self._template["Resources"][name]
            kind = resource["Type"]
            if kind in SKIPPED:
                self._skipped.add(kind)
                self._made[name] = Made(name, {"Arn": f"arn:aws:local:{REGION}:{ACCOUNT}:{name}"})
            elif kind in MAKERS:
                self._made[name] = MAKERS[kind](self._client, name, self._value(resource.get("Properties", {})))
            else:
                raise UnknownResource(kind)
        return self._made[name]

    def _value(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._value(item) for item in value]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((name, argument),) = value.items()
            if name in self._functions:
                return self._functions[name](argument)
        return {name: self._value(item) for name, item in value.items()}

    def _attribute(self, argument: list[str]) -> str:
        return self._resource(argument[0]).attributes[argument[1]]

    def _join(self, argument: list[Any]) -> str:
        return str(argument[0]).join(str(part) for part in self._value(argument[1]))

    def _select(self, argument: list[Any]) -> Any:
        return self._value(argument[1])[int(argument[0])]

    def _split(self, argument: list[Any]) -> list[str]:
        return str(self._value(argument[1])).split(argument[0])

    def _ref(self, name: str) -> str:
        if name in PSEUDO:
            return PSEUDO[name]
        if name in self._template.get("Parameters", {}):
            return self._parameters[name]
        return self._resource(name).ref

    def _substitute(self, text: str) -> str:
        def named(match: re.Match[str]) -> str:
            name, _, attribute = match.group(1).partition(".")
            return self._resource(name).attributes[attribute] if attribute else self._ref(name)

        return re.sub(r"\$\{([\w.:]+)\}", named, text)
