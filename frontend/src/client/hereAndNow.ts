/** The signed-in person's own wall clock: the API's "now" at the offset the API gives for their zone today. */
import { now } from "../shared/api/now";
import { me } from "../shared/session/me";
import { type When, writtenAt } from "../shared/time";

/** An instant as the person's local time. Only for moments near today: the offset is today's. */
export function atHome(instant: string): When | null {
  const person = me.value;
  return person && { start: writtenAt(instant, person.utc_offset), zone: person.zone, zone_name: person.zone_name };
}

export function nowAtHome(): When | null {
  return atHome(new Date(now()).toISOString());
}
