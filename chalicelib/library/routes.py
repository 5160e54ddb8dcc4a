"""The library. Open to anybody: which text somebody reads is nobody's business, so nothing is asked and nothing kept."""

from chalicelib.core.access import Grant, anyone
from chalicelib.core.gate import SecureBlueprint
from chalicelib.library import service
from chalicelib.library.schemas import Article, Library, LibraryQuery

api = SecureBlueprint(__name__)


@api.route("/library", methods=["GET"], allow=anyone, query=LibraryQuery, returns=Library)
def library(_: Grant, query: LibraryQuery) -> Library:
    """Every text and film. Searching is done by the reader's own device, so that no search word leaves it."""
    return service.library(query.language)


@api.route("/library/{article}", methods=["GET"], allow=anyone, query=LibraryQuery, returns=Article)
def library_entry(_: Grant, article: str, query: LibraryQuery) -> Article:
    """One text or film."""
    return service.entry(article, query.language)
