import { expect, test } from "vitest";
import { Silence } from "../../../../src/shared/call/engine/silence";

/** Read a counter every half second: each number is how many bytes came since. */
function gapsOf(increments: number[]): number[] {
  const silence = new Silence();
  silence.begin(0);
  let bytes = 0;
  return increments.flatMap((more, index) => {
    bytes += more;
    const { gap } = silence.read(bytes, (index + 1) * 500);
    return gap ? [gap.to - gap.from] : [];
  });
}

test("what comes steadily leaves no gap", () => {
  expect(gapsOf([9, 9, 9, 9, 9])).toEqual([]);
});

test("a single quiet reading is not a gap, two are one of a second and a half", () => {
  expect(gapsOf([9, 0, 9, 9])).toEqual([1000]);
  expect(gapsOf([9, 0, 0, 9])).toEqual([1500]);
});

test("a gap is told once, when it ends, and the next begins anew", () => {
  expect(gapsOf([9, 0, 0, 0, 9, 9, 0, 0, 9])).toEqual([2000, 1500]);
});

test("a new connection's counter, lower than the one before, is heard", () => {
  const silence = new Silence();
  silence.begin(0);
  silence.read(50_000, 500);
  expect(silence.read(300, 4000).gap).toEqual({ from: 500, to: 4000 });
});

test("while nobody is expected nothing is missing", () => {
  const silence = new Silence();
  silence.begin(0);
  silence.pause();
  expect(silence.read(0, 9000)).toEqual({ silentFor: 0 });
  expect(silence.open(9000)).toBeUndefined();
});

test("a gap under way can be told before it ends", () => {
  const silence = new Silence();
  silence.begin(0);
  silence.read(9, 500);
  expect(silence.open(1000)).toBeUndefined();
  expect(silence.open(3000)).toEqual({ from: 500, to: 3000 });
});
