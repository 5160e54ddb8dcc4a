import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Mesh, type Other } from "../../../../src/shared/call/engine/mesh";
import { type Note, type Present, standing } from "../../../../src/shared/call/engine/notes";
import { FakeConnection, make, relays } from "./fakes";

type Passing = Extract<Note, { kind: "pass" }>;

const people: Present[] = ["ana", "dee", "eli"].map((id) => ({ id, name: id.toUpperCase() }));
let meshes: Map<string, Mesh>;
let seen: Map<string, Other[]>;
let waiting: Passing[];

beforeEach(() => {
  vi.stubGlobal("MediaStream", class { addTrack() {} });
  vi.stubGlobal("RTCRtpReceiver", {});
  FakeConnection.made = [];
  waiting = [];
  seen = new Map();
  meshes = new Map(people.map(({ id }) => [id, new Mesh({
    own: id,
    relays: relays(),
    tell: (note) => void (note.kind === "pass" && waiting.push(note)),
    standing: () => standing,
    changed: (others) => void seen.set(id, others),
    make,
  }, { audio: null, video: null })]));
});

afterEach(() => vi.unstubAllGlobals());

/** What the therapist's page does: hand each message to whom it is for. */
async function carry(): Promise<void> {
  while (waiting.length) {
    const { to, from, message } = waiting.shift()!;
    await meshes.get(to)?.take(from, message);
  }
}

async function meet(): Promise<void> {
  for (const mesh of meshes.values()) await mesh.meet(people);
  await carry();
}

test("each pair has one connection, whose two ends meet over the therapist alone", async () => {
  await meet();
  expect(FakeConnection.made.filter((one) => !one.closed).length).toBe(6);
  expect(seen.get("ana")!.map(({ name, phase }) => [name, phase])).toEqual([["DEE", "connecting"], ["ELI", "connecting"]]);
});

test("while the therapist is away nobody's picture is shown, and it is there again when they are back", async () => {
  await meet();
  await meshes.get("dee")!.pause(true);
  expect(seen.get("dee")!.map(({ stream }) => stream)).toEqual([null, null]);
  await meshes.get("dee")!.pause(false);
  expect(seen.get("dee")!.every(({ stream }) => stream !== null)).toBe(true);
});

test("who is not in the session any more is hung up on", async () => {
  await meet();
  await meshes.get("ana")!.meet(people.slice(0, 2));
  expect(seen.get("ana")!.map(({ id }) => id)).toEqual(["dee"]);
});

test("somebody the therapist has not named is not answered", async () => {
  await meshes.get("eli")!.meet(people.slice(1));
  await meshes.get("eli")!.take("ana", { kind: "offer", description: { type: "offer", sdp: "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n" } });
  expect(FakeConnection.made.length).toBe(0);
});

test("who was left out and named again is let in again", async () => {
  await meet();
  await meshes.get("ana")!.meet([]);
  await carry();
  await meshes.get("ana")!.meet(people);
  await carry();
  expect(seen.get("ana")!.map(({ phase }) => phase)).toEqual(["connecting", "connecting"]);
});
