import { expect, test } from "vitest";
import { type ClientRow, needOf, sorted } from "../../src/provider/clients/caseload";
import { dueFirst, type Thread } from "../../src/provider/messages/threads";
import { byUrgency, type Review } from "../../src/provider/work/reviews";

const row = (name: string, given: Partial<ClientRow> = {}): ClientRow => ({
  id: name, name, home_state: "", zone: "", thread_id: "", since: "2026-11-01", next_session: null, flag: null, flag_due_local: null, unread: false, due_local: null, overdue: false, measures: [], worse: false, shares: [], ...given,
});
const next = (start: string) => ({ next_session: { start } as ClientRow["next_session"] });
const rows = [
  row("Noor"),
  row("Ana", next("2026-12-02T09:00:00-06:00")),
  row("Ben", { flag: "positive" }),
  row("Theo", { due_local: "2026-12-01T17:00:00-06:00", overdue: true }),
  row("Dee", { due_local: "2026-12-02T17:00:00-06:00" }),
];
const names = (order: Parameters<typeof sorted>[1]) => sorted(rows, order).map((one) => one.name);

test("who is in danger stands first, then who waits too long, who waits, who comes next", () => {
  expect(names("need")).toEqual(["Ben", "Theo", "Dee", "Ana", "Noor"]);
  expect(rows.map(needOf)).toEqual([5, 5, 0, 1, 3]);
});

test("clients stand by name or by next session when asked", () => {
  expect(names("name")).toEqual(["Ana", "Ben", "Dee", "Noor", "Theo"]);
  expect(names("next")[0]).toBe("Ana");
});

test("threads that wait for an answer stand first, the first due before the others, then unread ones", () => {
  const thread = (id: string, due_by: string | null, unread: boolean, last_at: string) => ({ id, due_by, unread, last_at }) as Thread;
  const threads = [
    thread("old", null, false, "2026-11-01T00:00:00Z"),
    thread("new", null, false, "2026-11-20T00:00:00Z"),
    thread("unread", null, true, "2026-11-02T00:00:00Z"),
    thread("tomorrow", "2026-12-02T23:00:00Z", true, "2026-12-01T00:00:00Z"),
    thread("today", "2026-12-01T23:00:00Z", false, "2026-11-30T00:00:00Z"),
  ];
  expect(dueFirst(threads).map((one) => one.id)).toEqual(["today", "tomorrow", "unread", "new", "old"]);
});

test("reviews nobody holds stand before held ones, each by its due time", () => {
  const review = (review_id: string, due_by: string, claimed_by: string | null) => ({ review_id, due_by, claimed_by }) as Review;
  const reviews = [review("held", "2026-12-01T10:00:00Z", "pat"), review("later", "2026-12-02T10:00:00Z", null), review("soon", "2026-12-01T12:00:00Z", null)];
  expect(byUrgency(reviews).map((one) => one.review_id)).toEqual(["soon", "later", "held"]);
});
