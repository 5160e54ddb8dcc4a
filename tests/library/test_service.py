from pathlib import Path
from typing import get_args

import msgspec
import pytest

from chalicelib.core.errors import NotFound
from chalicelib.library import service
from chalicelib.library.schemas import Language, Method, Topic

SLUGS = sorted(one.slug for one in service.library("en").items)


def _words(article):
    return " ".join(text for part in article.parts for text in (part.text, *part.items)).split()


def test_there_are_at_least_24_texts():
    assert len([one for one in service.library("en").items if one.kind == "article"]) >= 24


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("slug", SLUGS)
def test_each_text_has_300_to_800_words_and_says_where_they_come_from(slug, language):
    article = service.entry(slug, language)

    assert article.kind == "video" or 300 <= len(_words(article)) <= 800
    assert article.sources
    assert all(source.url.startswith("https://") for source in article.sources)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_text_leaves_the_plain_voice(slug):
    text = " ".join(_words(service.entry(slug, "en")))

    assert "!" not in text
    assert not {"journey", "simply"} & set(text.lower().split())


@pytest.mark.parametrize("topic", get_args(Topic))
def test_every_topic_has_something_to_begin_with(topic):
    assert any(topic in one.topics and one.level == "first" for one in service.library("en").items)


@pytest.mark.parametrize("method", get_args(Method))
def test_every_method_is_explained(method):
    assert any(method in one.methods and "what_to_expect" in one.topics for one in service.library("en").items)


FILM = """
title = "Breathing out slowly"
summary = "Two minutes to breathe along."
topics = ["anxiety"]
methods = []
level = "first"
reviewed_on = 2026-11-20
text = "What is said in the film."
minutes = 2
sources = []
[film]
url = "/films/breathing.mp4"
captions = [{captions}]
"""


@pytest.fixture
def filmed(tmp_path, monkeypatch):
    """Give the library one film, with these captions, in place of everything."""
    monkeypatch.setattr(service, "_ARTICLES", tmp_path)
    (tmp_path / "en").mkdir()
    service._entries.cache_clear()
    yield lambda captions: (tmp_path / "en" / "breathing.toml").write_text(FILM.replace("{captions}", captions))
    service._entries.cache_clear()


def test_a_film_is_told_with_its_minutes_and_its_captions(filmed):
    filmed('{language = "en", url = "/films/breathing.vtt"}')
    entry = service.entry("breathing", "en")

    assert (entry.kind, entry.minutes, [one.url for one in entry.film.captions]) == ("video", 2, ["/films/breathing.vtt"])


def test_a_film_without_captions_is_no_entry(filmed):
    filmed("")
    with pytest.raises(msgspec.ValidationError, match="captions"):
        service.entry("breathing", "en")


def test_the_film_and_its_captions_in_both_languages_are_on_this_site():
    (film,) = [service.entry(one.slug, "en").film for one in service.library("en").items if one.kind == "video"]
    served = Path(__file__).parents[2] / "frontend/public"

    assert (served / film.url.lstrip("/")).stat().st_size < 700_000
    cues = {track.language: (served / track.url.lstrip("/")).read_text().split("\n\n")[1:] for track in film.captions}
    assert [cue.splitlines()[0] for cue in cues["en"]] == [cue.splitlines()[0] for cue in cues["es"]]


def test_a_text_that_is_not_there_is_not_found():
    with pytest.raises(NotFound):
        service.entry("no-such-text", "en")


def test_nimh_apa_and_nami_are_linked():
    publishers = {link.publisher for link in service.library("en").links}

    assert publishers >= {
        "National Institute of Mental Health",
        "American Psychological Association",
        "National Alliance on Mental Illness",
    }


@pytest.mark.parametrize("slug", SLUGS)
def test_every_text_has_a_spanish_translation_in_the_same_parts(slug):
    english, spanish = service.entry(slug, "en"), service.entry(slug, "es")

    assert spanish.language == "es"
    assert [(part.kind, len(part.items)) for part in spanish.parts] == [(part.kind, len(part.items)) for part in english.parts]
    assert "!" not in " ".join(_words(spanish))
