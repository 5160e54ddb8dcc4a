/** A week of working hours and sessions. Pure; dates are YYYY-MM-DD, hours are minutes after the date's midnight in the offer's zone. */
import type { Answer } from "../../shared/api/client";
import type { Appointment } from "../staff";

export type Offer = Answer<"/api/availability", "get">;
export type Hours = Offer["weekly"][number][number];

/** What stands in the two fields of one row, as typed ("09:00"). */
export interface Typed {
  opens: string;
  closes: string;
}

const dayLength = 1440;

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** 0 Monday to 6 Sunday, as `weekly` counts. */
export function weekday(date: string): number {
  return (new Date(date).getUTCDay() + 6) % 7;
}

export function mondayOf(date: string): string {
  return addDays(date, -weekday(date));
}

/** The hours of one date: its own where it has some, else those of its weekday. */
export function hoursOf(offer: Offer, date: string): readonly Hours[] {
  return ownHours(offer, date) ?? offer.weekly[weekday(date)]!;
}

export function ownHours(offer: Offer, date: string): readonly Hours[] | undefined {
  return offer.dates?.find((one) => one.date === date)?.windows;
}

/** The offer with other hours for every such weekday (and none of this date's own any more), or for this date alone. */
export function withHours(offer: Offer, date: string, hours: Hours[], every: boolean): Offer {
  const dates = (offer.dates ?? []).filter((one) => one.date !== date);
  if (!every) return { ...offer, dates: [...dates, { date, windows: hours }].sort((one, other) => one.date.localeCompare(other.date)) };
  return { ...offer, dates, weekly: offer.weekly.map((windows, index) => (index === weekday(date) ? hours : windows)) };
}

/** "09:00" for 540; hours after midnight begin again at 00:00. */
export function clock(minutes: number): string {
  const within = minutes % dayLength;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}

export function typed(hours: readonly Hours[]): Typed[] {
  return hours.map((one) => ({ opens: clock(one.opens), closes: clock(one.closes) }));
}

function minutes(text: string): number | null {
  const parts = /^(\d\d):(\d\d)/.exec(text);
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null;
}

/** Typed rows as hours, or the first thing wrong with them. An end that is not after its beginning is on the next date. */
export function readHours(rows: readonly Typed[]): { hours: Hours[] } | { wrong: "missing" | "same" | "overlap"; row: number } {
  const hours: Hours[] = [];
  for (const [row, { opens, closes }] of rows.entries()) {
    const [from, to] = [minutes(opens), minutes(closes)];
    if (from === null || to === null) return { wrong: "missing", row };
    if (from === to) return { wrong: "same", row };
    hours.push({ opens: from, closes: to > from ? to : to + dayLength });
  }
  const inOrder = hours.map((one, row) => ({ ...one, row })).sort((one, other) => one.opens - other.opens);
  const overlapping = inOrder.find((one, index) => index > 0 && one.opens < inOrder[index - 1]!.closes);
  if (overlapping) return { wrong: "overlap", row: overlapping.row };
  return { hours: inOrder.map(({ opens, closes }) => ({ opens, closes })) };
}

/** Minutes after midnight at which a session begins and ends. */
export function spanOf(appointment: Pick<Appointment, "start" | "minutes">): Hours {
  const opens = minutes(appointment.start.slice(11))!;
  return { opens, closes: opens + appointment.minutes };
}

/** First and last full hour that a picture of the week has to show: at least nine to five. */
export function edges(hours: readonly Hours[]): { first: number; last: number } {
  return {
    first: Math.floor(Math.min(9 * 60, ...hours.map((one) => one.opens)) / 60),
    last: Math.ceil(Math.min(dayLength, Math.max(17 * 60, ...hours.map((one) => one.closes))) / 60),
  };
}

export type Kind = Offer["kinds"][number];

/** Dates in a row, both included. */
export interface Span {
  first: string;
  last: string;
}

function datesOf(span: Span): string[] {
  const dates = [];
  for (let date = span.first; date <= span.last; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** The offer without hours on every date of a span, whatever they were. */
export function withOff(offer: Offer, span: Span): Offer {
  return datesOf(span).reduce((changed, date) => withHours(changed, date, [], false), offer);
}

/** The offer with the hours of the weekday on every date of a span again. */
export function withoutOff(offer: Offer, span: Span): Offer {
  return { ...offer, dates: (offer.dates ?? []).filter((one) => one.date < span.first || one.date > span.last) };
}

/** Days off from a date on, those in a row together. */
export function spansOff(offer: Offer, from: string): Span[] {
  const spans: Span[] = [];
  const off = (offer.dates ?? []).filter((one) => one.date >= from && !one.windows?.length).map((one) => one.date);
  for (const date of off.sort()) {
    const before = spans.at(-1);
    if (before && addDays(before.last, 1) === date) before.last = date;
    else spans.push({ first: date, last: date });
  }
  return spans;
}

/** The lengths in minutes that sessions of a type can have. */
export function lengthsOf(type: string): number[] {
  return { consultation: [15], intake_assessment: [50, 60], couples: [50, 60, 80] }[type] ?? [45, 50, 60];
}
