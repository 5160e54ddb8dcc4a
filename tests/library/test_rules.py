from chalicelib.library import rules


def test_a_text_is_parted_at_its_blank_lines():
    text = "First line\nof a paragraph.\n\n## A heading\n\n- one\n- two\n"

    assert rules.parts(text) == [
        ("paragraph", "First line of a paragraph.", []),
        ("heading", "A heading", []),
        ("list", "", ["one", "two"]),
    ]


def test_reading_takes_a_minute_for_every_180_words_begun():
    assert [rules.minutes("word " * words) for words in (1, 180, 181)] == [1, 1, 2]
