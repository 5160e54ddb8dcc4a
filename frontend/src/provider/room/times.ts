import { now } from "../../shared/api/now";
import { me } from "../../shared/session/me";
import { timeOf, writtenAt } from "../../shared/time";

/** An instant near today on the signed-in person's own wall clock: "4:00 PM EST". */
export function clockAt(instant: string): string {
  const person = me.value;
  return person ? timeOf({ start: writtenAt(instant, person.utc_offset), zone: person.zone, zone_name: person.zone_name }) : "";
}

export function clockNow(): string {
  return clockAt(new Date(now()).toISOString());
}
