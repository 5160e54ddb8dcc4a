// @vitest-environment node
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chunkSize, fromBase64, NotWhole, open, seal, tagSize, toBase64 } from "../../../src/shared/messages/seal";
import { savedName } from "../../../src/shared/messages/transfer";

// The same vector is sealed and opened by the API's own tests (tests/messaging/test_file_rules.py).
const vector = JSON.parse(readFileSync(new URL("../../../../tests/messaging/sealed_file.json", import.meta.url), "utf8")) as { file_id: string; key: string; size: number; sealed_sha256: string; sealed_end: string };
const key = new Uint8Array(Buffer.from(vector.key, "hex"));
const content = Uint8Array.from({ length: vector.size }, (_, place) => place % 251);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

async function sealed(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await seal(vector.file_id, key, new Blob([content]))).arrayBuffer());
}

/** A stream in pieces of lengths that no chunk has. */
function inPieces(bytes: Uint8Array<ArrayBuffer>, length = 70_001): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(control) {
      for (let at = 0; at < bytes.length; at += length) control.enqueue(bytes.slice(at, at + length));
      control.close();
    },
  });
}

async function opened(bytes: Uint8Array<ArrayBuffer>, id = vector.file_id): Promise<Uint8Array> {
  return new Uint8Array(await new Blob(await open(id, key, vector.size, inPieces(bytes))).arrayBuffer());
}

test("a file is sealed byte for byte as the API opens it", async () => {
  const bytes = await sealed();
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(vector.sealed_sha256);
  expect(hex(bytes.slice(-21))).toBe(vector.sealed_end);
});

test("what was sealed opens again from a stream of any pieces", async () => {
  expect(Buffer.compare(await opened(await sealed()), content)).toBe(0);
});

test("a file that was cut, bent, reordered or is another one does not open", async () => {
  const bytes = await sealed();
  const whole = chunkSize + tagSize;
  const bent = bytes.slice();
  bent[5]! ^= 1;
  const reordered = new Uint8Array([...bytes.slice(whole), ...bytes.slice(0, whole)]);
  for (const broken of [bytes.slice(0, whole), bent, reordered]) await expect(opened(broken)).rejects.toThrow(NotWhole);
  await expect(opened(bytes, "01m80wf82f63rsny6qmzvc5cv9")).rejects.toThrow(NotWhole);
});

test("progress is told chunk by chunk", async () => {
  const told: [number, number][] = [];
  await seal(vector.file_id, key, new Blob([content]), (done, of) => told.push([done, of]));
  expect(told).toEqual([[1, 2], [2, 2]]);
});

test("a key survives its way through JSON", () => {
  expect(hex(fromBase64(toBase64(key)))).toBe(vector.key);
});

test.each([
  ["notes.TXT", "text/plain", "notes.TXT"],
  ["photo.jpeg", "image/jpeg", "photo.jpeg"],
  ["run.bat", "text/plain", "run.bat.txt"],
  ["letter", "application/pdf", "letter.pdf"],
  ["letter\u202etxt.exe", "application/pdf", "letter\u202etxt.exe.pdf"],
])("%s, found to be %s, is saved as %s", (name, type, saved) => {
  expect(savedName(name, type)).toBe(saved);
});
