/** Questionnaires between sessions: which there are, what was answered so far on this page, what came of earlier ones. */
import { type Answer, get } from "../../shared/api/client";
import type { Instrument, Measure } from "../../shared/measures/series";

export type CheckIns = Answer<"/api/check-ins", "get">;

/** Those a client fills in by themselves, in the order they are offered. */
export const offered = ["phq-9", "gad-7"] as const;

/** What was answered so far, kept in memory until it is handed in. */
export interface Filled {
  answers: (number | null)[];
  difficulty: number | null;
}

export function blank(instrument: Instrument): Filled {
  return { answers: Array<null>(instrument.items.length).fill(null), difficulty: null };
}

/** With one more answer. item: from 1; one past the items is the difficulty question. */
export function withAnswer(filled: Filled, item: number, value: number | null): Filled {
  if (item > filled.answers.length) return { ...filled, difficulty: value };
  return { ...filled, answers: filled.answers.map((before, index) => (index === item - 1 ? value : before)) };
}

/** The first item without an answer, from 1; null where all have one. */
export function firstOpen(filled: Filled): number | null {
  const index = filled.answers.indexOf(null);
  return index < 0 ? null : index + 1;
}

/** The one to fill in next: what is due first, else what is longest ago. */
export function nextOf(checkIns: Pick<CheckIns, "items">, measures: readonly Pick<Measure, "instrument">[]): string {
  return checkIns.items[0]?.instrument ?? longestAgo(measures);
}

/** The one not filled in for longest; one never filled in first. measures: newest first. */
export function longestAgo(measures: readonly Pick<Measure, "instrument">[]): string {
  const age = (slug: string) => {
    const at = measures.findIndex((one) => one.instrument === slug);
    return at < 0 ? Infinity : at;
  };
  return [...offered].sort((one, other) => age(other) - age(one) || 0)[0]!;
}

export function loadMeasures(cursor?: string) {
  return get("/api/measures", { query: { limit: 100, cursor } });
}
