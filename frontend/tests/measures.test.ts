import { expect, test } from "vitest";
import { blank, firstOpen, highestOf, longestAgo, withAnswer } from "../src/client/measures/measures";
import type { Instrument } from "../src/client/intake/instruments";

const instrument = { items: Array(9).fill({ text: "?" }), answers: [0, 1, 2, 3].map((value) => ({ value, text: String(value) })) } as unknown as Instrument;

test("an answer takes its place, the one past the items is the difficulty", () => {
  const filled = withAnswer(withAnswer(blank(instrument), 1, 2), 10, 1);
  expect([filled.answers[0], filled.difficulty, firstOpen(filled)]).toEqual([2, 1, 2]);
});

test("a whole form has no open item", () => {
  const whole = Array.from({ length: 9 }, (_, index) => index + 1).reduce((filled, item) => withAnswer(filled, item, 0), blank(instrument));
  expect(firstOpen(whole)).toBeNull();
});

test("every hand-in has a key of its own, the same for every try", () => {
  const filled = blank(instrument);
  expect(withAnswer(filled, 1, 0).key).toBe(filled.key);
  expect(blank(instrument).key).not.toBe(filled.key);
});

test("the highest total is every item at its highest answer", () => {
  expect(highestOf(instrument)).toBe(27);
});

test("what was never filled in comes first, then what is longest ago", () => {
  const of = (...slugs: string[]) => longestAgo(slugs.map((slug) => ({ instrument: slug })));
  expect([of(), of("phq-9"), of("gad-7"), of("phq-9", "gad-7"), of("gad-7", "phq-9")]).toEqual(["phq-9", "gad-7", "phq-9", "gad-7", "phq-9"]);
});
