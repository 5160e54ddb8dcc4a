import { describe, expect, test } from "vitest";
import { coarse } from "../../../../src/client/session/preCall";
import { loudness, roundMbps, weaknesses, wordFor } from "../../../../src/shared/call/check/check";
import { mbps, measureLine } from "../../../../src/shared/call/check/throughput";
import { problemOf } from "../../../../src/shared/call/devices/media";
import { originOf } from "../../../../src/shared/call/engine/origin";

describe("the line", () => {
  test.each([
    [3, 3, 100, "video", []],
    [2.9, 50, 100, "sound", ["down"]],
    [50, 2.9, 100, "sound", ["up"]],
    [50, 50, 401, "sound", ["trip"]],
    [0.29, 50, 100, "poor", ["down"]],
    [50, 0.29, 500, "poor", ["up", "trip"]],
    [50, 50, 1001, "poor", ["trip"]],
  ])("%d Mbit/s down, %d up and %d ms are %s", (downMbps, upMbps, tripMs, word, weak) => {
    expect(wordFor({ downMbps, upMbps, tripMs })).toBe(word);
    expect(weaknesses({ downMbps, upMbps, tripMs })).toEqual(weak);
  });

  test("megabits are read as people write them", () => {
    expect([1.2345, 9.96, 24.4].map(roundMbps)).toEqual(["1.2", "10", "24"]);
  });
});

/** A practice at the end of a line that carries so many megabits a second and takes so long there and back. */
function practiceOver(down: number, up: number, tripMs: number) {
  let at = 0;
  const sent: number[] = [];
  const carry = (characters: number, mbps: number) => {
    at += tripMs + (characters * 8) / 1000 / mbps;
    sent.push(characters);
    return Promise.resolve();
  };
  return { clock: () => at, sent, load: (size: number) => carry(size, down), unload: (filler: string) => carry(filler.length, up) };
}

describe("measuring the line", () => {
  test("finds both widths and the way there and back, and says what it is at", async () => {
    const practice = practiceOver(8, 1.2, 60);
    const steps: string[] = [];
    const found = await measureLine(practice, (step) => steps.push(step), practice.clock);

    expect(found.downMbps).toBeCloseTo(8);
    expect(found.upMbps).toBeCloseTo(1.2);
    expect(found.tripMs).toBe(60);
    expect(steps).toEqual(["trip", "down", "up"]);
  });

  test("keeps a slow line busy for some seconds only, and never sends more than the API takes", async () => {
    const slow = practiceOver(0.1, 0.1, 60);
    await measureLine(slow, () => undefined, slow.clock);
    const quick = practiceOver(100, 100, 20);
    await measureLine(quick, () => undefined, quick.clock);

    expect(slow.sent.reduce((sum, one) => sum + one)).toBeLessThan(300_000);
    expect(Math.max(...quick.sent)).toBe(250_000);
  });

  test("a line that answers faster than its usual way there and back is not endlessly wide", () => {
    expect(mbps(250_000, 50, 60)).toBeCloseTo(200);
  });

  test("what is told of it is coarse, and nothing where nothing was reached", () => {
    expect(coarse({ downMbps: 5.1678, upMbps: 1.2345, tripMs: 83.4 })).toEqual({ down_kbps: 5200, up_kbps: 1200, trip_ms: 80 });
    expect(coarse({ downMbps: 5000, upMbps: 5000, tripMs: 1e6 })).toEqual({ down_kbps: 1_000_000, up_kbps: 1_000_000, trip_ms: 60_000 });
    expect(coarse(null)).toEqual({ down_kbps: null, up_kbps: null, trip_ms: null });
  });
});

test("silence has no loudness, and no sound is louder than one", () => {
  expect(loudness(new Float32Array(16))).toBe(0);
  expect(loudness(new Float32Array(16).fill(1))).toBe(1);
  expect(loudness(new Float32Array(16).fill(0.1))).toBeCloseTo(0.5);
});

test("every failure of a device has words", () => {
  expect(["NotAllowedError", "NotFoundError", "NotReadableError", "Whatever"].map((name) => problemOf(new DOMException("", name)))).toEqual(["denied", "missing", "busy", "other"]);
  expect(problemOf(new DOMException("Permission denied by system", "NotAllowedError"))).toBe("system");
});

test("an offer is known by the session id of its origin line", () => {
  expect(originOf({ type: "offer", sdp: "v=0\r\no=- 4611732987 2 IN IP4 127.0.0.1\r\ns=-\r\n" })).toBe("4611732987");
  expect(originOf({ type: "offer" })).toBe("");
});
