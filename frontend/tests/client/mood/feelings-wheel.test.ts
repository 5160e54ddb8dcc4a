import { expect, test } from "vitest";
import { sector } from "../../../src/client/mood/FeelingsWheel";
import { feelings } from "../../../src/client/mood/words";

test("the sectors go around the wheel once, each beginning where the one before ends", () => {
  const outlines = feelings.map((_, index) => sector(index, feelings.length));
  const begins = outlines.map((outline) => outline.match(/^M(\S+ \S+)L/)![1]);
  const ends = outlines.map((outline) => outline.match(/L(\S+ \S+)A34/)![1]);
  const same = (text: string) => text.split(" ").map((number) => Math.abs(Number(number) || 0).toFixed(1)).join(" ");
  expect(new Set(begins).size).toBe(feelings.length);
  ends.forEach((end, index) => expect(same(end!)).toBe(same(begins[(index + 1) % begins.length]!)));
});
