import { expect, test } from "vitest";
import { Handshake } from "../../../../src/shared/call/engine/code";
import type { Note } from "../../../../src/shared/call/engine/notes";
import type { Fingerprints } from "../../../../src/shared/call/engine/stats";

interface End {
  handshake: Handshake;
  /** What it has sent. */
  sent: Note[];
  code: string | null | undefined;
}

/** One end; what it sends goes nowhere until somebody carries it. */
function end(own: string, other: string, prints: Fingerprints | null): End {
  const made: End = { handshake: undefined as never, sent: [], code: undefined };
  made.handshake = new Handshake({ ends: { own, other }, fingerprints: async () => prints, send: (note) => made.sent.push(note), done: (code) => (made.code = code) });
  return made;
}

const client = (prints: Fingerprints | null) => end("ana", "therapist", prints);
const therapist = (prints: Fingerprints | null) => end("therapist", "ana", prints);
const moment = () => new Promise((pass) => setTimeout(pass, 5));

/** Carry everything both ends send to the other until both have made up their minds. */
async function carry(one: End, other: End): Promise<void> {
  for (let turn = 0; turn < 400 && (one.code === undefined || other.code === undefined); turn++) {
    await moment();
    const [from, to] = [one.sent.splice(0), other.sent.splice(0)];
    for (const note of from) await other.handshake.take(note);
    for (const note of to) await one.handshake.take(note);
  }
}

test("both ends of an honest connection show the same six digits", async () => {
  const [ana, pat] = [client({ own: "A", other: "P" }), therapist({ own: "P", other: "A" })];
  await carry(ana, pat);
  expect(ana.code).toMatch(/^\d{6}$/);
  expect(pat.code).toBe(ana.code);
});

test("each connection has digits of its own", async () => {
  const codes = new Set<unknown>();
  for (let turn = 0; turn < 5; turn++) {
    const [ana, pat] = [client({ own: "A", other: "P" }), therapist({ own: "P", other: "A" })];
    await carry(ana, pat);
    codes.add(ana.code);
  }
  expect(codes.size).toBeGreaterThan(1);
});

test("somebody between the two who only passes everything on is shown by different digits", async () => {
  const [ana, pat] = [client({ own: "A", other: "M1" }), therapist({ own: "P", other: "M2" })];
  await carry(ana, pat);
  expect(ana.code).not.toBe(pat.code);
});

test("somebody between the two who takes part on both sides is shown too", async () => {
  const [ana, patToAna] = [client({ own: "A", other: "M1" }), therapist({ own: "M1", other: "A" })];
  const [pat, anaToPat] = [therapist({ own: "P", other: "M2" }), client({ own: "M2", other: "P" })];
  await carry(ana, patToAna);
  await carry(anaToPat, pat);
  expect(ana.code).not.toBe(pat.code);
});

test("a number that was not committed to gives no digits", async () => {
  const ana = client({ own: "A", other: "P" });
  await ana.handshake.take({ kind: "commit", hash: "0".repeat(64) });
  await ana.handshake.take({ kind: "reveal", nonce: "guess" });
  await moment();
  expect(ana.code).toBeNull();
});

test("a number without a commitment before it gives no digits, and our own number stays secret until there is one", async () => {
  const ana = client({ own: "A", other: "P" });
  await expect.poll(() => ana.sent.length).toBe(1);
  expect(ana.sent.map(({ kind }) => kind)).toEqual(["commit"]);
  await ana.handshake.take({ kind: "reveal", nonce: "early" });
  await moment();
  expect(ana.code).toBeNull();
});

test("one's own commitment sent back is no commitment", async () => {
  const ana = client({ own: "A", other: "P" });
  await expect.poll(() => ana.sent.length).toBe(1);
  for (const note of ana.sent.splice(0)) await ana.handshake.take(note);
  for (const note of ana.sent.splice(0)) await ana.handshake.take(note);
  await moment();
  expect(ana.code).toBeNull();
});

test("a second number changes nothing", async () => {
  const [ana, pat] = [client({ own: "A", other: "P" }), therapist({ own: "P", other: "A" })];
  await carry(ana, pat);
  const before = ana.code;
  await ana.handshake.take({ kind: "commit", hash: "0".repeat(64) });
  await ana.handshake.take({ kind: "reveal", nonce: "other" });
  await moment();
  expect(ana.code).toBe(before);
});

test("certificates that show a moment late are waited for", async () => {
  let looks = 0;
  const late = async () => (++looks < 3 ? null : { own: "A", other: "P" });
  const ana: End = { handshake: undefined as never, sent: [], code: undefined };
  ana.handshake = new Handshake({ ends: { own: "ana", other: "therapist" }, fingerprints: late, send: (note) => ana.sent.push(note), done: (code) => (ana.code = code) });
  const pat = therapist({ own: "P", other: "A" });
  void carry(ana, pat);
  await expect.poll(() => ana.code, { timeout: 3000 }).toMatch(/^\d{6}$/);
  expect(ana.code).toBe(pat.code);
});
