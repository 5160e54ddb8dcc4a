import { expect, it } from "vitest";
import { wrong } from "../../../src/provider/messages/away";

const booked = [{ first: "2026-12-10", last: "2026-12-12", note: "" }];
const cases = [
  ["nothing", "2026-12-01", "2026-12-03", null],
  ["nothing for one day", "2026-12-01", "", null],
  ["nothing for what began before today", "2026-11-20", "2026-11-28", null],
  ["no first day", "", "2026-12-03", "missing"],
  ["an end before the beginning", "2026-12-03", "2026-12-01", "order"],
  ["days that are past", "2026-11-20", "2026-11-22", "past"],
  ["a day another one has", "2026-12-12", "2026-12-14", "overlap"],
  ["days around another one", "2026-12-09", "2026-12-20", "overlap"],
] as const;

it.each(cases)("%s is wrong with an absence from %s to %s", (_, first, last, expected) => {
  expect(wrong({ first, last, note: "" }, booked, "2026-11-25")).toBe(expected);
});
