/** Moods day by day: what the chart draws, the table lists and the sentences count. Pure; dates are YYYY-MM-DD of the person's own calendar. */

export interface Noted {
  local: string;
  score: number | null;
  sleep_hours: number | null;
}

export interface Day {
  date: string;
  /** Middle of the day's numbers; null where none was noted. */
  score: number | null;
  /** Hours slept the night before, as noted last that day. */
  sleep: number | null;
}

export interface SleepPattern {
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
  return Array.from({ length: count }, (_, index) => {
    const date = addDays(today, index - count + 1);
    const own = noted.filter((one) => one.local.slice(0, 10) === date);
    const scores = own.flatMap((one) => (one.score === null ? [] : [one.score]));
    return { date, score: scores.length ? middle(scores) : null, sleep: own.find((one) => one.sleep_hours !== null)?.sleep_hours ?? null };
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

/** Better days after a good night against better days after a short one; null with too few of either. */
export function sleepPattern(days: readonly Day[]): SleepPattern | null {
  const both = days.filter((day) => day.score !== null && day.sleep !== null);
  const slept = both.filter((day) => day.sleep! >= goodSleep);
  const less = both.filter((day) => day.sleep! < goodSleep);
  if (slept.length < fewest || less.length < fewest) return null;
  const from = Math.ceil(middle(scoresOf(days)));
  const count = (group: Day[]) => ({ better: group.filter((day) => day.score! >= from).length, days: group.length });
  return { from, slept: count(slept), less: count(less) };
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
