/** Where sound comes out, in browsers that let a page choose. Kept as long as the page, like the other devices chosen by hand. */
import { signal } from "@preact/signals";

/** The chosen speaker by the browser's id; empty for the one the device uses by itself. */
export const speaker = signal("");

/** Not yet in the types of TypeScript. */
type Asking = MediaDevices & { selectAudioOutput?: () => Promise<MediaDeviceInfo> };

export function canChooseSpeaker(): boolean {
  return "setSinkId" in HTMLMediaElement.prototype;
}

/** Whether the browser shows a list of its own, and tells a page only of what was picked in it. */
export function canAskForSpeaker(): boolean {
  return canChooseSpeaker() && "selectAudioOutput" in navigator.mediaDevices;
}

/** Let the person pick in the browser's own dialog; who picks nothing keeps what they have. */
export async function askForSpeaker(): Promise<void> {
  const picked = await (navigator.mediaDevices as Asking).selectAudioOutput!().catch(() => null);
  if (picked) speaker.value = picked.deviceId;
}

/** Send an element's sound to the chosen speaker; one that is not there any more gives way to the device's own. */
export async function playOnSpeaker(element: HTMLMediaElement): Promise<void> {
  if (!canChooseSpeaker() || element.sinkId === speaker.peek()) return;
  const wanted = speaker.peek();
  await element.setSinkId(wanted).catch(() => {
    if (wanted && speaker.peek() === wanted) speaker.value = "";
  });
}

/** Notice when the chosen speaker is pulled out, for a browser waits for it in silence. Returns what ends it. */
export function followSpeaker(): () => void {
  if (!canChooseSpeaker()) return () => undefined;
  const look = async () => {
    const devices = speaker.peek() ? await navigator.mediaDevices.enumerateDevices().catch(() => null) : null;
    if (devices && !devices.some(({ kind, deviceId }) => kind === "audiooutput" && deviceId === speaker.peek())) speaker.value = "";
  };
  navigator.mediaDevices.addEventListener("devicechange", look);
  return () => navigator.mediaDevices.removeEventListener("devicechange", look);
}
