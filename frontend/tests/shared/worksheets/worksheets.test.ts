// @vitest-environment jsdom
import { expect, test } from "vitest";
import { nextBreath } from "../../../src/shared/worksheets/Breathing";
import { isExercise, linesIn, linesOf, missingOf, numberIn, pageToOpen, type Part, stepsOf, type Worksheet, withAnswer } from "../../../src/shared/worksheets/worksheets";

const words = (en: string) => ({ en, es: en });
const part = (id: string, kind: Part["kind"], more: Partial<Part> = {}) => ({ id, kind, label: words(id), ...more }) as Part;
const sheet = (...pages: Part[][]) => ({ pages: pages.map((parts) => ({ title: words("page"), parts })) }) as unknown as Worksheet;

test("a worksheet opens at its first page with something left, and at the review once nothing is", () => {
  const two = sheet([part("a", "text")], [part("b", "text")]);
  expect(pageToOpen(two, {})).toBe(0);
  expect(pageToOpen(two, { a: "x" })).toBe(1);
  expect(pageToOpen(two, { a: "x", b: "y" })).toBe(2);
});

test("breathing is never left open", () => {
  expect(pageToOpen(sheet([part("breath", "breathe")], [part("b", "text")]), { b: "x" })).toBe(2);
});

test("blank answers do not count for what is required", () => {
  const one = sheet([part("a", "text", { required: true }), part("b", "list", { required: true }), part("c", "scale", { required: true })]);
  expect(missingOf(one, { a: " ", b: [], c: 0 }).map(({ id }) => id)).toEqual(["a", "b"]);
  expect(isExercise(one)).toBe(false);
});

test("numbers are read with point or comma and within their range", () => {
  const hours = part("h", "number", { low: 0, high: 24 });
  expect(["6.5", "6,5", "", "25", "x"].map((text) => numberIn(hours, text))).toEqual([6.5, 6.5, undefined, null, null]);
});

test("answers are shown in words", () => {
  const choice = part("c", "choice", { options: [{ value: "calmer", label: words("Calmer") }] });
  expect(linesOf(choice, ["calmer"])).toEqual(["Calmer"]);
  expect(linesOf(part("s", "scale", { low: 0, high: 100, step: 5 }), 70)).toEqual(["70 (0–100)"]);
  expect(linesOf(part("t", "time"), "22:30")).toEqual(["10:30\u00a0PM"]);
});

test("a scale steps from its low to its high end", () => {
  expect(stepsOf(part("s", "scale", { low: 0, high: 10, step: 5 }))).toEqual([0, 5, 10]);
});

test("lists are one a line, without blank ones", () => {
  expect(linesIn(" one \n\n two\n")).toEqual(["one", "two"]);
});

test("an answer taken out is gone, others stay", () => {
  expect(withAnswer({ a: "x", b: "y" }, "a", undefined)).toEqual({ b: "y" });
});

test("breaths go in and out, round by round, and end", () => {
  expect(nextBreath({ phase: "in", round: 1 }, 2)).toEqual({ phase: "out", round: 1 });
  expect(nextBreath({ phase: "out", round: 1 }, 2)).toEqual({ phase: "in", round: 2 });
  expect(nextBreath({ phase: "out", round: 2 }, 2)).toBeNull();
});
