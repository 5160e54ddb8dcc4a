"""Nobody records a session: no page and no route uses what could."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [
    *(path for kind in ("ts", "tsx", "html") for path in (ROOT / "frontend").glob(f"src/**/*.{kind}")),
    *(ROOT / "frontend").glob("*.html"),
    ROOT / "app.py",
    *(ROOT / "chalicelib").glob("**/*.py"),
    *(ROOT / "infra" / "stacks").glob("*.py"),
]
RECORDERS = {
    "the browser's recorder": r"MediaRecorder|MediaStreamTrackProcessor|captureStream|createScriptProcessor|AudioWorklet|VideoFrame\b",
    "speech recognition, which streams sound to the browser's maker": r"SpeechRecognition",
    "insertable streams": r"createEncodedStreams|RTCRtpScriptTransform",
    "a storage session of the signalling service": r"(?i)storage[_-]?session|JoinStorageSession|MediaStorageConfiguration|media[_-]storage",
    "stored streams": r"(?i)kinesisvideo\W{1,4}(put_?media|get_?media|create_?stream)|PutMedia|GetMedia\b|HLSStreamingSession|GetClip",
    "other recording or transcription services": r"(?i)\b(transcribe|chime|ivs)\b",
}


def test_there_is_something_to_look_at():
    names = {path.name for path in SOURCES}

    assert {"peer.ts", "media.ts", "signalling.py", "data.py", "app.py"} <= names


@pytest.mark.parametrize("what", RECORDERS)
def test_nothing_records(what: str):
    found = {f"{path.relative_to(ROOT)}: {match.group()}" for path in SOURCES for match in re.finditer(RECORDERS[what], path.read_text())}

    assert found == set()


@pytest.mark.parametrize(
    "sample", ["new MediaRecorder(stream)", "window.webkitSpeechRecognition", "client.join_storage_session()", "JoinStorageSessionAsViewer"]
)
def test_the_patterns_find_what_they_are_for(sample: str):
    assert any(re.search(pattern, sample) for pattern in RECORDERS.values())
