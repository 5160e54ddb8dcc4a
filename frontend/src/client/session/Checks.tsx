import { useEffect, useState } from "preact/hooks";
import { followLevel, ringBell } from "../../shared/call/check/check";
import { DeviceChoice, problemWords, SpeakerChoice } from "../../shared/call/devices/DeviceChoice";
import type { Media, Problem } from "../../shared/call/devices/media";
import { useOwnStream } from "../../shared/call/devices/useOwnStream";
import { Tile } from "../../shared/call/Tile";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/session";
import { Actions, Button, Disclosure } from "../../shared/ui";
import { Check } from "./Check";
import { LineCheck } from "./LineCheck";
import type { PreCall } from "./preCall";
import type { Prepared } from "./prepared";

const t = words<typeof en>("session");

/** Above this the microphone surely hears a voice; near the top it is too loud to be clear. */
const heardAt = 0.06;
const tooLoudAt = 0.97;
/** Tenths of a second. */
const lastingly = 10;
const longSilence = 80;

/** Why a device gives nothing, and the one thing to do about it. */
function Mend({ problem, again, instead }: { problem: Problem; again: () => void; instead?: string }) {
  return (
    <>
      <p role="alert">{problemWords(problem)}</p>
      <Actions><Button look="quiet" onClick={again}>{t("try_it_again")}</Button></Actions>
      {instead && <p class="second">{instead}</p>}
    </>
  );
}

function Microphone({ media, preCall }: { media: Media; preCall: PreCall }) {
  const [level, setLevel] = useState(0);
  const [word, setWord] = useState<"say_something" | "heard" | "too_loud" | "silent">("say_something");
  const track = media.audio.value;
  useEffect(() => {
    if (!track) return;
    let loudFor = 0;
    let silentFor = 0;
    setWord("say_something");
    return followLevel(track, (now) => {
      setLevel(now);
      loudFor = now > tooLoudAt ? loudFor + 1 : 0;
      silentFor = now > heardAt ? 0 : silentFor + 1;
      // A word that changed with every syllable could not be read, nor listened to.
      if (loudFor >= lastingly) setWord("too_loud");
      else if (silentFor >= longSilence) setWord((before) => (before === "say_something" ? "silent" : before));
      else if (now > heardAt) setWord((before) => (before === "too_loud" && loudFor > 0 ? before : "heard"));
    });
  }, [track]);
  const problem = media.problem.value.audio;
  useEffect(() => {
    if (problem || word === "silent") preCall.note({ microphone: "problem" });
    else if (word !== "say_something") preCall.note({ microphone: "ok" });
  }, [problem, word]);
  return (
    <Check title={t("microphone")}>
      {track && (
        <>
          <meter min={0} max={1} high={tooLoudAt} value={level} aria-label={t("how_loud")} />
          <p role="status">{t(word)}</p>
          <Disclosure summary={t("other_microphone")}><DeviceChoice media={media} kind="audio" /></Disclosure>
        </>
      )}
      {problem && <Mend problem={problem} again={() => void media.open({ video: false })} instead={t("no_microphone")} />}
    </Check>
  );
}

function Speaker({ media, preCall }: { media: Media; preCall: PreCall }) {
  const [state, setState] = useState<"quiet" | "rung" | "good" | "bad">("quiet");
  const ring = () => {
    ringBell();
    setState("rung");
  };
  const say = (heard: boolean) => {
    setState(heard ? "good" : "bad");
    preCall.note({ speaker: heard ? "ok" : "problem" });
  };
  return (
    <Check title={t("speaker")}>
      {state === "rung" && (
        <>
          <p role="status">{t("heard_bell")}</p>
          <Actions>
            <Button look="quiet" onClick={() => say(true)}>{t("yes")}</Button>
            <Button look="quiet" onClick={() => say(false)}>{t("no")}</Button>
          </Actions>
        </>
      )}
      {state === "good" && <p role="status">{t("speaker_good")}</p>}
      {state === "bad" && <p role="status">{t("speaker_bad")}</p>}
      {state !== "rung" && <Actions><Button look="quiet" onClick={ring}>{state === "quiet" ? t("ring") : t("ring_again")}</Button></Actions>}
      <SpeakerChoice media={media} />
    </Check>
  );
}

function Camera({ media, name, preCall }: { media: Media; name: string; preCall: PreCall }) {
  const stream = useOwnStream(media);
  const problem = media.problem.value.video;
  useEffect(() => {
    if (problem || stream) preCall.note({ camera: problem ? "problem" : "ok" });
  }, [problem, stream]);
  return (
    <Check title={t("camera")}>
      {stream && <div class="preview"><Tile stream={stream} name={name} camera own /></div>}
      {stream && <p>{t("only_you_see")}</p>}
      {stream && <Disclosure summary={t("other_camera")}><DeviceChoice media={media} kind="video" /></Disclosure>}
      {problem && <Mend problem={problem} again={() => void media.camera(true)} instead={t("sound_only_works")} />}
    </Check>
  );
}

/** Microphone, speaker, camera and line, one a row and in words. */
export function Checks({ prepared, picture, name }: { prepared: Prepared; picture: boolean; name: string }) {
  const { media, preCall } = prepared;
  return (
    <ul class="checks">
      <Microphone media={media} preCall={preCall} />
      <Speaker media={media} preCall={preCall} />
      {picture && <Camera media={media} name={name} preCall={preCall} />}
      <LineCheck media={media} preCall={preCall} />
    </ul>
  );
}
