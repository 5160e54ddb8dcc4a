import { beforeEach, describe, expect, test } from "vitest";
import type { Session, Today } from "../../../src/provider/staff";
import { left, litOf, minutesInto, needsOf, scaleOf } from "../../../src/provider/today/day";

const at = (time: string) => `2026-12-01T${time}:00-06:00`;
const moment = (time: string) => Date.parse(at(time));

function session(start: string, end: string, status = "booked"): Session {
  return {
    appointment: { id: start, provider_id: "p", client_ids: ["c"], start: at(start), minutes: 50, format: "video", status, zone: "America/Chicago", zone_name: "CST", provider_zone: "America/Chicago", sequence: 0 },
    ends: at(end),
    clients: [{ id: "c", name: "Ana", starts: null, zone_name: "" }],
  } as Session;
}

function thread(due: string | null, id = due ?? "unread"): Today["threads"][number] {
  return { thread_id: id, client: { id: "c", name: "Ana" }, unread: true, due_by: due && at(due), due_local: due && at(due), overdue: false };
}

let today: Today;
beforeEach(() => {
  today = {
    date: "2026-12-01", zone: "America/Chicago", zone_name: "CST", threads: [], flags: [], worse: [], licences: [], failed: [], next_session: null, unsaid: [],
    sessions: [session("09:00", "10:20", "completed"), session("11:00", "11:50"), session("16:00", "16:50")],
  };
});

describe("what is lit", () => {
  test.each([
    ["half an hour before, the session with its room", "10:30", "11:00", 30],
    ["while it lasts, the same session", "11:40", "11:00", -40],
    ["with nothing else to do, the next session to prepare", "12:00", "16:00", 240],
  ])("%s", (_, now, start, minutes) => {
    expect(litOf(today, moment(now))).toMatchObject({ kind: "session", minutes, session: { appointment: { start: at(start) } } });
  });

  test("earlier than that, the message due first", () => {
    today.threads = [thread(null), thread("17:00"), thread("15:00")];
    expect(litOf(today, moment("10:29"))).toMatchObject({ kind: "need", need: { thread: { thread_id: "15:00" } } });
  });

  test("nothing beside a client in danger, until the next session is near", () => {
    today.threads = [thread("15:00")];
    today.flags = [{ client: { id: "c", name: "Ben" }, state: "positive", due_by: null, due_local: null, what: null, task_id: null }];
    expect(litOf(today, moment("10:00"))).toBeNull();
    expect(litOf(today, moment("10:45"))).toMatchObject({ kind: "session" });
  });

  test("on a day without sessions, the next one", () => {
    today.next_session = today.sessions[1]!;
    today.sessions = [];
    expect(litOf(today, moment("08:00"))).toMatchObject({ kind: "session", session: today.next_session });
  });
});

test("needs stand with much worse scores first, sessions without a word on them, messages by due time, unread ones without one after them, licenses last", () => {
  today.worse = [{ client: { id: "c", name: "Ana" }, at: at("08:00"), local: at("08:00") }];
  today.unsaid = [session("09:00", "09:50")];
  today.threads = [thread(null), thread("17:00"), thread("15:00")];
  today.licences = [{ state: "IN", profession: "counselor", expires: "2027-01-14", days: 44 }, { state: "AK", profession: "counselor", expires: "2026-11-30", days: -1 }];
  expect(needsOf(today).map((need) => (need.kind === "thread" ? need.thread.thread_id : need.kind === "worse" ? need.worse.client.name : need.kind === "unsaid" ? need.session.appointment.id : need.licence.state))).toEqual(["Ana", "09:00", "15:00", "17:00", "unread", "AK", "IN"]);
});

test("what took place or whose time is over is not left", () => {
  expect(left(today, moment("11:51")).map((one) => one.appointment.id)).toEqual(["16:00"]);
});

describe("the scale of the day", () => {
  test("is as high between two moments as the time between them", () => {
    today.sessions = [session("09:00", "09:50")];
    const scale = scaleOf(today, moment("20:00"));
    expect(scale.rows).toBe("minmax(70px, auto) minmax(14px, auto)");
    expect(scale.places).toEqual([{ from: 1, to: 2 }]);
    expect(scale.hours).toEqual([{ line: 1, minutes: 540 }, { line: 3, minutes: 600 }]);
  });

  test("marks now, and leaves out the hour it would cover", () => {
    const scale = scaleOf(today, moment("10:52"));
    expect(scale.now?.written).toBe("2026-12-01T10:52:00-06:00");
    expect(scale.hours.map((hour) => hour.minutes / 60)).not.toContain(11);
  });

  test("leaves now out long before and after the sessions", () => {
    expect(scaleOf(today, moment("06:00")).now).toBeNull();
    expect(scaleOf(today, moment("18:00")).now).toBeNull();
  });

  test("counts on past midnight", () => {
    expect(minutesInto("2026-12-01", "2026-12-02T00:20:00-06:00")).toBe(1460);
  });
});
