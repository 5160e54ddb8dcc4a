/** Tells the API which stretches of a session were lost, again until it has been heard: the line to the API may be down too. */
import { ApiError } from "../api/errors";
import type { Gap } from "./engine/silence";
import { passing } from "./passing";

const tryAgainAfter = 5000;
/** As many as one report may hold. */
const most = 50;

/** A gap as the API takes it: instants, to the millisecond. */
export function lostTime({ from, to }: Gap): { from: string; to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

export class GapReports {
  private waiting: Gap[] = [];
  private sending: Promise<void> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly post: (gaps: Gap[]) => Promise<unknown>) {}

  add(gap: Gap): void {
    this.waiting.push(gap);
    void this.send();
  }

  /** Send all that waits, also what comes meanwhile; a failure that may pass is tried again later. */
  async send(): Promise<void> {
    clearTimeout(this.timer);
    if (this.waiting.length) await (this.sending ??= this.sendAll());
  }

  private async sendAll(): Promise<void> {
    try {
      while (this.waiting.length) {
        const part = this.waiting.slice(0, most);
        await this.post(part).catch((error: unknown) => {
          if (!(error instanceof ApiError) || passing(error)) throw error;
        });
        this.waiting.splice(0, part.length);
      }
    } catch {
      this.timer = setTimeout(() => void this.send(), tryAgainAfter);
    } finally {
      this.sending = undefined;
    }
  }
}
