import pytest

from chalicelib.core import decoding
from chalicelib.core.schemas import Request


class Inner(Request):
    state: str = ""


class Wish(Request):
    score: int
    inner: Inner | None = None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b'{"score": "ten"}',
        b'{"score": 1, "more": 2}',
        b'{"score": 1, "score": 2}',
        b'{"score": NaN}',
        b'{"score": 1, "inner": {"state": "a", "state": "b"}}',
        b"[" * 100_000,
        b'{"inner":' * 50_000,
        b'{"score": 1}' + b" " * decoding.MAX_BYTES,
    ],
    ids=lambda raw: repr(raw[:40]),
)
def test_a_body_of_another_shape_is_refused(raw):
    assert decoding.attempt(raw, Wish).problem is not None


def test_a_refusal_names_the_field():
    problem = decoding.attempt(b'{"score": "ten"}', Wish).problem

    assert problem.details["field"] == "score"


def test_a_missing_and_an_unknown_field_are_named():
    problems = [
        decoding.attempt(raw, Wish).problem for raw in (b"{}", b'{"score": 1, "colour": 2}', b'{"score": 1, "inner": {"colour": 2}}')
    ]

    assert [problem.details["field"] for problem in problems] == ["score", "colour", "inner.colour"]


def test_a_refusal_never_quotes_what_was_sent():
    problem = decoding.attempt(b'{"score": "my secret"}', Wish).problem

    assert "secret" not in problem.message


def test_a_good_body_is_read():
    assert decoding.attempt(b'{"score": 7}', Wish) == (Wish(score=7), None)


def test_a_query_takes_numbers_as_text():
    assert decoding.query({"score": "7"}, Wish) == Wish(score=7)
