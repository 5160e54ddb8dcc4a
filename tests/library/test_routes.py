def test_the_list_carries_no_texts_and_each_text_can_be_opened(http):
    listed = http.get("/api/library?language=es").json()
    first = listed["items"][0]

    assert "parts" not in first
    assert http.get(f"/api/library/{first['slug']}?language=es").json()["title"] == first["title"]


def test_an_unknown_text_is_a_404(http):
    assert http.get("/api/library/not-here").status == 404
