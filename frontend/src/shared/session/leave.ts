/** "Leave this site": blank first, then stop everything, then go. Each step must work although another one failed. */
import { keptOnDevice } from "../device";
import { removeKeptPlan } from "../keptPlan";
import { practice } from "../practice";
import { forgetSession } from "./session";

const stops = new Set<() => void>();

/** Stop `stop` (camera, peer connection, player) when the person leaves at once. Returns a function that takes it back. */
export function stopOnLeave(stop: () => void): () => void {
  stops.add(stop);
  return () => void stops.delete(stop);
}

export const neutralPage = "https://weather.gov/";

let leaving = false;
// Leaving at once asks nothing, whatever is not saved: this listener is there before those that would ask, and lets none of them.
addEventListener("beforeunload", (event) => leaving && event.stopImmediatePropagation(), { capture: true });

export function leaveSite(): void {
  leaving = true;
  const blank = document.createElement("div");
  blank.className = "blank";
  document.body.append(blank);
  document.title = "";
  for (const stop of stops) {
    try {
      stop();
    } catch {
      // Leaving goes on.
    }
  }
  forgetSession();
  // Somebody may be about to look at this device: the copy of the plan goes too, the plan itself stays in the record.
  removeKeptPlan().catch(() => undefined);
  location.replace(practice.peek()?.exit_url ?? neutralPage);
}

/** Shift three times within five seconds leaves too, unless switched off on this device. */
export function leaveByShift(): void {
  let presses: number[] = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") presses = [];
    else if (!event.repeat) presses = [...presses.filter((at) => event.timeStamp - at < 5000), event.timeStamp];
    if (presses.length >= 3 && keptOnDevice("leave-by-shift") !== "off") leaveSite();
  });
  // A page kept whole by the browser's back button must not show what was on it.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
