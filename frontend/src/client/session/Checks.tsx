import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { followLevel, type LineWord, ownFiles, ringBell, tryLine, wordFor } from "../../shared/call/check";
import type { Media, Problem } from "../../shared/call/media";
import { Tile } from "../../shared/call/Tile";
import { useOwnStream } from "../../shared/call/useOwnStream";
import { words } from "../../shared/i18n";
import type call from "../../shared/i18n/en/call";
import type en from "../../shared/i18n/en/session";
import { Actions, Button } from "../../shared/ui";

const t = words<typeof en>("session");
const c = words<typeof call>("call");

/** Above this the microphone surely hears a voice; near the top it is too loud to be clear. */
const heardAt = 0.06;
const tooLoudAt = 0.97;
/** Tenths of a second. */
const lastingly = 10;

function Row({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <li>
      <h3>{title}</h3>
      {children}
    </li>
  );
}

/** Why a device gives nothing, and the one thing to do about it. */
function Mend({ problem, again, instead }: { problem: Problem; again: () => void; instead?: string }) {
  return (
    <>
      <p role="alert">{c(`problem_${problem}`)}</p>
      <Actions><Button look="quiet" onClick={again}>{t("try_it_again")}</Button></Actions>
      {instead && <p class="second">{instead}</p>}
    </>
  );
}

function Microphone({ media }: { media: Media }) {
  const [level, setLevel] = useState(0);
  const [word, setWord] = useState<"say_something" | "heard" | "too_loud">("say_something");
  const track = media.audio.value;
  useEffect(() => {
    if (!track) return;
    let loudFor = 0;
    return followLevel(track, (now) => {
      setLevel(now);
      loudFor = now > tooLoudAt ? loudFor + 1 : 0;
      // A word that changed with every syllable could not be read, nor listened to.
      if (loudFor >= lastingly) setWord("too_loud");
      else if (now > heardAt) setWord((before) => (before === "too_loud" && loudFor > 0 ? before : "heard"));
    });
  }, [track]);
  const problem = media.problem.value.audio;
  return (
    <Row title={t("microphone")}>
      {track && (
        <>
          <meter min={0} max={1} high={tooLoudAt} value={level} aria-label={t("how_loud")} />
          <p role="status">{t(word)}</p>
        </>
      )}
      {problem && <Mend problem={problem} again={() => void media.open({ video: false })} instead={t("no_microphone")} />}
    </Row>
  );
}

function Speaker() {
  const [state, setState] = useState<"quiet" | "rung" | "good" | "bad">("quiet");
  const ring = () => {
    ringBell();
    setState("rung");
  };
  return (
    <Row title={t("speaker")}>
      {state === "rung" && (
        <>
          <p role="status">{t("heard_bell")}</p>
          <Actions>
            <Button look="quiet" onClick={() => setState("good")}>{t("yes")}</Button>
            <Button look="quiet" onClick={() => setState("bad")}>{t("no")}</Button>
          </Actions>
        </>
      )}
      {state === "good" && <p role="status">{t("speaker_good")}</p>}
      {state === "bad" && <p role="status">{t("speaker_bad")}</p>}
      {state !== "rung" && <Actions><Button look="quiet" onClick={ring}>{state === "quiet" ? t("ring") : t("ring_again")}</Button></Actions>}
    </Row>
  );
}

function Camera({ media, name }: { media: Media; name: string }) {
  const stream = useOwnStream(media);
  const problem = media.problem.value.video;
  return (
    <Row title={t("camera")}>
      {stream && <div class="preview"><Tile stream={stream} name={name} camera own /></div>}
      {stream && <p>{t("only_you_see")}</p>}
      {problem && <Mend problem={problem} again={() => void media.camera(true)} instead={t("sound_only_works")} />}
    </Row>
  );
}

function LineCheck() {
  const [found, setFound] = useState<LineWord | "trying" | "none">("trying");
  const attempt = () => {
    setFound("trying");
    tryLine(ownFiles()).then((quality) => setFound(wordFor(quality)), () => setFound("none"));
  };
  useEffect(attempt, []);
  return (
    <Row title={t("line")}>
      <p role="status">{t(`line_${found}`)}</p>
      {(found === "poor" || found === "none") && <Actions><Button look="quiet" onClick={attempt}>{t("try_it_again")}</Button></Actions>}
    </Row>
  );
}

/** Microphone, speaker, camera and line, one a row and in words. */
export function Checks({ media, picture, name }: { media: Media; picture: boolean; name: string }) {
  return (
    <ul class="checks">
      <Microphone media={media} />
      <Speaker />
      {picture && <Camera media={media} name={name} />}
      <LineCheck />
    </ul>
  );
}
