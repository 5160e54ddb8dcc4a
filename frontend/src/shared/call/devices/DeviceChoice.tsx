import { useEffect, useState } from "preact/hooks";
import { words } from "../../i18n";
import type en from "../../i18n/en/call";
import { Actions, Button, Select } from "../../ui";
import { thisBrowser } from "./browser";
import type { Kind, Media, Problem } from "./media";
import { askForSpeaker, canAskForSpeaker, canChooseSpeaker, speaker } from "./speaker";

const t = words<typeof en>("call");
const kinds = { audio: "audioinput", video: "videoinput" } as const;
const labels = { audio: "choose_microphone", video: "choose_camera" } as const;

/** Why a device gives nothing and the one thing to do about it, in the words of this browser's own buttons. */
export function problemWords(problem: Problem): string {
  return problem === "denied" ? t(`grant_${thisBrowser()}`) : t(`problem_${problem}`);
}

/** The devices there are, also when one is plugged in later. again: what makes more of them known. */
function useDevices(kind: MediaDeviceKind, again?: unknown): MediaDeviceInfo[] {
  const [found, setFound] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    const look = () => void navigator.mediaDevices.enumerateDevices().then(setFound, () => undefined);
    look();
    navigator.mediaDevices.addEventListener("devicechange", look);
    return () => navigator.mediaDevices.removeEventListener("devicechange", look);
  }, [again]);
  return found.filter((device) => device.kind === kind && device.deviceId);
}

function named(devices: MediaDeviceInfo[]): { value: string; label: string }[] {
  return devices.map((device, place) => ({ value: device.deviceId, label: device.label || t("device", { number: place + 1 }) }));
}

/** Another microphone or camera; where it gives nothing, the one before goes on. */
export function DeviceChoice({ media, kind }: { media: Media; kind: Kind }) {
  const devices = useDevices(kinds[kind]);
  return (
    <Select
      label={t(labels[kind])}
      value={media[kind].value?.getSettings().deviceId ?? ""}
      options={named(devices)}
      onValue={(id) => void media.choose(kind, id)}
    />
  );
}

/** Another speaker; nothing where the browser leaves that to the device. media: with its microphone open, speakers have names. */
export function SpeakerChoice({ media }: { media: Media }) {
  const devices = useDevices("audiooutput", media.audio.value);
  // Beside each real one the browser lists the one it uses by itself.
  const others = devices.filter(({ deviceId }) => deviceId !== "default");
  if (!canChooseSpeaker()) return null;
  return (
    <>
      {others.length > 0 && <Select label={t("choose_speaker")} value={speaker.value} options={[{ value: "", label: t("speaker_own") }, ...named(others)]} onValue={(id) => (speaker.value = id)} />}
      {canAskForSpeaker() && <Actions><Button look="quiet" onClick={() => void askForSpeaker()}>{t("ask_speaker")}</Button></Actions>}
    </>
  );
}
