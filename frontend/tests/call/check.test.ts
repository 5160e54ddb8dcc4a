import { describe, expect, test } from "vitest";
import { loudness, wordFor } from "../../src/shared/call/check";
import { problemOf } from "../../src/shared/call/media";
import { originOf } from "../../src/shared/call/origin";

describe("the line", () => {
  test.each([
    [3, 100, "video"],
    [2.9, 100, "sound"],
    [50, 401, "sound"],
    [0.29, 100, "poor"],
    [50, 1001, "poor"],
  ])("%d Mbit/s and %d ms are %s", (downMbps, tripMs, word) => {
    expect(wordFor({ downMbps, tripMs })).toBe(word);
  });
});

test("silence has no loudness, and no sound is louder than one", () => {
  expect(loudness(new Float32Array(16))).toBe(0);
  expect(loudness(new Float32Array(16).fill(1))).toBe(1);
  expect(loudness(new Float32Array(16).fill(0.1))).toBeCloseTo(0.5);
});

test("every failure of a device has words", () => {
  expect(["NotAllowedError", "NotFoundError", "NotReadableError", "Whatever"].map((name) => problemOf(new DOMException("", name)))).toEqual(["denied", "missing", "busy", "other"]);
});

test("an offer is known by the session id of its origin line", () => {
  expect(originOf({ type: "offer", sdp: "v=0\r\no=- 4611732987 2 IN IP4 127.0.0.1\r\ns=-\r\n" })).toBe("4611732987");
  expect(originOf({ type: "offer" })).toBe("");
});
