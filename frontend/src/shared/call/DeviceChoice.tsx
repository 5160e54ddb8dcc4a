import { useEffect, useState } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/call";
import { Select } from "../ui";
import { thisBrowser } from "./browser";
import type { Kind, Media, Problem } from "./media";

const t = words<typeof en>("call");
const kinds = { audio: "audioinput", video: "videoinput" } as const;
const labels = { audio: "choose_microphone", video: "choose_camera" } as const;

/** Why a device gives nothing and the one thing to do about it, in the words of this browser's own buttons. */
export function problemWords(problem: Problem): string {
  return problem === "denied" ? t(`grant_${thisBrowser()}`) : t(`problem_${problem}`);
}

/** The devices there are, also when one is plugged in later. */
function useDevices(kind: Kind): MediaDeviceInfo[] {
  const [found, setFound] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    const look = () => void navigator.mediaDevices.enumerateDevices().then(setFound, () => undefined);
    look();
    navigator.mediaDevices.addEventListener("devicechange", look);
    return () => navigator.mediaDevices.removeEventListener("devicechange", look);
  }, []);
  return found.filter((device) => device.kind === kinds[kind] && device.deviceId);
}

/** Another microphone or camera; where it gives nothing, the one before goes on. */
export function DeviceChoice({ media, kind }: { media: Media; kind: Kind }) {
  const devices = useDevices(kind);
  return (
    <Select
      label={t(labels[kind])}
      value={media[kind].value?.getSettings().deviceId ?? ""}
      options={devices.map((device, place) => ({ value: device.deviceId, label: device.label || t("device", { number: place + 1 }) }))}
      onValue={(id) => void media.choose(kind, id)}
    />
  );
}
