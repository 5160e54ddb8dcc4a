import { expect, test } from "vitest";
import { blank, firstOpen, longestAgo, nextOf, withAnswer } from "../../../src/client/measures/measures";
import { highestOf, type Instrument, type Measure, seriesOf } from "../../../src/shared/measures/series";

const instrument = { items: Array(9).fill({ text: "?" }), answers: [0, 1, 2, 3].map((value) => ({ value, text: String(value) })) } as unknown as Instrument;

test("an answer takes its place, the one past the items is the difficulty", () => {
  const filled = withAnswer(withAnswer(blank(instrument), 1, 2), 10, 1);
  expect([filled.answers[0], filled.difficulty, firstOpen(filled)]).toEqual([2, 1, 2]);
});

test("a whole form has no open item", () => {
  const whole = Array.from({ length: 9 }, (_, index) => index + 1).reduce((filled, item) => withAnswer(filled, item, 0), blank(instrument));
  expect(firstOpen(whole)).toBeNull();
});

test("the highest total is every item at its highest answer", () => {
  expect(highestOf(instrument)).toBe(27);
});

test("what was never filled in comes first, then what is longest ago", () => {
  const of = (...slugs: string[]) => longestAgo(slugs.map((slug) => ({ instrument: slug })));
  expect([of(), of("phq-9"), of("gad-7"), of("phq-9", "gad-7"), of("gad-7", "phq-9")]).toEqual(["phq-9", "gad-7", "phq-9", "gad-7", "phq-9"]);
});

test("what is due comes before what is longest ago", () => {
  expect(nextOf({ items: [{ instrument: "gad-7", due_on: "2026-12-01", due: true }] }, [])).toBe("gad-7");
  expect(nextOf({ items: [] }, [])).toBe("phq-9");
});

test("a change is marked from the points of a reliable change on, either way", () => {
  const phq9 = { ...instrument, slug: "phq-9", reliable_change: { points: 5, source: "" } } as Instrument;
  const taken = (total: number, day: string) => ({ instrument: "phq-9", local: `2026-11-${day}T21:00:00-05:00`, score: { total, band: "mild" } }) as Measure;
  const dots = seriesOf([taken(12, "30"), taken(8, "16"), taken(13, "02")], phq9);
  expect(dots.map(({ date, change, reliable }) => [date, change, reliable])).toEqual([["2026-11-02", null, false], ["2026-11-16", -5, true], ["2026-11-30", 4, false]]);
});
