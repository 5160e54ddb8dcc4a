import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "../../src/shared/call/line";
import type { Phase } from "../../src/shared/call/machine";
import { originOf } from "../../src/shared/call/origin";
import { Viewer } from "../../src/shared/call/viewer";
import { FakeConnection, FakeLine, make } from "./fakes";

const silent = { audio: null, video: null };
const phases: Phase[] = [];
let line: FakeLine;
let viewer: Viewer;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("MediaStream", class { addTrack() {} });
  vi.stubGlobal("RTCRtpReceiver", {});
  FakeConnection.made = [];
  phases.length = 0;
  line = new FakeLine();
  viewer = new Viewer(line, () => [], silent, { phase: (phase) => phases.push(phase), stream: () => undefined, note: () => undefined, ready: () => undefined }, make);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const answerTo = (offer: RTCSessionDescriptionInit): Answer => ({ type: "answer", sdp: "a", answers: originOf(offer) });
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
  expect(last().remote?.sdp).toBe("a");
});

test("after a loss it offers anew, and an answer to the offer before is ignored", async () => {
  await viewer.start();
  await viewer.take(answerTo(line.offers[0]!));
  last().become("connected");
  last().become("failed");
  await vi.advanceTimersByTimeAsync(0);
  expect(phases).toEqual(["waiting", "connecting", "talking", "reconnecting"]);
  expect(FakeConnection.made[0]!.closed).toBe(true);
  await viewer.take(answerTo(line.offers[0]!));
  expect(last().remote).toBeNull();
  await viewer.take(answerTo(line.offers[1]!));
  last().become("connected");
  expect(viewer.phase).toBe("talking");
});

test("a short gap is waited out", async () => {
  await viewer.start();
  await viewer.take(answerTo(line.offers[0]!));
  last().become("connected");
  last().become("disconnected");
  vi.advanceTimersByTime(2000);
  last().become("connected");
  vi.advanceTimersByTime(10_000);
  expect(viewer.phase).toBe("talking");
  expect(FakeConnection.made.length).toBe(1);
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
