"""The library's entries, read once from their files: one TOML file per entry, and one with the words alone per translation."""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from chalicelib.core.errors import NotFound
from chalicelib.library import rules
from chalicelib.library.schemas import Article, Entry, Film, Language, Level, Library, Method, Part, Source, Topic

_ARTICLES = Path(__file__).parent / "articles"
_LINKS = Path(__file__).parent / "links.toml"


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """One entry as its file has it. minutes: of a film; a text's follow from its length."""

    title: str
    summary: str
    topics: list[Topic]
    methods: list[Method]
    level: Level
    reviewed_on: date
    text: str
    sources: list[Source]
    minutes: int | None = None
    film: Film | None = None


def library(language: Language) -> Library:
    """Every entry, in this language where it is translated and else in English, ordered by title."""
    items = [Entry(**{name: getattr(entry, name) for name in Entry.__struct_fields__}) for entry in _entries(language).values()]
    return Library(items=sorted(items, key=lambda entry: entry.title.casefold()), links=_links())


def entry(slug: str, language: Language) -> Article:
    """One entry whole. Raises NotFound."""
    found = _entries(language).get(slug)
    if found is None:
        raise NotFound
    return found


@lru_cache
def _entries(language: Language) -> dict[str, Article]:
    """By slug. A file that does not fit its shape fails here, and with it the test that reads them all."""
    return {path.stem: _read(path.stem, language) for path in (_ARTICLES / "en").glob("*.toml")}


def _read(slug: str, language: Language) -> Article:
    kept = tomllib.loads((_ARTICLES / "en" / f"{slug}.toml").read_text())
    translated = _ARTICLES / language / f"{slug}.toml"
    if language != "en" and translated.exists():
        # A translation gives its words; sources, subjects and dates are the original's.
        return _article(slug, language, msgspec.convert(kept | tomllib.loads(translated.read_text()), _File))
    return _article(slug, "en", msgspec.convert(kept, _File))


def _article(slug: str, language: Language, kept: _File) -> Article:
    return Article(
        slug=slug,
        kind="video" if kept.film else "article",
        title=kept.title,
        summary=kept.summary,
        topics=kept.topics,
        methods=kept.methods,
        level=kept.level,
        minutes=kept.minutes or rules.minutes(kept.text),
        language=language,
        parts=[msgspec.convert({"kind": kind, "text": text, "items": items}, Part) for kind, text, items in rules.parts(kept.text)],
        sources=kept.sources,
        reviewed_on=kept.reviewed_on,
        film=kept.film,
    )


@lru_cache
def _links() -> list[Source]:
    return msgspec.convert(tomllib.loads(_LINKS.read_text())["links"], list[Source])
