// @vitest-environment node
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Ladder, type Reading, rungs, shared, soundKbps, soundOnly, wordOf } from "../../../../src/shared/call/engine/ladder";

const good: Reading = { loss: 0, rtt: 0.05, available: 5_000_000, limitation: "none", freezes: 0 };
const thin: Reading = { ...good, available: 60_000 };
const lossy: Reading = { ...good, loss: 0.3 };

function after(ladder: Ladder, reading: Reading, times: number): number {
  for (let turn = 0; turn < times; turn++) ladder.step(reading);
  return ladder.rung;
}

test("a good line climbs to the top and stays there", () => {
  expect(after(new Ladder(), good, 20)).toBe(0);
  expect(after(new Ladder(), good, 200)).toBe(0);
});

test("the first seconds of a new connection decide nothing", () => {
  expect(after(new Ladder(), thin, 3)).toBe(1);
});

test("a thin line goes down step by step to sound only", () => {
  const ladder = new Ladder();
  const seen = new Set<number>();
  for (let turn = 0; turn < 30 && ladder.rung !== soundOnly; turn++) seen.add(ladder.step(thin));
  expect([...seen]).toEqual([1, 2, 3, soundOnly]);
});

test("a line that loses almost everything goes to sound only at once", () => {
  expect(after(new Ladder(), lossy, 5)).toBe(soundOnly);
});

test("a single bad reading changes nothing", () => {
  const ladder = new Ladder();
  after(ladder, good, 20);
  ladder.step(lossy);
  expect(after(ladder, good, 1)).toBe(0);
});

test("the picture comes back on a clear line, and rests longer each time it does not last", () => {
  const ladder = new Ladder();
  const rests = [0, 0, 0].map(() => {
    while (ladder.rung !== soundOnly) ladder.step(lossy);
    let readings = 0;
    while (ladder.rung === soundOnly) {
      ladder.step(good);
      readings += 1;
    }
    return readings;
  });
  expect(rests).toEqual([4, 8, 16]);
});

test("a line that goes on losing keeps the picture off", () => {
  const ladder = new Ladder();
  after(ladder, lossy, 10);
  expect(after(ladder, lossy, 100)).toBe(soundOnly);
});

test("a busy processor makes the picture smaller and never takes it away", () => {
  expect(after(new Ladder(), { ...good, limitation: "cpu" }, 100)).toBe(soundOnly - 1);
});

test("several links share the line: none goes above its cap of 450 kbit/s", () => {
  const ladder = new Ladder();
  ladder.cap(shared);
  expect(rungs[after(ladder, good, 50)]!.kbps).toBe(450);
});

test.each([
  [good, 0, "good"],
  [{ ...good, loss: 0.05 }, 0, "fair"],
  [{ ...good, freezes: 1 }, 0, "fair"],
  [{ ...good, limitation: "bandwidth" }, 1, "fair"],
  [{ ...good, rtt: 1 }, 0, "weak"],
  [{ ...good, available: 100_000 }, 2, "weak"],
  [good, soundOnly, "weak"],
] as const)("the line's word: %o on rung %i is %s", (reading, rung, word) => {
  expect(wordOf(reading, rung)).toBe(word);
});

test.each([
  ["two people", 0, 1],
  ["three", shared, 2],
  ["four", shared, 3],
])("docs/calls.md tells what %s send at most", (people, rung, links) => {
  const table = readFileSync(new URL("../../../../../docs/calls.md", import.meta.url), "utf8");
  const [picture, sound, sent, together] = table.split("\n").find((line) => line.startsWith(`| ${people} |`))!.split("|").slice(2).map((cell) => parseFloat(cell.replace(",", "")));

  expect([picture, sound, sent]).toEqual([rungs[rung]!.kbps, soundKbps, links]);
  expect(together).toBeCloseTo((links * (rungs[rung]!.kbps + soundKbps)) / 1000, 1);
});
