/**
 * How much picture a line carries, decided from what the connection measures every two seconds. Sound always goes first: on a line that does
 * not carry the smallest picture, the picture is left out and tried again after a while.
 */

/** What is sent at most. kbps: kilobits of picture a second, 0 for sound only; scale: divides width and height. */
export interface Rung {
  kbps: number;
  scale: number;
  fps: number;
}

export const rungs: readonly Rung[] = [
  { kbps: 1500, scale: 1, fps: 30 },
  { kbps: 800, scale: 1.5, fps: 24 },
  { kbps: 450, scale: 2, fps: 20 },
  { kbps: 200, scale: 3, fps: 12 },
  { kbps: 0, scale: 4, fps: 1 },
];
export const soundOnly = rungs.length - 1;
/** The highest rung where several links share one line and one processor. */
export const shared = 2;
/** Kilobits of sound a second. */
export const soundKbps = 48;

/** loss: share of what we sent that was lost, 0 to 1; rtt: there and back, seconds; available: bits a second; freezes: new since the last. */
export interface Reading {
  loss?: number | undefined;
  rtt?: number | undefined;
  available?: number | undefined;
  limitation?: string | undefined;
  freezes: number;
}

export type Word = "good" | "fair" | "weak";

/** One word for the indicator. */
export function wordOf({ loss = 0, rtt = 0, available = Infinity, limitation, freezes }: Reading, rung: number): Word {
  if (rung === soundOnly || loss > 0.1 || rtt > 0.8 || available < 150_000) return "weak";
  return loss > 0.03 || rtt > 0.4 || freezes > 0 || available < 400_000 || limitation === "bandwidth" ? "fair" : "good";
}

const firstReadings = 3;
const toStepDown = 2;
const toLeavePicture = 3;
const toStepUp = 5;
/** Readings without picture before it is tried again: twice as many each time it does not last. */
const rest = 4;
const longestRest = 30;
const shortLived = 10;

export class Ladder {
  private at: number;
  private seen = 0;
  private bad = 0;
  private good = 0;
  private resting = 0;
  private rest = rest;
  private sinceReturn = Infinity;

  /** Begins one below the top: the first seconds show whether there is more. */
  constructor(private top = 0) {
    this.at = top + 1;
  }

  get rung(): number {
    return this.at;
  }

  /** The highest rung from now on. */
  cap(top: number): void {
    this.top = top;
    if (this.at !== soundOnly) this.at = Math.max(this.at, top);
  }

  /** Take a reading; answers the rung to be on. */
  step(reading: Reading): number {
    this.seen += 1;
    this.sinceReturn += 1;
    if (this.at === soundOnly) return this.restFromPicture(reading);
    // The estimate of a new connection is only being found.
    if (this.seen <= firstReadings) return this.at;
    this.count(reading);
    const last = this.at === soundOnly - 1;
    if (this.bad >= (last ? toLeavePicture : toStepDown)) this.down(reading);
    else if (this.good >= toStepUp && this.at > this.top) this.move(this.at - 1);
    return this.at;
  }

  private count(reading: Reading): void {
    const bad = tooMuch(reading, rungs[this.at]!) || (reading.limitation === "cpu" && this.at < soundOnly - 1);
    this.bad = bad ? this.bad + 1 : 0;
    this.good = bad || reading.limitation === "cpu" ? 0 : this.good + 1;
  }

  private down(reading: Reading): void {
    // A line that loses so much is not helped by a slightly smaller picture.
    const drown = (reading.loss ?? 0) > 0.2;
    this.move(drown ? soundOnly : this.at + 1);
    if (this.at !== soundOnly) return;
    this.rest = this.sinceReturn <= shortLived ? Math.min(this.rest * 2, longestRest) : rest;
    this.resting = this.rest;
  }

  private restFromPicture(reading: Reading): number {
    const clear = (reading.loss ?? 0) < 0.05 && (reading.rtt ?? 0) < 0.6;
    this.resting = clear ? this.resting - 1 : this.rest;
    if (this.resting <= 0) {
      this.sinceReturn = 0;
      this.move(soundOnly - 1);
    }
    return this.at;
  }

  private move(rung: number): void {
    this.at = rung;
    this.bad = this.good = 0;
    this.seen = 0;
  }
}

function tooMuch({ loss = 0, rtt = 0, available = Infinity }: Reading, rung: Rung): boolean {
  return loss > 0.1 || rtt > 0.8 || available < rung.kbps * 600;
}
