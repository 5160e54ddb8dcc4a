/** The signed-in person's own wall clock: the API's "now" at the offset the API gives for their zone today. */
import { now } from "../shared/api/now";
import { me } from "../shared/session/me";
import type { When } from "../shared/time";

/** An instant as the person's local time. Only for moments near today: the offset is today's. */
export function atHome(instant: number | string): When | null {
  const person = me.value;
  if (!person) return null;
  const at = typeof instant === "string" ? Date.parse(instant) : instant;
  const local = new Date(at + person.utc_offset * 60_000).toISOString().slice(0, 19);
  return { start: local + offsetWords(person.utc_offset), zone: person.zone, zone_name: person.zone_name };
}

export function nowAtHome(): When | null {
  return atHome(now());
}

function offsetWords(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
