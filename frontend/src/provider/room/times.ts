import { now } from "../../shared/api/now";
import { timeOf } from "../../shared/time";
import { mine } from "../staff";

/** An instant near today on the signed-in person's own wall clock: "4:00 PM EST". */
export function clockAt(instant: string): string {
  return timeOf(mine(instant));
}

export function clockNow(): string {
  return clockAt(new Date(now()).toISOString());
}
