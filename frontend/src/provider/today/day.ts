/** A therapist's day: what is lit, what needs them and where each session stands on the scale. Pure; `now` is milliseconds by the API's clock. */
import { offsetMinutes, writtenAt } from "../../shared/time";
import { nameOf, type Session, type Today } from "../staff";

export type Flag = Today["flags"][number];
export type Thread = Today["threads"][number];
export type Worse = Today["worse"][number];
export type Licence = Today["licences"][number];

/** Something of the list "Needs you": a client in danger is not among them, it stands above. */
export type Need = { kind: "thread"; thread: Thread } | { kind: "unsaid"; session: Session } | { kind: "worse"; worse: Worse } | { kind: "licence"; licence: Licence };

/** The page's one lit thing: a session (its room is open or not yet), a need, or nothing. */
export type Lit = { kind: "session"; session: Session; minutes: number } | { kind: "need"; need: Need } | null;

const minute = 60_000;
export const litBefore = 30;

export function isOver(session: Session, now: number): boolean {
  return session.appointment.status !== "booked" || Date.parse(session.ends) <= now;
}

/** Sessions still to come or under way. */
export function left(today: Today, now: number): Session[] {
  return today.sessions.filter((session) => !isOver(session, now));
}

/** Who a session is with, in one line. */
export function namesOf(session: Session): string {
  return session.clients.map(nameOf).join(", ");
}

/** Scores that got much worse, sessions nobody has said a word on, messages by when they are due, then unread ones, then licences by their end. */
export function needsOf(today: Today): Need[] {
  const due = (thread: Thread) => (thread.due_by ? Date.parse(thread.due_by) : Infinity);
  const threads = [...today.threads].sort((one, other) => due(one) - due(other) || 0);
  const licences = [...today.licences].sort((one, other) => one.days - other.days);
  return [...today.worse.map((worse): Need => ({ kind: "worse", worse })), ...today.unsaid.map((session): Need => ({ kind: "unsaid", session })), ...threads.map((thread): Need => ({ kind: "thread", thread })), ...licences.map((licence): Need => ({ kind: "licence", licence }))];
}

/** The next session from half an hour before; else, where no client is in danger, the first need; else the next session to prepare. */
export function litOf(today: Today, now: number): Lit {
  const next = left(today, now)[0] ?? today.next_session;
  const minutes = next ? Math.ceil((Date.parse(next.appointment.start) - now) / minute) : Infinity;
  if (next && minutes <= litBefore) return { kind: "session", session: next, minutes };
  if (today.flags.length) return null;
  const need = needsOf(today)[0];
  if (need && need.kind !== "licence") return { kind: "need", need };
  return next ? { kind: "session", session: next, minutes } : need ? { kind: "need", need } : null;
}

export interface Scale {
  /** CSS grid-template-rows: one row between two neighbouring moments, at least as high as the time between them. */
  rows: string;
  /** Full hours with the grid line they stand on; those too near to "now" are left out. */
  hours: { line: number; minutes: number }[];
  /** Grid line and written time of now, null while it is far from the day's sessions. */
  now: { line: number; written: string } | null;
  /** Grid lines between which each session stands, in the sessions' order. */
  places: { from: number; to: number }[];
}

const pixelsAMinute = 1.4;
const nearNow = 12;

/** Minutes from the midnight of `date` to a written local time. */
export function minutesInto(date: string, written: string): number {
  const days = (Date.parse(written.slice(0, 10)) - Date.parse(date)) / 86_400_000;
  return days * 1440 + Number(written.slice(11, 13)) * 60 + Number(written.slice(14, 16));
}

/** Where everything of a day with sessions stands. */
export function scaleOf(today: Today, now: number): Scale {
  const spans = today.sessions.map((one) => ({ from: minutesInto(today.date, one.appointment.start), to: minutesInto(today.date, one.ends) }));
  const written = writtenAt(new Date(now).toISOString(), offsetMinutes(today.sessions[0]!.appointment.start));
  const present = minutesInto(today.date, written);
  const begin = Math.min(...spans.map((span) => span.from));
  const end = Math.max(...spans.map((span) => span.to));
  const shown = present > begin - 120 && present < end + 60;
  const first = Math.floor((shown ? Math.min(begin, present) : begin) / 60);
  const last = Math.ceil((shown ? Math.max(end, present) : end) / 60);
  const hours = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * 60);
  const moments = [...new Set([...hours, ...spans.flatMap((span) => [span.from, span.to]), ...(shown ? [present] : [])])].sort((one, other) => one - other);
  const line = (minutes: number) => moments.indexOf(minutes) + 1;
  return {
    rows: moments.slice(1).map((moment, index) => `minmax(${Math.round((moment - moments[index]!) * pixelsAMinute)}px, auto)`).join(" "),
    hours: hours.filter((hour) => !shown || Math.abs(hour - present) > nearNow).map((hour) => ({ line: line(hour), minutes: hour })),
    now: shown ? { line: line(present), written } : null,
    places: spans.map((span) => ({ from: line(span.from), to: line(span.to) })),
  };
}
