import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "../../../../src/shared/call/engine/line";
import type { Phase } from "../../../../src/shared/call/engine/machine";
import { originOf, turnOf } from "../../../../src/shared/call/engine/origin";
import type { Gap } from "../../../../src/shared/call/engine/silence";
import { Viewer } from "../../../../src/shared/call/engine/viewer";
import { FakeConnection, FakeLine, make, relays } from "./fakes";

const silent = { audio: null, video: null };
const phases: Phase[] = [];
const gaps: Gap[] = [];
let line: FakeLine;
let viewer: Viewer;
let elsewhere: number;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", class { addTrack() {} });
  vi.stubGlobal("RTCRtpReceiver", {});
  FakeConnection.made = [];
  phases.length = 0;
  line = new FakeLine();
  gaps.length = 0;
  elsewhere = 0;
  const unheard = { stream: () => undefined, note: () => undefined, ready: () => undefined, code: () => undefined, line: () => undefined, saving: () => undefined, elsewhere: () => void (elsewhere += 1) };
  const on = { ...unheard, phase: (phase: Phase) => phases.push(phase), gap: (gap: Gap) => gaps.push(gap) };
  viewer = new Viewer(line, { relays: relays(), ends: { own: "ana", other: "therapist" }, make }, silent, on);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const answerTo = (offer: RTCSessionDescriptionInit): Answer => ({ type: "answer", sdp: `v=0\r\no=- 7 2 IN IP4 127.0.0.1\r\n`, origin: originOf(offer), turn: turnOf(offer) });
const last = () => FakeConnection.made.at(-1)!;

test("an offer is repeated every five seconds until it is answered", async () => {
  await viewer.start();
  vi.advanceTimersByTime(10_000);
  expect(line.offers.length).toBe(3);
  await viewer.take(answerTo(line.offers[0]!));
  vi.advanceTimersByTime(20_000);
  expect(line.offers.length).toBe(3);
  expect(phases).toEqual(["waiting", "connecting"]);
});

test("a second answer changes nothing", async () => {
  await viewer.start();
  await viewer.take(answerTo(line.offers[0]!));
  await viewer.take({ ...answerTo(line.offers[0]!), sdp: "b" });
  expect(last().remote?.sdp).not.toBe("b");
});

/** Let time pass while bytes come, or while none do. */
async function pass(milliseconds: number, coming: boolean): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 500) {
    if (coming) last().bytes += 100;
    await vi.advanceTimersByTimeAsync(500);
  }
}

test("a page that has gone is offered anew, and an answer to the offer before is ignored", async () => {
  await viewer.start();
  await viewer.take(answerTo(line.offers[0]!));
  last().become("connected");
  last().channel.onclose?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(phases).toEqual(["waiting", "connecting", "talking", "reconnecting"]);
  expect(FakeConnection.made[0]!.closed).toBe(true);
  await viewer.take(answerTo(line.offers[0]!));
  expect(last().remote).toBeNull();
  await viewer.take(answerTo(line.offers[1]!));
  last().become("connected");
  expect(viewer.phase).toBe("talking");
});

async function talk(): Promise<void> {
  await viewer.start();
  await viewer.take(answerTo(line.offers[0]!));
  last().become("connected");
  await pass(2000, true);
}

test("a short silence is waited out, and told as lost", async () => {
  await talk();
  await pass(2000, false);
  expect(viewer.phase).toBe("reconnecting");
  await pass(2000, true);
  expect(viewer.phase).toBe("talking");
  expect(line.offers.length).toBe(1);
  expect(gaps.map(({ from, to }) => Math.round(to - from))).toEqual([2500]);
});

test("a longer silence looks for a new way on the same connection, every three seconds, until something comes", async () => {
  await talk();
  await pass(9000, false);
  expect(FakeConnection.made.length).toBe(1);
  const restarts = line.offers.slice(1);
  expect(restarts.map((offer) => offer.continues)).toEqual(restarts.map(() => "7"));
  expect(new Set(restarts.map(turnOf)).size).toBe(3);
  await viewer.take(answerTo(restarts.at(-1)!));
  await pass(2000, true);
  expect(viewer.phase).toBe("talking");
  const sent = line.offers.length;
  await pass(20_000, true);
  expect(line.offers.length).toBe(sent);
});

test("an answer to an earlier way is ignored, and one that the other page has gone leads to a new connection", async () => {
  await talk();
  await pass(6500, false);
  const [first, second] = line.offers.slice(1);
  await viewer.take({ ...answerTo(first!), sdp: "broken" });
  expect(FakeConnection.made.length).toBe(1);
  await viewer.take({ type: "answer", sdp: "", origin: originOf(second!), turn: turnOf(second!), gone: true });
  expect(FakeConnection.made.length).toBe(2);
  expect(line.offers.at(-1)!.continues).toBeUndefined();
});

test("ways that are answered and bring nothing end in a new connection", async () => {
  await talk();
  for (let tries = 0; FakeConnection.made.length === 1 && tries < 20; tries++) {
    await pass(3000, false);
    if (turnOf(line.offers.at(-1)!) > 0) await viewer.take(answerTo(line.offers.at(-1)!));
  }
  expect(FakeConnection.made.length).toBe(2);
});

test("a new way is looked for when only the other side hears nothing", async () => {
  await talk();
  await pass(1500, true);
  last().hear({ kind: "silent" });
  await pass(500, true);
  expect(line.offers.length).toBe(2);
  expect(viewer.phase).toBe("talking");
});

test("who left on purpose has lost nothing", async () => {
  await talk();
  viewer.end();
  await pass(5000, false);
  expect(gaps).toEqual([]);
});

test("an answer that cannot be taken leads to a new offer", async () => {
  await viewer.start();
  await viewer.take({ ...answerTo(line.offers[0]!), sdp: "broken" });
  await vi.advanceTimersByTimeAsync(0);
  expect(line.offers.length).toBe(2);
});

test("the therapist's word that it is over ends it, and nothing is offered any more", async () => {
  await viewer.start();
  await viewer.take(answerTo(line.offers[0]!));
  last().become("connected");
  last().hear({ kind: "end" });
  vi.advanceTimersByTime(20_000);
  expect(viewer.phase).toBe("over");
  expect(line.offers.length).toBe(1);
});

test("who leaves says so", async () => {
  await viewer.start();
  const connection = last();
  viewer.end();
  expect(connection.channel.sent).toEqual(['{"kind":"leave"}']);
  expect(connection.closed).toBe(true);
});

test("candidates that come before the answer wait for it", async () => {
  await viewer.start();
  viewer.add({ candidate: "early" });
  expect(last().added).toEqual([]);
  await viewer.take(answerTo(line.offers[0]!));
  await vi.advanceTimersByTimeAsync(0);
  expect(last().added).toEqual([{ candidate: "early" }]);
});

test("a page that its person has left for another does not offer any more", async () => {
  await viewer.start();
  await viewer.take({ ...answerTo(line.offers[0]!), sdp: "", elsewhere: true });
  vi.advanceTimersByTime(30_000);
  expect([line.offers.length, elsewhere]).toEqual([1, 1]);
});
