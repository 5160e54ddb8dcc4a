/** The intake as the API last told it, so that going from page to page needs one request: the save. */
import { signal } from "@preact/signals";
import { type Answer, type Body, get, put } from "../../shared/api/client";
import { onForget } from "../../shared/session/session";
import { claimAnswers } from "../start/kept";

export type Intake = Answer<"/api/intake", "get">;
export type Draft = Body<"/api/intake", "put">;
export type Step = Intake["steps"][number];

export const intake = signal<Intake | null>(null);
onForget(() => (intake.value = null));

export async function loadIntake(): Promise<Intake> {
  await claimAnswers();
  return (intake.value = await get("/api/intake"));
}

/** The intake this tab already has, else the API's. */
export function readIntake(): Promise<Intake> {
  const held = intake.peek();
  return held ? Promise.resolve(held) : loadIntake();
}

export async function saveIntake(change: Draft): Promise<Intake> {
  return (intake.value = await put("/api/intake", change));
}

/** Questionnaires that are only worded in English are offered, never in the way; the risk questions keep their place, since help stands there. */
function inTheWay(view: Intake, step: Step): boolean {
  return step.state !== "done" && (step.id === "asq" || !view.english_only.includes(step.id));
}

/** Whether the difficulty question of the PHQ-9 is still open: the risk screen comes between it and item 9. */
function difficultyOpen(view: Intake): boolean {
  const kept = view.draft["phq-9"];
  return view.status === "draft" && kept !== undefined && kept.difficulty == null && kept.answers.every((answer) => answer !== null) && kept.answers.some((answer) => answer! > 0);
}

/** The page to open after `current`, or at the start: the open risk screen, the next step, or handing in. */
export function onward(view: Intake, current: string | null): string {
  if (view.safety === "open" && current !== "asq") return "/screen";
  if (current === null && difficultyOpen(view)) return `/intake/phq-9/${view.draft["phq-9"]!.answers.length + 1}`;
  const at = view.steps.findIndex((step) => step.id === current);
  const unworded = (step: Step) => view.english_only.includes(step.id);
  const after = view.steps.slice(at + 1).find((step) => inTheWay(view, step));
  const before = view.steps.slice(0, Math.max(at, 0)).find((step) => inTheWay(view, step) && !unworded(step));
  const next = after ?? before;
  return next ? pageOf(next.id) : "/intake/finish";
}

export function pageOf(step: string): string {
  return step === "asq" ? "/screen" : `/intake/${step}`;
}

/** Where the risk screen leads once nothing is left to ask: on with an intake that is under way, else home. */
export function leaveScreenFor(skipped?: "asq"): string {
  const held = intake.value;
  if (held?.status !== "draft") return "/home";
  return skipped ? onward(held, "asq") : "/intake/onward";
}
