import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Phase } from "../../../../src/shared/call/engine/machine";
import { Master } from "../../../../src/shared/call/engine/master";
import { FakeConnection, FakeLine, make, offerOf, relays } from "./fakes";

const phases: [string, Phase][] = [];
const unknown: string[] = [];
const heard: string[] = [];
let line: FakeLine;
let master: Master;

beforeEach(() => {
  vi.stubGlobal("MediaStream", class { addTrack() {} });
  FakeConnection.made = [];
  phases.length = unknown.length = heard.length = 0;
  line = new FakeLine();
  const on = {
    gap: () => undefined,
    code: () => undefined,
    line: () => undefined,
    saving: () => undefined,
    phase: (viewer: string, phase: Phase) => phases.push([viewer, phase]),
    stream: () => undefined,
    note: () => undefined,
    ready: () => undefined,
    heard: (viewer: string) => heard.push(viewer),
    unknown: (viewer: string) => unknown.push(viewer),
  };
  master = new Master(line, { relays: relays(), make }, { audio: null, video: null }, on);
});

afterEach(() => vi.unstubAllGlobals());

const last = () => FakeConnection.made.at(-1)!;

test("an offer of an id nobody knows is ignored, counted and told", async () => {
  await master.takeOffer(offerOf(1), "of-another-session");
  master.add({ candidate: "c" }, "of-another-session");
  expect(FakeConnection.made.length).toBe(0);
  expect([master.strangers.size, unknown, line.answers.length]).toEqual([1, ["of-another-session"], 0]);
});

test("nobody is answered before they are let in", async () => {
  master.know("ana");
  await master.takeOffer(offerOf(1), "ana");
  expect([line.answers.length, heard]).toEqual([0, ["ana"]]);
  await master.admit("ana");
  expect(line.answers).toMatchObject([{ to: "ana", description: { origin: "1", turn: 2 } }]);
  expect(phases).toEqual([["ana", "connecting"]]);
});

test("letting in before the offer has come answers it when it comes", async () => {
  await master.admit("ana");
  await master.takeOffer(offerOf(1), "ana");
  expect(line.answers.length).toBe(1);
});

test("candidates that came while waiting are not lost, those of an earlier offer are dropped", async () => {
  master.know("ana");
  await master.takeOffer(offerOf(1), "ana");
  master.add({ candidate: "old" }, "ana");
  await master.takeOffer(offerOf(2), "ana");
  master.add({ candidate: "new" }, "ana");
  await master.admit("ana");
  await Promise.resolve();
  expect(last().added).toEqual([{ candidate: "new" }]);
});

test("a repeated offer gets the same answer again, not a new connection", async () => {
  await master.admit("ana");
  await master.takeOffer(offerOf(1), "ana");
  await master.takeOffer(offerOf(1), "ana");
  expect(FakeConnection.made.length).toBe(1);
  expect(line.answers[1]).toEqual(line.answers[0]);
});

test("the offer of a page that was loaded again takes the place of the connection before", async () => {
  await master.admit("ana");
  await master.takeOffer(offerOf(1), "ana");
  last().become("connected");
  await master.takeOffer(offerOf(2), "ana");
  expect(FakeConnection.made.map((made) => made.closed)).toEqual([true, false]);
  expect(line.answers[1]!.description.origin).toBe("2");
});

test("who left on purpose is let in again on purpose", async () => {
  await master.admit("ana");
  await master.takeOffer(offerOf(1), "ana");
  last().become("connected");
  last().hear({ kind: "leave" });
  await master.takeOffer(offerOf(2), "ana");
  expect(phases.at(-1)).toEqual(["ana", "waiting"]);
  expect(line.answers.length).toBe(1);
  await master.admit("ana");
  expect(line.answers.length).toBe(2);
});

test("the end is told to everybody inside", async () => {
  await master.admit("ana");
  await master.takeOffer(offerOf(1), "ana");
  const connection = last();
  master.end({ kind: "end" });
  expect(connection.channel.sent).toEqual(['{"kind":"end"}']);
  expect(connection.closed).toBe(true);
});

test("a new way is answered on the same connection, an older offer of it not at all", async () => {
  await master.admit("ana");
  await master.takeOffer(offerOf(1), "ana");
  await master.takeOffer({ ...offerOf(1, 4), continues: "100" }, "ana");
  await master.takeOffer(offerOf(1, 3), "ana");
  expect(FakeConnection.made.length).toBe(1);
  expect(line.answers.map(({ description }) => description.turn)).toEqual([2, 4]);
});

test("a page that was loaded again says so to who looks for a new way to the page before", async () => {
  await master.admit("ana");
  await master.takeOffer({ ...offerOf(1, 5), continues: "99" }, "ana");
  expect(FakeConnection.made.length).toBe(0);
  expect(line.answers).toMatchObject([{ to: "ana", description: { origin: "1", turn: 5, gone: true } }]);
});

test("strangers are counted once each, and not any more once the waiting room shows them", async () => {
  for (const id of ["one", "one", "two"]) await master.takeOffer(offerOf(1), id);
  expect(master.strangers.size).toBe(2);
  master.know("two");
  expect([...master.strangers.keys()]).toEqual(["one"]);
});

test("who offered before the waiting room showed them is heard and answered without offering again", async () => {
  await master.takeOffer(offerOf(1), "ana");
  master.know("ana");
  expect(heard).toEqual(["ana"]);
  await master.admit("ana");
  expect(line.answers.map(({ to }) => to)).toEqual(["ana"]);
});

test("of two pages of one person the one opened later goes on, whichever offers", async () => {
  await master.admit("ana");
  await master.takeOffer({ ...offerOf(1), opened: 1000 }, "ana");
  await master.takeOffer({ ...offerOf(2), opened: 2000 }, "ana");
  await master.takeOffer({ ...offerOf(3), opened: 1000 }, "ana");
  expect(FakeConnection.made.map((made) => made.closed)).toEqual([true, false]);
  expect(line.answers.map(({ description }) => [description.origin, description.elsewhere])).toEqual([["1", undefined], ["2", undefined], ["3", true]]);
});

test("an earlier page is told of the later one at the door too", async () => {
  await master.takeOffer({ ...offerOf(2), opened: 2000 }, "ana");
  master.know("ana");
  await master.takeOffer({ ...offerOf(1), opened: 1000 }, "ana");
  expect(line.answers).toMatchObject([{ to: "ana", description: { origin: "1", elsewhere: true } }]);
  await master.admit("ana");
  expect(line.answers.at(-1)!.description.origin).toBe("2");
});
