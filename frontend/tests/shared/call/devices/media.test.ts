import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Media } from "../../../../src/shared/call/devices/media";

type Ask = (wish: MediaStreamConstraints) => Promise<MediaStream>;
let asked: { wish: MediaStreamConstraints; grant: () => void; refuse: (name: string) => void }[];
let tracks: { kind: string; stopped: boolean }[];

function track(kind: string) {
  const made = { kind, enabled: true, stopped: false, onended: null, stop: () => void (made.stopped = true) };
  tracks.push(made);
  return made;
}

const getUserMedia: Ask = (wish) =>
  new Promise((done, failed) => {
    const found = (["audio", "video"] as const).filter((kind) => wish[kind]);
    const grant = () => {
      const made = found.map(track);
      const of = (kind: string) => made.filter((one) => one.kind === kind);
      done({ getTracks: () => made, getAudioTracks: () => of("audio"), getVideoTracks: () => of("video") } as unknown as MediaStream);
    };
    asked.push({ wish, grant, refuse: (name) => failed(new DOMException("", name)) });
  });

const settled = () => new Promise((done) => setTimeout(done));

beforeEach(() => {
  [asked, tracks] = [[], []];
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
});
afterEach(() => vi.unstubAllGlobals());

test("a camera that is granted only when its page has gone is switched off at once", async () => {
  const media = new Media();
  const opening = media.open({ video: true });
  media.stop();
  asked[0]!.grant();
  await opening;
  expect(tracks.map(({ kind, stopped }) => [kind, stopped])).toEqual([["audio", true], ["video", true]]);
  expect(media.tracks).toEqual({ audio: null, video: null });
});

test("nothing more is asked for once it has", async () => {
  const media = new Media();
  void media.open({ video: true });
  media.stop();
  asked[0]!.refuse("NotFoundError");
  await settled();
  expect(asked).toHaveLength(1);
});

test("opened anew after that it gives what is asked for", async () => {
  const media = new Media();
  media.stop();
  const opening = media.open({ video: true });
  asked[0]!.refuse("NotFoundError");
  await settled();
  asked[1]!.grant();
  await settled();
  asked[2]!.refuse("NotFoundError");
  await opening;
  expect([media.audio.value !== null, media.video.value, media.problem.value.video]).toEqual([true, null, "missing"]);
});
