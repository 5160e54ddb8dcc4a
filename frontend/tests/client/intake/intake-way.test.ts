// @vitest-environment jsdom
import { expect, test } from "vitest";
import { type Intake, onward, type Step } from "../../../src/client/intake/draft";
import { blankValues, formSteps, unanswered, withoutContradiction } from "../../../src/client/intake/steps";

const step = (id: string, state: Step["state"] = "to_come"): Step => ({ id, section: id, part: 1, parts: 8, minutes: 1, required: false, state });
const view = (part: Partial<Intake>): Intake => ({
  status: "draft", draft: {}, steps: [step("concerns"), step("phq-9"), step("gad-7"), step("asq"), step("preferences")], next: null, minutes_left: 9, english_only: [],
  safety: "none", alerted: false, practice_phone: "", saved_at: null, result: null, ...part,
});
const done = (...ids: string[]) => ["concerns", "phq-9", "gad-7", "asq", "preferences"].map((id) => step(id, ids.includes(id) ? "done" : "to_come"));
const phq = (last: number, difficulty: number | null = null) => ({ "phq-9": { answers: [0, 0, 0, 0, 0, 0, 0, 0, last], difficulty } }) as Intake["draft"];

test("an open risk screen comes before any other page", () => {
  expect(onward(view({ safety: "open" }), "phq-9")).toBe("/screen");
  expect(onward(view({ safety: "open" }), null)).toBe("/screen");
});

test("what was left out earlier comes back before handing in", () => {
  expect(onward(view({ steps: done("phq-9", "gad-7", "asq", "preferences") }), "preferences")).toBe("/intake/concerns");
  expect(onward(view({ steps: done("concerns", "phq-9", "gad-7", "asq", "preferences") }), "preferences")).toBe("/intake/finish");
});

test("after the risk screen the difficulty question is still asked", () => {
  expect(onward(view({ steps: done("concerns", "phq-9", "asq"), draft: phq(1) }), null)).toBe("/intake/phq-9/10");
  expect(onward(view({ steps: done("concerns", "phq-9", "asq"), draft: phq(1, 2) }), null)).toBe("/intake/gad-7");
  expect(onward(view({ steps: done("concerns", "phq-9", "asq"), draft: phq(0) }), null)).toBe("/intake/gad-7");
});

test("questionnaires worded only in English are not in the way, the page of the risk questions is", () => {
  const spanish = view({ english_only: ["phq-9", "gad-7", "asq"], steps: done("concerns") });
  expect(onward(spanish, "concerns")).toBe("/screen");
  expect(onward(spanish, "asq")).toBe("/intake/preferences");
});

test("'none of these' and its like stand alone, and give way to a later choice", () => {
  expect(withoutContradiction(["sleep"], ["sleep", "none"])).toEqual(["none"]);
  expect(withoutContradiction(["none"], ["none", "sleep"])).toEqual(["sleep"]);
  expect(withoutContradiction(["sleep", "pain"], ["pain"])).toEqual(["pain"]);
});

test("questions with answers to choose from name themselves when they have none", () => {
  const open = (name: string) => unanswered(name, formSteps[name]!, blankValues(formSteps[name]!));
  expect(open("past_care")).toEqual(["therapy", "hospital"]);
  expect(open("experiences")).toEqual(["items"]);
  expect(open("concerns")).toEqual([]);
});
