/** Absences as a therapist says them. Dates are of the therapist's own zone. */
import type { Answer } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_messages";
import { dayOf } from "../../shared/time";

const t = words<typeof en>("staff_messages");

export type Absence = Answer<"/api/away", "get">["items"][number];

/** "Wednesday, November 25 to Friday, November 27" */
export function said({ first, last }: Pick<Absence, "first" | "last">): string {
  return first === last ? dayOf(first) : t("away_span", { first: dayOf(first), last: dayOf(last) });
}

/** What is wrong with a new one, by its word in the catalogue; null for nothing. An empty last day is the first one. */
export function wrong(wish: Absence, others: readonly Absence[], today: string): "missing" | "order" | "past" | "overlap" | null {
  const last = wish.last || wish.first;
  if (!wish.first) return "missing";
  if (last < wish.first) return "order";
  if (last < today) return "past";
  return others.some((one) => one.first <= last && wish.first <= one.last) ? "overlap" : null;
}
