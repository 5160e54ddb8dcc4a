/** The next session after one that has ended: one that is booked, or the same time a week later where it is open. */
import { type Answer, get } from "../api/client";

type Appointment = Answer<"/api/appointments/{appointment_id}", "get">;
type Slot = Answer<"/api/providers/{provider_id}/slots", "get">["slots"][number];

export interface Next {
  booked?: Appointment | undefined;
  sameTime?: Slot | undefined;
}

/** What a wall time of "2026-12-02T16:00:00-05:00" is a number of days later: "2026-12-09T16:00". */
function wallTime(start: string, days: number): string {
  const date = new Date(Date.parse(start.slice(0, 10)) + days * 86_400_000).toISOString().slice(0, 10);
  return date + start.slice(10, 16);
}

/** Look for it; times are in the zone the appointment is shown in. */
export async function nextAfter(held: Appointment): Promise<Next> {
  const { items } = await get("/api/appointments", { query: { limit: 50, zone: held.zone } });
  const same = (one: Appointment) => one.provider_id === held.provider_id && held.client_ids.every((id) => one.client_ids.includes(id));
  const coming = items.filter((one) => one.status === "booked" && same(one) && Date.parse(one.start) > Date.parse(held.start));
  const booked = coming.sort((one, other) => Date.parse(one.start) - Date.parse(other.start))[0];
  if (booked || held.type === "consultation" || held.type === "intake_assessment") return { booked };
  const query = { from: wallTime(held.start, 7).slice(0, 10), to: wallTime(held.start, 8).slice(0, 10), minutes: held.minutes, format: held.format, type: held.type, zone: held.zone };
  const { slots } = await get("/api/providers/{provider_id}/slots", { path: { provider_id: held.provider_id }, query });
  return { sameTime: slots.find((slot) => slot.start.startsWith(wallTime(held.start, 7))) };
}
