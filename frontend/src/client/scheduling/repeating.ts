/** Sessions that come again: what a series' booking came to, and one row for all of its dates. */
import { signal } from "@preact/signals";
import type { Answer } from "../../shared/api/client";
import { onForget } from "../../shared/session/session";
import type { Appointment } from "./appointments";

export type SeriesMade = Answer<"/api/series", "post">;

/** What the booking that led to the page came to: dates that could not be had are told once, there. */
export const made = signal<SeriesMade | null>(null);
onForget(() => {
  made.value = null;
});

export const counts = [4, 6, 8, 12, 26];

/** Sessions that stand alone, and the first of each series with how many of it are shown. */
interface Gathered {
  session: Appointment;
  count: number;
}

/** One entry a series, where its first session stands; order is kept. */
export function gather(sessions: readonly Appointment[]): Gathered[] {
  const gathered: Gathered[] = [];
  const known = new Map<string, Gathered>();
  for (const session of sessions) {
    const earlier = session.series_id ? known.get(session.series_id) : undefined;
    if (earlier) earlier.count += 1;
    else {
      const entry = { session, count: 1 };
      if (session.series_id) known.set(session.series_id, entry);
      gathered.push(entry);
    }
  }
  return gathered;
}
