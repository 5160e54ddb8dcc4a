import { expect, test } from "vitest";
import { addDays, type Day, drift, lastDays, lowForTwoDays, mostBetween, type Noted, patterns, sleepPattern } from "../../../src/client/mood/days";

const today = "2026-12-01";
const noted = (date: string, score: number | null, sleep_hours: number | null = null): Noted => ({ local: `${date}T21:00:00-05:00`, score, sleep_hours });
const day = (score: number | null, sleep: number | null = null) => ({ date: today, score, sleep });

test("a day without a note is a gap, not a zero", () => {
  const days = lastDays([noted("2026-12-01", 6), noted("2026-11-29", 4)], today, 3);
  expect(days.map(({ date, score }) => [date, score])).toEqual([["2026-11-29", 4], ["2026-11-30", null], ["2026-12-01", 6]]);
});

test("several numbers of one day count as their middle, so a day counts once", () => {
  expect(lastDays([noted(today, 8), noted(today, 3), noted(today, 4)], today, 1)[0]!.score).toBe(4);
});

test("the day is the one written in the local time, whatever zone the device is in", () => {
  expect(lastDays([{ local: "2026-11-30T23:30:00-05:00", score: 5, sleep_hours: null }], today, 2)[0]!.score).toBe(5);
});

test("of several nights noted on one day the latest entry holds", () => {
  expect(lastDays([noted(today, null, 7), noted(today, 5, 4)], today, 1)[0]!.sleep).toBe(7);
});

test("most days are two thirds of them or more, and below six numbers nothing is said", () => {
  expect(mostBetween([5, 5, 6, 7, 7])).toBeNull();
  const scores = [1, 4, 5, 5, 6, 6, 6, 7, 7, 10, 5, 6];
  const [low, high] = mostBetween(scores)!;
  expect(scores.filter((score) => score >= low && score <= high).length / scores.length).toBeGreaterThanOrEqual(2 / 3);
});

test("sleep is compared only with five days on each side", () => {
  const good = Array.from({ length: 5 }, () => day(7, 8));
  expect(sleepPattern([...good, ...Array.from({ length: 4 }, () => day(3, 5))])).toBeNull();
  expect(sleepPattern([...good, ...Array.from({ length: 5 }, () => day(3, 5))])).toEqual({ from: 5, slept: { better: 5, days: 5 }, less: { better: 0, days: 5 } });
});

test("only two very low noted days in a row bring the quiet line", () => {
  expect(lowForTwoDays([day(2), day(null), day(1)])).toBe(true);
  expect(lowForTwoDays([day(1), day(3)])).toBe(false);
  expect(lowForTwoDays([day(1)])).toBe(false);
});

test("two weeks are compared only with three days noted in each", () => {
  expect(drift([day(4), day(4), day(null), day(6), day(6), day(6)])).toBeNull();
  expect(drift([day(4), day(4), day(4), day(6), day(6), day(6)])).toBe("higher");
  expect(drift([day(6), day(6), day(6), day(6), day(6), day(6)])).toBe("same");
});

test("weekdays and what was around it are compared only with five days on each side", () => {
  const evenly = Array.from({ length: 35 }, (_, index) => noted(addDays(today, -index), 5));
  expect(patterns(lastDays(evenly, today, 35)).weekdays.map(({ so }) => so.days)).toEqual([5, 5, 5, 5, 5, 5, 5]);
  expect(patterns(lastDays(evenly, today, 34)).weekdays.length).toBe(6);
  const mixed = Array.from({ length: 12 }, (_, index): Day => ({ ...day(index < 6 ? 8 : 3), triggers: index < 6 ? ["friends"] : ["work"] }));
  expect(patterns(mixed)).toEqual({
    from: 6, weekdays: [],
    triggers: [
      { of: "friends", so: { better: 6, days: 6 }, others: { better: 0, days: 6 } },
      { of: "work", so: { better: 0, days: 6 }, others: { better: 6, days: 6 } },
    ],
  });
  expect(patterns(mixed.slice(2, 10)).triggers).toEqual([]);
});

test("a year of daily notes is counted well within the hundred milliseconds a chart may take", () => {
  const year = Array.from({ length: 365 }, (_, index) => ({ ...noted(addDays(today, -index), 1 + (index % 10), 6 + (index % 3)), triggers: [["work"], ["family", "sleep"], []][index % 3]! }));
  const began = performance.now();
  const days = lastDays(year, today, 365);
  const said = [sleepPattern(days), patterns(days), mostBetween(days.map(({ score }) => score!)), lowForTwoDays(days)];
  expect(performance.now() - began).toBeLessThan(50);
  expect([days.length, said.length]).toEqual([365, 4]);
});
