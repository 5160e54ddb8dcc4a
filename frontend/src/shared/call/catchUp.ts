/** Keeps a session's writing up with what the API holds: now and then while a line stands between the pages, more often while none does. */
import { passing } from "./passing";

const connectedEvery = 15_000;
const aloneEvery = 4000;

interface CatchUpParts {
  sync: () => Promise<void>;
  /** Whether lines also come straight from the other page. */
  connected: () => boolean;
  /** The session is not open any more: it is not asked again. */
  refused: (error: unknown) => void;
}

export class CatchUp {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  constructor(private readonly parts: CatchUpParts) {}

  /** Ask now, and from now on. */
  async start(): Promise<void> {
    clearTimeout(this.timer);
    try {
      await this.parts.sync();
    } catch (error) {
      if (!passing(error)) return this.parts.refused(error);
    }
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.start(), this.parts.connected() ? connectedEvery : aloneEvery);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}
