"""Keeping the directory's snapshot in step with its table."""

from chalicelib.core.gate import SecureBlueprint
from chalicelib.core.records import stream_arn
from chalicelib.providers import directory

work = SecureBlueprint(__name__)


@work.changes("directory-stream", arn=stream_arn("providers"))
def on_directory_change() -> None:
    """Build the snapshot anew after any change to the directory."""
    directory.publish()
