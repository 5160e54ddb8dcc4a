/**
 * Times as the server gives them: local time with offset ("2026-12-02T16:00:00-05:00") and the name of the zone. Nothing here converts
 * between zones: a browser's time-zone data may be older than the server's.
 */
import { now } from "./api/now";
import { language } from "./i18n";

export interface When {
  /** ISO 8601 local time with offset. */
  start: string;
  /** IANA id, as "America/New_York". */
  zone?: string;
  /** Short name at that moment, as "EST", when the API gives it. */
  zone_name?: string | null;
}

const usZones: Record<string, [name: string, hours: number]> = {
  "America/New_York": ["E", -5],
  "America/Detroit": ["E", -5],
  "America/Chicago": ["C", -6],
  "America/Denver": ["M", -7],
  "America/Los_Angeles": ["P", -8],
  "America/Anchorage": ["AK", -9],
};
const fixedZones: Record<string, string> = { "America/Phoenix": "MST", "Pacific/Honolulu": "HST", UTC: "UTC" };

const usNames: Record<string, { en: string; es: string }> = {
  E: { en: "Eastern", es: "del este" },
  C: { en: "Central", es: "del centro" },
  M: { en: "Mountain", es: "de la montaña" },
  P: { en: "Pacific", es: "del Pacífico" },
  AK: { en: "Alaska", es: "de Alaska" },
};

/** Parts of the written local time as a UTC instant, so that Intl shows them unchanged. */
function written(start: string): Date {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?/.exec(start);
  if (!parts) throw new RangeError("not a local time");
  const [, year, month, day, hour, minute] = parts.map(Number) as number[];
  return new Date(Date.UTC(year!, month! - 1, day!, hour || 0, minute || 0));
}

/** Minutes east of Greenwich, as written at the end of the time. */
export function offsetMinutes(start: string): number {
  const found = /([+-])(\d\d):?(\d\d)$/.exec(start);
  if (!found) return 0;
  return (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
}

/** "EST" for a moment: the API's own name, else told from zone id and offset, else the offset itself. */
export function zoneName(when: When): string {
  if (when.zone_name) return when.zone_name;
  const offset = offsetMinutes(when.start);
  const zone = when.zone ?? "UTC";
  if (fixedZones[zone]) return fixedZones[zone];
  const us = usZones[zone];
  if (us && offset === us[1] * 60) return `${us[0]}ST`;
  if (us && offset === us[1] * 60 + 60) return `${us[0]}DT`;
  const sign = offset < 0 ? "-" : "+";
  const minutes = Math.abs(offset) % 60;
  return `GMT${sign}${Math.floor(Math.abs(offset) / 60)}${minutes ? `:${String(minutes).padStart(2, "0")}` : ""}`;
}

/** "Eastern", "Central", or the city of the zone id; in Spanish with its preposition, "del este", "de Phoenix". */
export function zonePlace(zone: string): string {
  const us = usZones[zone];
  const city = zone.split("/").pop()!.replace(/_/g, " ");
  return us ? usNames[us[0]]![language.value] : language.value === "es" ? `de ${city}` : city;
}

/** The same where it stands by itself, as in a list to choose from: "Eastern", "Hora del este". */
export function zoneTitle(zone: string): string {
  return language.value === "es" ? `Hora ${zonePlace(zone)}` : zonePlace(zone);
}

function show(start: string, options: Intl.DateTimeFormatOptions): string {
  const locale = language.value === "es" ? "es-US" : "en-US";
  const parts = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).formatToParts(written(start));
  // A day never stands on another line than its month; in Spanish than the "de" before it: a long month beside it would be too wide.
  const joins = (at: number) => [parts[at - 1]?.type, parts[at + 1]?.type].sort().join() === "day,month";
  const said = parts.map(({ value }, at) => (joins(at) ? value.replace(/^\s/, "\u00a0") : value)).join("");
  // Intl puts narrow no-break spaces before PM; ordinary no-break spaces look the same in every font.
  return said.replace(/\u202f/g, "\u00a0");
}

/** "4:00 PM EST" */
export function timeOf(when: When): string {
  const zone = zoneName(when);
  // A long name, as "UTC+05:45", may stand on a line of its own: joined to the time it would break in its middle on a small screen.
  return `${clockOf(when.start)}${zone.length > 5 ? " " : "\u00a0"}${zone}`;
}

/** "4:00 PM", only where the zone stands beside it (a heading, a table head). */
export function clockOf(start: string): string {
  // A time never breaks over two lines.
  return show(start, { hour: "numeric", minute: "2-digit" }).replace(/\s/g, "\u00a0");
}

/** The year of a date, where it is not the present one. */
function year(start: string): Intl.DateTimeFormatOptions {
  return start.slice(0, 4) === todayAt(offsetMinutes(start)).slice(0, 4) ? {} : { year: "numeric" };
}

/** "Wednesday, December 2", with the year of any but the present one: "Thursday, January 1, 2099" */
export function dayOf(start: string): string {
  return show(start, { weekday: "long", month: "long", day: "numeric", ...year(start) });
}

/** "Dec 2", "Jan 1, 2099" */
export function shortDay(start: string): string {
  return show(start, { month: "short", day: "numeric", ...year(start) });
}

/** "Wednesday, December 2, 4:00 PM EST" */
export function dayAndTime(when: When): string {
  return `${dayOf(when.start)}, ${timeOf(when)}`;
}

/** The local date (YYYY-MM-DD) written in a time. */
export function dateOf(start: string): string {
  return start.slice(0, 10);
}

/** Today's date (YYYY-MM-DD) by the API's clock at the given offset from Greenwich. */
export function todayAt(minutesEast: number): string {
  return new Date(now() + minutesEast * 60_000).toISOString().slice(0, 10);
}

/** Days from today to the local date of `start`, both at the offset of `start`: 0 today, 1 tomorrow, -1 yesterday. */
export function daysAhead(start: string): number {
  const from = Date.parse(todayAt(offsetMinutes(start)));
  return Math.round((Date.parse(dateOf(start)) - from) / 86_400_000);
}

/** Milliseconds until a moment, negative once it is past. */
export function until(start: string): number {
  return Date.parse(start) - now();
}

/** "$60" or "$12.50" from cents. */
export function money(cents: number): string {
  const digits = cents % 100 ? 2 : 0;
  return new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", minimumFractionDigits: digits, maximumFractionDigits: digits }).format(cents / 100);
}

/** An instant in UTC written as local time at an offset the API told (`utc_offset` of /api/me), for the functions above. */
export function writtenAt(instant: string, minutesEast: number): string {
  const local = new Date(Date.parse(instant) + minutesEast * 60_000).toISOString().slice(0, 19);
  const hours = String(Math.floor(Math.abs(minutesEast) / 60)).padStart(2, "0");
  const minutes = String(Math.abs(minutesEast) % 60).padStart(2, "0");
  return `${local}${minutesEast < 0 ? "-" : "+"}${hours}:${minutes}`;
}
