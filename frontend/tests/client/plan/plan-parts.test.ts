import { expect, test } from "vitest";
import { contactsOf, firstToCall, linesOf, nextEmpty, problemsOf, withPart } from "../../../src/client/plan/parts";
import type { Plan } from "../../../src/shared/keptPlan";

const plan = (part: Partial<Plan> = {}): Plan => ({ signs: [], coping: [], people: [], professionals: [], safer: [], revision: 3, saved_at: null, ...part });
const sister = { name: "Mia", phone: "+1 212 555 0142", note: "" };

test("who is called first is a person with a number, a professional only where there is none", () => {
  expect(firstToCall(plan())).toBeUndefined();
  expect(firstToCall(plan({ people: [{ name: "Theo", phone: "", note: "" }], professionals: [sister] }))).toBe(sister);
  expect(firstToCall(plan({ people: [sister], professionals: [{ name: "Dr. Wu", phone: "212 555 0101", note: "" }] }))).toBe(sister);
});

test("after a part comes the next empty one, never one before it", () => {
  expect(nextEmpty(plan({ coping: ["walk"] }), "signs")).toBe("people");
  expect(nextEmpty(plan({ safer: ["keys"], professionals: [sister] }), "people")).toBeNull();
});

test("one part is replaced, the others and the revision that was read are sent along", () => {
  expect(withPart(plan({ coping: ["walk"] }), "people", [sister])).toEqual({ signs: [], coping: ["walk"], people: [sister], professionals: [], safer: [], revision: 3 });
});

test("blank lines and blank people are no part of the plan", () => {
  expect(linesOf(" walk \n\n  \nsing")).toEqual(["walk", "sing"]);
  expect(contactsOf([{ name: " Mia ", phone: " 212 555 0142" }, { name: " ", phone: "", note: "" }])).toEqual([{ name: "Mia", phone: "212 555 0142", note: "" }]);
});

test("a number needs a name and has to be one", () => {
  expect(problemsOf([sister, { name: "", phone: "212 555 0142" }, { name: "Wu", phone: "call me" }, { name: "", phone: "" }])).toEqual({ 1: "need_name", 2: "bad_phone" });
});
