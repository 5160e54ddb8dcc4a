/** Messages on their way out: held while the socket is closed, and paced below what the service takes in a second. */

export type MessageKind = "sdp" | "ice";

/** Messages let through in any one second; the service refuses more than 5 and 20. */
const paces: Record<MessageKind, number> = { sdp: 4, ice: 15 };
const second = 1000;
/** A longer queue is of a call that has long been given up. */
const longest = 100;

interface Timing {
  wait: (work: () => void, milliseconds: number) => void;
  /** Milliseconds, never going back. */
  clock: () => number;
}

export class Outbox {
  private queue: { kind: MessageKind; send: () => void; instead: string | undefined }[] = [];
  private sent: Record<MessageKind, number[]> = { sdp: [], ice: [] };
  private isOpen = false;
  private waiting = false;

  constructor(private readonly timing: Timing) {}

  /** instead: a message of the same mark that still waits is out of date and dropped. */
  put(kind: MessageKind, send: () => void, instead?: string): void {
    if (instead !== undefined) this.queue = this.queue.filter((waiting) => waiting.instead !== instead);
    this.queue.push({ kind, send, instead });
    if (this.queue.length > longest) this.queue.shift();
    this.drain();
  }

  open(): void {
    this.isOpen = true;
    this.drain();
  }

  shut(): void {
    this.isOpen = false;
  }

  private drain(): void {
    while (this.isOpen && this.queue.length) {
      const { kind, send } = this.queue[0]!;
      const now = this.timing.clock();
      const recent = this.sent[kind].filter((at) => now - at < second);
      this.sent[kind] = recent;
      if (recent.length >= paces[kind]) return this.later(second - (now - recent[0]!));
      recent.push(now);
      this.queue.shift();
      send();
    }
  }

  private later(milliseconds: number): void {
    if (this.waiting) return;
    this.waiting = true;
    this.timing.wait(() => {
      this.waiting = false;
      this.drain();
    }, milliseconds);
  }
}
