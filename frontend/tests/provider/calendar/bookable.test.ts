import { expect, test } from "vitest";
import { weeksBefore } from "../../../src/provider/calendar/bookable";

test("other times for a session weeks ahead are looked for around it, and never in the past", () => {
  expect(weeksBefore("2027-03-01", "2026-12-01")).toBe("2027-02-15");
  expect(weeksBefore("2026-12-03", "2026-12-01")).toBe("2026-12-01");
});
