import { expect, test } from "vitest";
import { besidePart, blankSheet, movedPage, movedPart, newPart, problemsOf, type Sheet, toSend, withParts } from "../../../src/provider/worksheets/building";

const words = (en: string, es = en) => ({ en, es });

/** Pages of parts with these labels. */
function sheet(...pages: string[][]): Sheet {
  let built: Sheet = { ...blankSheet("en"), title: words("t"), summary: words("s"), pages: pages.map(() => ({ title: words("p"), parts: [] })) };
  pages.forEach((labels, page) => labels.forEach((label) => (built = withParts(built, page, (parts) => [...parts, { ...newPart(built, "line"), label: words(label) }]))));
  return built;
}

const order = (built: Sheet) => built.pages.map((page) => page.parts!.map(({ label }) => label.en).join(""));

test("a part moves within its page, over its edges to the next, and no further than the ends", () => {
  const built = sheet(["a", "b"], ["c"]);
  expect(order(movedPart(built, { page: 0, part: 0 }, besidePart(built, { page: 0, part: 0 }, 1)!))).toEqual(["ba", "c"]);
  expect(order(movedPart(built, { page: 0, part: 1 }, besidePart(built, { page: 0, part: 1 }, 1)!))).toEqual(["a", "bc"]);
  expect(order(movedPart(built, { page: 1, part: 0 }, besidePart(built, { page: 1, part: 0 }, -1)!))).toEqual(["abc", ""]);
  expect(besidePart(built, { page: 0, part: 0 }, -1)).toBeNull();
  expect(besidePart(built, { page: 1, part: 0 }, 1)).toBeNull();
  expect(order(movedPage(built, 1, -1))).toEqual(["c", "ab"]);
});

test("no two parts get one id, whatever was taken out between", () => {
  const built = withParts(sheet(["a", "b", "c"]), 0, (parts) => parts.filter((_, place) => place !== 1));
  const ids = [...built.pages[0]!.parts!, newPart(built, "text")].map(({ id }) => id);
  expect(new Set(ids).size).toBe(3);
});

test("in one language both texts are the same, and what was left blank is left out", () => {
  const built = { ...sheet(["a"]), language: "es" as const, title: words("", "uno") };
  built.pages[0]!.text = words("kept from before", " ");
  expect(toSend(built).title).toEqual({ en: "uno", es: "uno" });
  expect(toSend(built).pages[0]!.text).toBeNull();
  expect(toSend({ ...built, language: null }).title).toEqual({ en: "", es: "uno" });
});

test("what is wrong is named with its place", () => {
  expect(problemsOf(sheet(["a"]))).toEqual([]);
  expect(problemsOf(sheet([])).map(({ what }) => what)).toEqual(["no_parts"]);
  expect(problemsOf(sheet(["a", ""]))).toEqual([{ what: "no_label", page: 0, part: 1 }]);
  const wrong = withParts(sheet(["a", "b", "c", "d"]), 0, ([a, b, c, d]) => [
    { ...a!, kind: "scale", low: 0, high: 10, step: 3 },
    { ...b!, kind: "number", low: 5, high: NaN },
    { ...c!, kind: "choice", options: [{ value: "x", label: words("x") }] },
    { ...d!, kind: "breathe", in_seconds: 4, out_seconds: 6, rounds: 0 },
  ]);
  expect(problemsOf(wrong).map(({ what }) => what)).toEqual(["wrong_step", "wrong_range", "few_options", "wrong_breath"]);
});
