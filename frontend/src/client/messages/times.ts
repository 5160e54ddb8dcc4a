import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/messages";
import { dayAndTime, daysAhead, shortDay, timeOf, type When } from "../../shared/time";
import type { Thread } from "../scheduling/therapist";

const t = words<typeof en>("messages");

/** "today 9:12 AM EST", "yesterday …", else the day before the time. */
export function lately(when: When): string {
  const ahead = daysAhead(when.start);
  if (ahead === 0) return `${t("today")} ${timeOf(when)}`;
  if (ahead === -1) return `${t("yesterday")} ${timeOf(when)}`;
  return `${shortDay(when.start)}, ${timeOf(when)}`;
}

/**
 * An instant written at the offset of today: with its time today and yesterday, before that as a day alone, since the clocks may have changed
 * in between.
 */
export function roughly(when: When): string {
  return daysAhead(when.start) >= -1 ? lately(when) : shortDay(when.start);
}

/** By when an answer is due, in the zone the threads were asked for in. */
export function due(thread: Thread): string {
  return dayAndTime({ start: thread.due_local!, zone_name: thread.zone_name });
}
