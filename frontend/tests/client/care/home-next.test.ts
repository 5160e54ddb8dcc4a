import { expect, test } from "vitest";
import { besides, type Facts, nextStep } from "../../../src/client/care/next";
import type { Appointment } from "../../../src/client/scheduling/appointments";
import type { Homework } from "../../../src/shared/homework/homework";

const homework = (id: string, due_on: string | null, more: Partial<Homework> = {}) => ({ id, due_on, overdue: false, state: "open", ...more }) as Homework;
const now = Date.parse("2026-12-01T20:00:00Z");
const session = (hoursAhead: number): Appointment => ({
  id: "a", provider_id: "pat", client_ids: ["ana"], start: new Date(now + hoursAhead * 3_600_000).toISOString(), minutes: 50, format: "video", status: "booked",
  zone: "America/New_York", zone_name: "EST", provider_zone: "America/New_York", sequence: 0,
});
const facts = (part: Partial<Facts>): Facts => ({ intake: { status: "submitted", result: null }, appointments: [], inCare: true, waiting: false, consentsMissing: false, planMissing: false, homework: [], today: "2026-12-01", now, ...part });

test("a session within a day comes before everything else", () => {
  expect(nextStep(facts({ appointments: [session(20)], consentsMissing: true })).step).toBe("session");
});

test("from an hour before to its end home is the way into the session", () => {
  for (const hours of [1, 0, -0.5]) expect(nextStep(facts({ appointments: [session(hours)] })).step).toBe("join");
  expect(nextStep(facts({ appointments: [session(-1)] })).step).toBe("book");
});

test("getting in goes consents, questions, therapist, time", () => {
  const draft = { status: "draft", result: null } as const;
  expect(nextStep(facts({ intake: draft, inCare: false, consentsMissing: true })).step).toBe("consents");
  expect(nextStep(facts({ intake: draft, inCare: false })).step).toBe("intake");
  expect(nextStep(facts({ inCare: false })).step).toBe("choose");
  expect(nextStep(facts({})).step).toBe("book");
});

test("who waits for a clinician is not sent to choose", () => {
  const result = { next_step: "wait_for_clinician", safety: "positive", scores: {}, due_by: null, alerted: false, practice_phone: "" } as const;
  expect(nextStep(facts({ intake: { status: "submitted", result }, inCare: false })).step).toBe("wait");
});

test("after a positive screen the safety plan comes before everything but a session within a day", () => {
  const draft = { status: "draft", result: null } as const;
  expect(nextStep(facts({ intake: draft, planMissing: true, consentsMissing: true, inCare: false })).step).toBe("plan");
  expect(nextStep(facts({ planMissing: true, appointments: [session(30)] })).step).toBe("plan");
  expect(nextStep(facts({ planMissing: true, appointments: [session(20)] })).step).toBe("session");
});

test("a canceled session is no next step", () => {
  expect(nextStep(facts({ appointments: [{ ...session(5), status: "cancelled" }] })).step).toBe("book");
});

test("who waits on the list is not sent to choose, until somebody has opened", () => {
  expect(nextStep(facts({ inCare: false, waiting: true })).step).toBe("waitlist");
  expect(nextStep(facts({ inCare: false, waiting: false })).step).toBe("choose");
  expect(nextStep(facts({ inCare: true, waiting: true })).step).toBe("book");
});

test("a check-in that is due comes after a session within a day and before one further off", () => {
  expect(nextStep(facts({ measureDue: true, appointments: [session(20)] })).step).toBe("session");
  expect(nextStep(facts({ measureDue: true, appointments: [session(30)] })).step).toBe("measure");
  expect(nextStep(facts({ measureDue: true, planMissing: true })).step).toBe("plan");
});

test("homework comes before booking, and before a session further off once its day is near", () => {
  const far = homework("far", "2026-12-09");
  expect(nextStep(facts({ homework: [far] }))).toEqual({ step: "homework", homework: far });
  expect(nextStep(facts({ homework: [far], appointments: [session(60)] })).step).toBe("session");
  for (const due of [homework("soon", "2026-12-02"), homework("past", "2026-11-20", { overdue: true })]) {
    expect(nextStep(facts({ homework: [far, due], appointments: [session(60)] }))).toEqual({ step: "homework", homework: due });
  }
  expect(nextStep(facts({ homework: [homework("soon", "2026-12-02")], appointments: [session(20)] })).step).toBe("session");
});

test("homework without a day waits behind what has one; what is done is not offered", () => {
  expect(nextStep(facts({ homework: [homework("some day", null), homework("dated", "2026-12-30")] }))).toMatchObject({ homework: { id: "dated" } });
  expect(nextStep(facts({ homework: [homework("done", "2026-12-01", { state: "done" })] })).step).toBe("book");
});

test("what a session within a day takes the first place from stays on the page", () => {
  const given = facts({ appointments: [session(20)], planMissing: true, measureDue: true });
  expect(besides(nextStep(given), given)).toEqual(["plan", "measure"]);
  const draft = facts({ appointments: [session(20)], intake: { status: "draft", result: null } as const, consentsMissing: true });
  expect(besides(nextStep(draft), draft)).toEqual(["consents", "intake"]);
});

test("getting in is asked for one step at a time", () => {
  const given = facts({ intake: { status: "draft", result: null } as const, inCare: false, consentsMissing: true });
  expect(besides(nextStep(given), given)).toEqual([]);
});
