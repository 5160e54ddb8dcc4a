/** The two moments of a session that its clock tells: 45 minutes after the start, and 50. */
import { now } from "../api/now";

export type Mark = "mark_45" | "mark_50";

/** The mark that was passed last; none in a session that is planned to be over before it. start: an instant. */
export function markOf(start: string, minutes: number, at = now()): Mark | undefined {
  const passed = (at - Date.parse(start)) / 60_000;
  if (minutes >= 50 && passed >= 50) return "mark_50";
  return minutes >= 45 && passed >= 45 ? "mark_45" : undefined;
}
