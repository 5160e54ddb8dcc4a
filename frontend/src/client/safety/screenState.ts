/** Which question of the risk screen comes next, by the answers the API has, and where it leads afterwards. */
import { signal } from "@preact/signals";
import type { Answer } from "../../shared/api/client";
import { onForget } from "../../shared/session/session";

export type Screen = Answer<"/api/safety/screen", "get">;
export type Said = "yes" | "no" | "declined";

/** Where the screen leads once it is answered, when something else than the intake opened it; null for the usual way. */
export const afterScreen = signal<string | null>(null);
onForget(() => (afterScreen.value = null));

/** 0 to 3 for the four questions, "acute" for the fifth, null when nothing is left to ask. */
export type Question = 0 | 1 | 2 | 3 | "acute" | null;

export function nextQuestion(screen: Pick<Screen, "answers" | "acute">): Question {
  const open = screen.answers.findIndex((answer) => answer === null);
  if (open >= 0) return open as 0 | 1 | 2 | 3;
  const flagged = screen.answers.some((answer) => answer === "yes" || answer === "declined");
  return flagged && screen.acute === null ? "acute" : null;
}

/** The body that carries one answer; null takes nothing back. */
export function bodyOf(question: Exclude<Question, null>, said: Said): { answers?: (Said | null)[]; acute?: Said } {
  if (question === "acute") return { acute: said };
  return { answers: [0, 1, 2, 3].map((index) => (index === question ? said : null)) };
}

/** Answers that must be met with crisis help before anything else happens, a request included. */
export function isAcute(question: Question, said: Said): boolean {
  return question === "acute" && said !== "no";
}
