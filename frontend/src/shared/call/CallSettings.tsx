import { useEffect, useState } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/call";
import { Actions, Button, Dialog, Select } from "../ui";
import type { Kind, Media } from "./media";

const t = words<typeof en>("call");
const kinds = { audio: "audioinput", video: "videoinput" } as const;

/** The devices there are, also when one is plugged in later. */
function useDevices(): MediaDeviceInfo[] {
  const [found, setFound] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    const look = () => void navigator.mediaDevices.enumerateDevices().then(setFound, () => undefined);
    look();
    navigator.mediaDevices.addEventListener("devicechange", look);
    return () => navigator.mediaDevices.removeEventListener("devicechange", look);
  }, []);
  return found;
}

/** Another microphone or camera in the middle of a call, and how to have captions. */
export function CallSettings({ media, picture, onClose }: { media: Media; picture: boolean; onClose: () => void }) {
  const devices = useDevices();
  const choice = (kind: Kind, label: string) => {
    const fitting = devices.filter((device) => device.kind === kinds[kind] && device.deviceId);
    const now = media[kind].value?.getSettings().deviceId ?? "";
    const problem = media.problem.value[kind];
    return (
      <>
        <Select
          label={label}
          value={now}
          options={fitting.map((device, place) => ({ value: device.deviceId, label: device.label || t("device", { number: place + 1 }) }))}
          onValue={(id) => void media.choose(kind, id)}
        />
        {problem && <p role="alert">{t(`problem_${problem}`)}</p>}
      </>
    );
  };
  return (
    <Dialog title={t("settings")} onClose={onClose}>
      <div class="stack">
        {choice("audio", t("choose_microphone"))}
        {picture && choice("video", t("choose_camera"))}
        <p class="second">{t("captions")}</p>
        <Actions><Button onClick={onClose}>{t("close")}</Button></Actions>
      </div>
    </Dialog>
  );
}
