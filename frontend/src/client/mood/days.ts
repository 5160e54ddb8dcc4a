/** Moods day by day: what the chart draws, the table lists and the sentences count. Pure; dates are YYYY-MM-DD of the person's own calendar. */

export interface Noted {
  local: string;
  score: number | null;
  sleep_hours: number | null;
  triggers?: string[];
}

export interface Day {
  date: string;
  /** Middle of the day's numbers; null where none was noted. */
  score: number | null;
  /** Hours slept the night before, as noted last that day. */
  sleep: number | null;
  /** What was around it, as named in any entry of the day. */
  triggers?: string[];
}

interface SleepPattern {
  /** The number that counts as a better day: the middle of all noted days, rounded up. */
  from: number;
  slept: { better: number; days: number };
  less: { better: number; days: number };
}

/** Fewest days on each side before two groups are compared. */
const fewest = 5;
export const goodSleep = 7;

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

export function middle(numbers: number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** The last `count` days up to and with `today`, oldest first, days without an entry included. `noted` is newest first. */
export function lastDays(noted: readonly Noted[], today: string, count: number): Day[] {
  const byDay = new Map<string, Noted[]>();
  for (const one of noted) byDay.set(one.local.slice(0, 10), [...(byDay.get(one.local.slice(0, 10)) ?? []), one]);
  return Array.from({ length: count }, (_, index) => {
    const date = addDays(today, index - count + 1);
    const own = byDay.get(date) ?? [];
    const scores = own.flatMap((one) => (one.score === null ? [] : [one.score]));
    const sleep = own.find((one) => one.sleep_hours !== null)?.sleep_hours ?? null;
    return { date, score: scores.length ? middle(scores) : null, sleep, triggers: [...new Set(own.flatMap((one) => one.triggers ?? []))] };
  });
}

/** Numbers of the days that have one, oldest first. */
export function scoresOf(days: readonly Day[]): number[] {
  return days.flatMap((day) => (day.score === null ? [] : [day.score]));
}

/** The range that holds two thirds of the numbers or more, or null below six numbers. */
export function mostBetween(scores: readonly number[]): [low: number, high: number] | null {
  if (scores.length < 6) return null;
  const sorted = [...scores].sort((one, other) => one - other);
  const aside = Math.floor(sorted.length / 6);
  return [sorted[aside]!, sorted[sorted.length - 1 - aside]!];
}

type Side = { better: number; days: number };

/** Better days among those of a kind against better days among the others; null with too few of either. from: what counts as better. */
function compared(days: readonly Day[], from: number, isSo: (day: Day) => boolean): [so: Side, others: Side] | null {
  const sides = [days.filter(isSo), days.filter((day) => !isSo(day))];
  if (sides.some((side) => side.length < fewest)) return null;
  const [so, others] = sides.map((side): Side => ({ better: side.filter((day) => day.score! >= from).length, days: side.length }));
  return [so!, others!];
}

/** The number that counts as a better day: the middle of all noted days, rounded up. */
const betterFrom = (days: readonly Day[]) => Math.ceil(middle(scoresOf(days)));

/** Better days after a good night against better days after a short one; null with too few of either. */
export function sleepPattern(days: readonly Day[]): SleepPattern | null {
  const both = days.filter((day) => day.score !== null && day.sleep !== null);
  const found = both.length ? compared(both, betterFrom(days), (day) => day.sleep! >= goodSleep) : null;
  return found && { from: betterFrom(days), slept: found[0], less: found[1] };
}

interface Pattern {
  /** A weekday from 0 (Sunday), or the code of what was around it. */
  of: number | string;
  so: Side;
  others: Side;
}

export interface Patterns {
  /** The number that counts as a better day. */
  from: number;
  weekdays: Pattern[];
  triggers: Pattern[];
}

/** What can be compared by weekday and by what was around it, five days on each side or more; empty lists where nothing can. */
export function patterns(days: readonly Day[]): Patterns {
  const noted = days.filter((day) => day.score !== null);
  if (!noted.length) return { from: 0, weekdays: [], triggers: [] };
  const from = betterFrom(noted);
  const found = (of: number | string, isSo: (day: Day) => boolean): Pattern[] => {
    const sides = compared(noted, from, isSo);
    return sides ? [{ of, so: sides[0], others: sides[1] }] : [];
  };
  const named = [...new Set(noted.flatMap((day) => day.triggers ?? []))].sort();
  return {
    from,
    weekdays: [1, 2, 3, 4, 5, 6, 0].flatMap((weekday) => found(weekday, (day) => new Date(day.date).getUTCDay() === weekday)),
    triggers: named.flatMap((trigger) => found(trigger, (day) => (day.triggers ?? []).includes(trigger))),
  };
}

/** Whether the last two noted days were both 1 or 2. */
export function lowForTwoDays(days: readonly Day[]): boolean {
  const last = scoresOf(days).slice(-2);
  return last.length === 2 && last.every((score) => score <= 2);
}

/** How the later half of the days compares with the earlier half: its middle is a point or more apart, or about the same. */
export function drift(days: readonly Day[]): "higher" | "lower" | "same" | null {
  const half = Math.floor(days.length / 2);
  const [before, after] = [scoresOf(days.slice(0, half)), scoresOf(days.slice(half))];
  if (before.length < 3 || after.length < 3) return null;
  const apart = middle(after) - middle(before);
  return apart >= 1 ? "higher" : apart <= -1 ? "lower" : "same";
}
