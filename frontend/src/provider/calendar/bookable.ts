/** Open times a therapist can book for a client, each by both clocks. */
import { type Answer, get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_booking";
import { dateOf, dayAndTime, timeOf } from "../../shared/time";
import type { ClientRow } from "../clients/caseload";
import { nameOf } from "../staff";
import { addDays, type Kind } from "./week";

const t = words<typeof en>("staff_booking");
const fourWeeks = 28;
const twoWeeks = 14;

export type Slot = Answer<"/api/slots", "get">["slots"][number];

export interface Bookable extends Slot {
  /** The same instant by the client's clock, where that shows something else. */
  theirs: Slot | null;
}

/** Whether two local times show different clocks or dates. */
export function isApart(one: { start: string }, other: { start: string }): boolean {
  return one.start.slice(0, 16) !== other.start.slice(0, 16);
}

/** "3:00 PM EST for Iris", with the day where it is another one for them; empty where both clocks show the same. */
export function forThem(slot: Bookable, client: ClientRow | undefined): string {
  if (!slot.theirs || !client) return "";
  const time = dateOf(slot.theirs.start) === dateOf(slot.start) ? timeOf(slot.theirs) : dayAndTime(slot.theirs);
  return t("for_them", { time, name: nameOf(client) });
}

interface Span {
  from: string;
  to: string;
  zone: string;
}

/** For a new session: the open times of four weeks from a date on, in the therapist's zone. */
export function loadBookable(provider_id: string, kind: Pick<Kind, "minutes" | "type">, client: ClientRow | undefined, zone: string, from: string): Promise<Bookable[]> {
  const asked = { minutes: kind.minutes, type: kind.type ?? "individual" } as const;
  return byBothClocks((span) => get("/api/providers/{provider_id}/slots", { path: { provider_id }, query: { ...asked, ...span } }), client, zone, from);
}

/** For a session that is to move: the same, from two weeks before it, or today where that is later. */
export function loadMovable(one: { id: string; start: string; zone: string }, client: ClientRow | undefined, today: string): Promise<Bookable[]> {
  const from = weeksBefore(dateOf(one.start), today);
  return byBothClocks((span) => get("/api/appointments/{appointment_id}/slots", { path: { appointment_id: one.id }, query: { ...span } }), client, one.zone, from);
}

async function byBothClocks(load: (span: Span) => Promise<{ slots: Slot[] }>, client: ClientRow | undefined, zone: string, from: string): Promise<Bookable[]> {
  const inZone = (name: string) => load({ from, to: addDays(from, fourWeeks), zone: name });
  const [{ slots }, theirs] = await Promise.all([inZone(zone), client?.zone && client.zone !== zone ? inZone(client.zone) : null]);
  const byInstant = new Map((theirs?.slots ?? []).map((one) => [Date.parse(one.start), one]));
  return slots.map((slot) => {
    const other = byInstant.get(Date.parse(slot.start));
    return { ...slot, theirs: other && isApart(slot, other) ? other : null };
  });
}

export function weeksBefore(date: string, today: string): string {
  const before = addDays(date, -twoWeeks);
  return before > today ? before : today;
}
