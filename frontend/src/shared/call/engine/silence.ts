/** How long nothing has come from the other side, from a counter of received bytes that is read twice a second. */

/** A stretch in which nothing came, in milliseconds of the clock that was given. */
export interface Gap {
  from: number;
  to: number;
}

/** Shorter pauses are the line's ordinary unevenness. */
const least = 1000;

export class Silence {
  private bytes = 0;
  private last: number | null = null;

  /** Count from now on. */
  begin(at: number): void {
    this.last ??= at;
  }

  /** Stop counting: nobody is expected to be heard. */
  pause(): void {
    this.last = null;
  }

  /**
   * Take a reading. Answers for how long nothing has come, and the gap that this reading ended, if it ended one.
   * A counter that starts anew, as a new connection's does, has heard something as soon as it differs.
   */
  read(bytes: number, at: number): { silentFor: number; gap?: Gap } {
    if (this.last === null) return { silentFor: 0 };
    const from = this.last;
    if (bytes === this.bytes || bytes === 0) return { silentFor: at - from };
    this.bytes = bytes;
    this.last = at;
    return at - from >= least ? { silentFor: 0, gap: { from, to: at } } : { silentFor: 0 };
  }

  /** The gap under way, if it is one yet. */
  open(at: number): Gap | undefined {
    return this.last !== null && at - this.last >= least ? { from: this.last, to: at } : undefined;
  }
}
