from typing import get_args

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
