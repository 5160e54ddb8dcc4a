/** Open times by day, filtered. Pure; every time stays the local time the API wrote. */
import type { Answer } from "../../shared/api/client";
import { offsetMinutes } from "../../shared/time";
import { addDays } from "../mood/days";

export type Slot = Answer<"/api/slots", "get">["slots"][number];
export type Filter = "evening" | "weekend";

export interface SlotDay {
  date: string;
  slots: Slot[];
  /** The clocks have changed since the day with times before this one. */
  clocksChanged: boolean;
}

/** Days without a time that follow one another, from `date` to `last`. */
export interface FreeRun {
  date: string;
  last: string;
  slots: null;
}

const eveningFrom = 17;
/** Open times are told of at most 62 days at once. */
const eightWeeks = 56;

function isWeekend(start: string): boolean {
  const day = new Date(start.slice(0, 10)).getUTCDay();
  return day === 0 || day === 6;
}

export type Format = Slot["formats"][number];

/** Times that meet every chosen filter, and at which one can meet so; any way where none is chosen. */
export function matching(slots: readonly Slot[], filters: readonly Filter[], format: Format | "" = ""): Slot[] {
  return slots.filter(({ start, formats }) =>
    (!filters.includes("evening") || Number(start.slice(11, 13)) >= eveningFrom) && (!filters.includes("weekend") || isWeekend(start)) && (!format || formats.includes(format)));
}

/** Every way to meet at one of these times. */
export function formatsOf(slots: readonly Slot[]): Format[] {
  return [...new Set(slots.flatMap(({ formats }) => formats))].sort();
}

/** Whether two are the same time with the same therapist, in whatever zone each is written. */
export function isSame(one: Slot, other: Slot): boolean {
  return Date.parse(one.start) === Date.parse(other.start) && one.provider_id === other.provider_id;
}

/** The times of one day at least an hour apart, for a first look, and the others. */
export function spread(slots: readonly Slot[]): { first: Slot[]; others: Slot[] } {
  const first: Slot[] = [];
  for (const slot of slots) {
    const last = first.at(-1);
    if (!last || Date.parse(slot.start) - Date.parse(last.start) >= 3_600_000) first.push(slot);
  }
  return { first, others: slots.filter((slot) => !first.includes(slot)) };
}

/** The days from `from` up to but without `to`, in parts that are not too many to ask for at once. */
export function spans(from: string, to: string): { from: string; to: string }[] {
  const end = addDays(from, eightWeeks);
  return end < to ? [{ from, to: end }, ...spans(end, to)] : [{ from, to }];
}

/** Every day from `from` up to but without `to`: days with their times, and runs of days without any. */
export function byDay(slots: readonly Slot[], from: string, to: string): (SlotDay | FreeRun)[] {
  const days: (SlotDay | FreeRun)[] = [];
  let offset: number | null = null;
  for (let date = from; date < to; date = addDays(date, 1)) {
    const own = slots.filter(({ start }) => start.startsWith(date));
    const last = days.at(-1);
    if (own.length) {
      const now = offsetMinutes(own[0]!.start);
      days.push({ date, slots: own, clocksChanged: offset !== null && now !== offset });
      offset = now;
    } else if (last && last.slots === null) last.last = date;
    else days.push({ date, last: date, slots: null });
  }
  return days;
}
