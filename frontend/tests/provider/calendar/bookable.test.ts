import { expect, test } from "vitest";
import { monthBefore } from "../../../src/provider/calendar/bookable";

test("other times for a session weeks ahead are looked for around it, and never in the past", () => {
  expect(monthBefore("2027-03-01", "2026-12-01")).toBe("2027-01-30");
  expect(monthBefore("2026-12-03", "2026-12-01")).toBe("2026-12-01");
});
