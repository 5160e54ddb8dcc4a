/** What the portal's pages say alike: who comes, how one meets, by when something is due. */
import type { Answer } from "../shared/api/client";
import { language, words } from "../shared/i18n";
import type en from "../shared/i18n/en/staff";
import { me } from "../shared/session/me";
import { clockOf, dayOf, daysAhead, timeOf, type When, writtenAt } from "../shared/time";

const t = words<typeof en>("staff");

export type Today = Answer<"/api/today", "get">;
export type Session = Today["sessions"][number];
export type Appointment = Session["appointment"];

export function nameOf(client: { name: string }): string {
  return client.name || t("no_name");
}

/** "Dee and Eli" */
export function namesOf(clients: readonly { name: string }[]): string {
  return new Intl.ListFormat(language.value, { type: "conjunction" }).format(clients.map(nameOf));
}

/** "Video, 50 min" */
export function formatAndMinutes(appointment: { format: string; minutes: number }): string {
  return t("format_and_minutes", { format: t.code("format", appointment.format) ?? appointment.format, minutes: appointment.minutes });
}

/** "10:00 AM PST for Ana", where a client's clock shows something else than the provider's; null where it shows the same. */
export function theirTime(session: Session): string | null {
  const told = session.clients.flatMap((client) => {
    if (!client.starts || client.starts.slice(0, 16) === session.appointment.start.slice(0, 16)) return [];
    return [t("their_time", { time: timeOf({ start: client.starts, zone_name: client.zone_name }), name: nameOf(client) })];
  });
  return told.length ? told.join(", ") : null;
}

/** "11:00 AM to 11:50 AM CST" */
export function fromTo(session: Session): string {
  return t("from_to", { from: clockOf(session.appointment.start), to: timeOf({ start: session.ends, zone: session.appointment.zone }) });
}

/** "5:00 PM CST", "tomorrow, 5:00 PM CST", "Wednesday, December 2, 5:00 PM CST" */
export function timeOrDay(when: When): string {
  const ahead = daysAhead(when.start);
  return ahead === 0 ? timeOf(when) : `${ahead === 1 ? t("tomorrow") : dayOf(when.start)}, ${timeOf(when)}`;
}

/** "by 5:00 PM CST", or that it was due then. */
export function dueBy(when: When, overdue = false): string {
  return t(overdue ? "was_due" : "by", { at: timeOrDay(when) });
}

/** An instant as this person's local time, for lists that hold instants only. */
export function mine(instant: string): When {
  return { start: writtenAt(instant, me.value?.utc_offset ?? 0), zone_name: me.value?.zone_name ?? "UTC" };
}

/** "2 h ahead of you": how the client's clock stands against the reader's now; null where they agree. */
export function clockApart(client: { utc_offset: number; zone_name: string }): string | null {
  const apart = client.utc_offset - (me.value?.utc_offset ?? client.utc_offset);
  if (!apart) return null;
  const hours = Math.abs(apart) / 60;
  return t(apart > 0 ? "ahead" : "behind", { hours: Number.isInteger(hours) ? hours : hours.toFixed(2).replace(/0$/, "") });
}

