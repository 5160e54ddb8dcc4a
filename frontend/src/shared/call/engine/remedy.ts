/** What mends a line that has gone silent, as a pure function of how long it has been silent and what was tried. */

export interface Trouble {
  /** Milliseconds since something last came. */
  silentFor: number;
  /** Milliseconds since the last try; infinite before the first. */
  sinceTry: number;
  /** Tries that were answered and brought nothing. */
  answered: number;
}

type Remedy = "wait" | "restart" | "anew";

/** When the page says that the line dropped. */
export const droppedAfter = 1500;
export const restartAfter = 2500;
const restartEvery = 3000;
const restartSlowly = 6000;
/** After a minute the line will not be back within the second, and the other side's service is spared. */
const patience = 60_000;
const mostAnswered = 8;

/** A new way between the same two pages is tried first, again and again while the network is away; a new connection when that does not help. */
export function remedy({ silentFor, sinceTry, answered }: Trouble): Remedy {
  if (silentFor < restartAfter) return "wait";
  if (sinceTry < (silentFor < patience ? restartEvery : restartSlowly)) return "wait";
  return answered >= mostAnswered ? "anew" : "restart";
}
