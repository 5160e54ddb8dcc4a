/** What a visitor answered so far: in the memory of this page only, gone with a reload, Leave or sign-out. */
import { signal } from "@preact/signals";
import type { Body } from "../../shared/api/client";
import { onForget } from "../../shared/session/session";

export type Wish = Body<"/api/contact", "post">;

export interface Answers {
  /** The first question was passed, answered or not. */
  began?: boolean;
  safe_now?: Wish["safe_now"];
  concerns: string[];
  age_group?: Wish["age_group"];
  state?: string;
  format?: Wish["format"];
  payer?: string;
  language?: string;
}

const none: Answers = { concerns: [] };

export const answers = signal<Answers>(none);
onForget(() => (answers.value = none));

export function answer(part: Partial<Answers>): void {
  answers.value = { ...answers.peek(), ...part };
}

export const concernCodes = [
  "low_mood", "anxiety", "stress", "sleep", "loneliness", "grief", "relationship", "family", "parenting", "work_school", "life_change", "identity",
  "self_esteem", "anger", "eating", "substance_use", "health", "trauma", "self_harm", "violence", "other", "prefer_not",
];

/** Concerns that name danger: crisis help is shown beside them, and matching hears only of "something else". */
export const dangerous = ["self_harm", "violence"];

export function namesDanger(concerns: string[]): boolean {
  return concerns.some((concern) => dangerous.includes(concern));
}

/** The concerns as therapists list them, without repeats. */
export function matchable(concerns: string[]): string[] {
  return [...new Set(concerns.map((concern) => (dangerous.includes(concern) ? "other" : concern)))];
}

/** What to ask the API, once every question that needs an answer has one. Not saying whether one is safe counts as not sure. */
export function wishOf(given: Answers): Wish | undefined {
  const { safe_now = "unsure", age_group, state, format, payer, language } = given;
  if (!age_group || !state || !format || !payer || !language) return undefined;
  return { safe_now, concerns: matchable(given.concerns), age_group, state, format, payer, language };
}
