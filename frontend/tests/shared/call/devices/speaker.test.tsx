// @vitest-environment jsdom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SpeakerChoice } from "../../../../src/shared/call/devices/DeviceChoice";
import { Media } from "../../../../src/shared/call/devices/media";
import { speaker } from "../../../../src/shared/call/devices/speaker";
import { Tile } from "../../../../src/shared/call/Tile";

const output = (deviceId: string, label = deviceId) => ({ kind: "audiooutput", deviceId, label, groupId: "" }) as MediaDeviceInfo;
const sound = HTMLMediaElement.prototype as unknown as { setSinkId?: (id: string) => Promise<void>; sinkId?: string };
let found: MediaDeviceInfo[];
let plugged: (() => void)[];
let devices: { enumerateDevices: () => Promise<MediaDeviceInfo[]>; selectAudioOutput?: () => Promise<MediaDeviceInfo>; addEventListener: unknown; removeEventListener: unknown };

async function shown(content = <SpeakerChoice media={new Media()} />): Promise<void> {
  await act(async () => render(content, document.body));
}

function choice(): HTMLSelectElement | null {
  return document.querySelector("select");
}

beforeEach(() => {
  plugged = [];
  found = [output("default", "Default - Speakers"), output("speakers"), output("headphones")];
  devices = { enumerateDevices: async () => found, addEventListener: (_: string, look: () => void) => plugged.push(look), removeEventListener: vi.fn() };
  vi.stubGlobal("navigator", Object.assign(Object.create(navigator) as Navigator, { mediaDevices: devices }));
  sound.setSinkId = vi.fn(async () => undefined);
  sound.sinkId = "";
  speaker.value = "";
});

afterEach(() => {
  render(null, document.body);
  vi.unstubAllGlobals();
  delete sound.setSinkId;
  delete sound.sinkId;
});

test("one's own, then every other by its name", async () => {
  await shown();
  expect([...choice()!.options].map(({ value }) => value)).toEqual(["", "speakers", "headphones"]);
  expect(choice()!.options[2]!.text).toBe("headphones");
});

test("where the browser leaves it to the device there is nothing to choose", async () => {
  delete sound.setSinkId;
  devices.selectAudioOutput = async () => output("headphones");
  await shown();
  expect(document.body.textContent).toBe("");
});

test("a browser with a list of its own is asked, and who picks nothing keeps what they have", async () => {
  found = [];
  devices.selectAudioOutput = vi.fn(async () => output("headphones"));
  await shown();
  const ask = () => act(async () => document.querySelector("button")!.click());
  await ask();
  expect(speaker.value).toBe("headphones");
  devices.selectAudioOutput = async () => Promise.reject(new DOMException("", "NotAllowedError"));
  await ask();
  expect(speaker.value).toBe("headphones");
});

test("the other side is heard there at once, and one's own picture is not", async () => {
  await shown(<><Tile stream={null} name="Pat" camera /><Tile stream={null} name="Ana" camera own /></>);
  await act(async () => void (speaker.value = "headphones"));
  expect(sound.setSinkId).toHaveBeenCalledExactlyOnceWith("headphones");
});

test("a speaker that cannot be had gives way to the device's own", async () => {
  sound.setSinkId = vi.fn(async () => Promise.reject(new DOMException("", "NotFoundError")));
  await shown(<Tile stream={null} name="Pat" camera />);
  await act(async () => void (speaker.value = "headphones"));
  await vi.waitFor(() => expect(speaker.value).toBe(""));
});

test("one that is pulled out during a call does too, and another that is plugged in changes nothing", async () => {
  await shown(<Tile stream={null} name="Pat" camera />);
  await act(async () => void (speaker.value = "headphones"));
  found = [...found, output("screen")];
  await act(async () => plugged.forEach((look) => look()));
  expect(speaker.value).toBe("headphones");
  found = found.filter(({ deviceId }) => deviceId !== "headphones");
  await act(async () => plugged.forEach((look) => look()));
  await vi.waitFor(() => expect(speaker.value).toBe(""));
});
