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
    "other recording or transcription services": r"(?i)(?<!live )\b(transcribe|chime|ivs)\b",
}


def test_there_is_something_to_look_at():
    names = {path.name for path in SOURCES}

    assert {"peer.ts", "media.ts", "signalling.py", "data.py", "app.py"} <= names


@pytest.mark.parametrize("what", RECORDERS)
def test_nothing_records(what: str):
    found = {f"{path.relative_to(ROOT)}: {match.group()}" for path in SOURCES for match in re.finditer(RECORDERS[what], path.read_text())}

    assert found == set()


SAMPLES = {
    "the browser's recorder": "new MediaRecorder(stream)",
    "speech recognition, which streams sound to the browser's maker": "window.webkitSpeechRecognition",
    "insertable streams": "new RTCRtpScriptTransform(worker)",
    "a storage session of the signalling service": "client.join_storage_session()",
    "stored streams": "boto3.client('kinesisvideo').create_stream()",
    "other recording or transcription services": "boto3.client('transcribe')",
}


@pytest.mark.parametrize("what", RECORDERS)
def test_each_pattern_finds_what_it_is_for(what: str):
    assert re.search(RECORDERS[what], SAMPLES[what])


def test_the_name_of_a_phones_own_captions_may_be_said():
    assert not any(re.search(pattern, "The app “Live Transcribe” is another one") for pattern in RECORDERS.values())
