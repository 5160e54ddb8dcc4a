import { expect, test } from "vitest";
import { blank, missingOf, wishOf } from "../../../src/provider/safety/decision";

const calm = { ...blank, level: "outpatient_online" as const, booking: "open" as const, reason: " Spoke by phone. " };

test("a decision needs a level, a word on booking and a reason", () => {
  expect(missingOf(blank)).toEqual(["level", "booking", "reason"]);
  expect(missingOf({ ...calm, reason: " \n" })).toEqual(["reason"]);
  expect(missingOf(calm)).toEqual([]);
});

test("a referral, and booking that stays closed, need a day to look again", () => {
  expect(missingOf({ ...calm, booking: "closed" })).toEqual(["follow_up"]);
  expect(missingOf({ ...calm, refer: true })).toEqual(["to", "contact", "follow_up"]);
  expect(missingOf({ ...calm, refer: true, to: "Riverside", contact: "+1 212 555 0190", followUp: "2026-12-09" })).toEqual([]);
});

test("what was typed for a referral that was taken back is not sent", () => {
  expect(wishOf({ ...calm, to: "Riverside", contact: "x" }, 3)).toEqual({ level: "outpatient_online", booking: "open", reason: "Spoke by phone.", revision: 3, referral: null, follow_up: null });
});
