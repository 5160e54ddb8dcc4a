"""Public shapes of the library."""

from datetime import date
from typing import Annotated, Literal

import msgspec

from chalicelib.core.schemas import Request, Response

Language = Literal["en", "es"]
Topic = Literal[
    "anxiety", "depression", "burnout", "relationships", "transitions", "emotion_regulation", "identity", "what_to_expect", "crisis"
]
Method = Literal["cbt", "dbt", "act", "trauma_informed"]
Level = Literal["first", "practice", "deeper"]
"""first: to begin with; practice: something to do; deeper: for those who want to know more."""


class LibraryQuery(Request):
    """In which language to read. What is not translated comes in English and says so in `language`."""

    language: Language = "en"


class Source(Response):
    """Where what is said comes from, or where more is to be found."""

    title: str
    publisher: str
    url: str


class Captions(Response):
    """The spoken and shown words of a film in one language, WebVTT. url: on this site."""

    language: Language
    url: str


class Film(Response):
    """Where a film is, on this site, and its captions."""

    url: str
    captions: Annotated[list[Captions], msgspec.Meta(min_length=1)]


class Part(Response):
    """A piece of a text, in order: a heading or a paragraph with its `text`, or a list with its `items`."""

    kind: Literal["heading", "paragraph", "list"]
    text: str = ""
    items: list[str] = []


class Entry(Response):
    """One text or film as a list shows it. minutes: of unhurried reading, or of the film."""

    slug: str
    kind: Literal["article", "video"]
    title: str
    summary: str
    topics: list[Topic]
    methods: list[Method]
    level: Level
    minutes: int
    language: Language


class Article(Entry):
    """One entry whole. parts: its text; for a film, what is said and shown in it."""

    parts: list[Part]
    sources: list[Source]
    reviewed_on: date
    film: Film | None = None


class Library(Response):
    """Every entry there is, and places outside that we trust."""

    items: list[Entry]
    links: list[Source]
    next: None = None
