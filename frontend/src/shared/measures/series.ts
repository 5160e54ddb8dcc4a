/** A questionnaire's scores over time: what the chart draws, the table lists and the sentence says. Pure. */
import type { Answer } from "../api/client";

export type Instrument = Answer<"/api/instruments", "get">["items"][number];
export type Measure = Answer<"/api/measures", "get">["items"][number];

export interface Dot {
  /** YYYY-MM-DD by the client's own calendar. */
  date: string;
  total: number;
  band: string;
  /** Since the time before; null for the first. */
  change: number | null;
  /** Whether that change is more than the questionnaire varies by itself. */
  reliable: boolean;
}

/** One questionnaire's scores, oldest first. measures: newest first. */
export function seriesOf(measures: readonly Measure[], instrument: Instrument): Dot[] {
  const least = instrument.reliable_change?.points ?? Infinity;
  const own = measures.filter((one) => one.instrument === instrument.slug && one.score).reverse();
  return own.map(({ local, score }, index) => {
    const before = own[index - 1]?.score?.total;
    const change = before === undefined ? null : score!.total - before;
    return { date: local.slice(0, 10), total: score!.total, band: score!.band, change, reliable: change !== null && Math.abs(change) >= least };
  });
}

/** The highest total there can be. */
export function highestOf(instrument: Instrument): number {
  return instrument.items.length * Math.max(...instrument.answers.map(({ value }) => Number(value)));
}

/** Days since 1970 of a date, so that the chart keeps the distances between check-ins. */
export function dayNumber(date: string): number {
  return Date.parse(date) / 86_400_000;
}

/** Which way a score went: lower is better. */
export function wayOf(change: number): "lower" | "higher" | "same" {
  return change < 0 ? "lower" : change > 0 ? "higher" : "same";
}
