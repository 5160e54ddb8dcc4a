/** The clients in a therapist's care, in the order asked for. */
import { type Answer, get } from "../../shared/api/client";

export type Caseload = Answer<"/api/clients", "get">;
export type ClientRow = Caseload["items"][number];
export const orders = ["need", "name", "next"] as const;
export type Order = (typeof orders)[number];

/** All pages of the list. */
export async function loadCaseload(): Promise<Caseload> {
  const first = await get("/api/clients");
  let next = first.next;
  while (next) {
    const more = await get("/api/clients", { query: { cursor: next } });
    first.items.push(...more.items);
    next = more.next;
  }
  return first;
}

export const muchWorse = 2;
export const nothingWaits = 5;

/** 0 danger, 1 late, 2 much worse scores, 3 due, 4 unread, 5 nothing waits. */
export function needOf(row: ClientRow): number {
  if (row.flag) return 0;
  if (row.overdue) return 1;
  if (row.worse) return muchWorse;
  if (row.due_local) return 3;
  return row.unread ? 4 : nothingWaits;
}

const at = (written: string | null | undefined) => (written ? Date.parse(written) : Infinity);
const byName = (one: ClientRow, other: ClientRow) => one.name.localeCompare(other.name);
const byNext = (one: ClientRow, other: ClientRow) => Math.sign(at(one.next_session?.start) - at(other.next_session?.start)) || byName(one, other);
const byNeed = (one: ClientRow, other: ClientRow) => needOf(one) - needOf(other) || Math.sign(at(one.due_local) - at(other.due_local)) || byNext(one, other);

export function sorted(rows: readonly ClientRow[], order: Order): ClientRow[] {
  return [...rows].sort({ need: byNeed, name: byName, next: byNext }[order]);
}
