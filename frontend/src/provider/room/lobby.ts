/** Who is at the door of a session and inside, as the API and their pages tell it. */
import { signal } from "@preact/signals";
import { type Answer, get } from "../../shared/api/client";
import { now } from "../../shared/api/now";
import type { Word } from "../../shared/call/engine/ladder";
import type { Phase } from "../../shared/call/engine/machine";
import { type Standing, standing } from "../../shared/call/engine/notes";
import { passing } from "../../shared/call/passing";
import type { Verification } from "../../shared/call/verification";

type Waiting = Answer<"/api/appointments/{appointment_id}/lobby", "get">["items"][number];

/** One client at the door or inside. said: kept from the last time it was opened. */
export interface Guest extends Waiting {
  phase: Phase;
  stream: MediaStream | null;
  standing: Standing;
  /** How the line to them is, once it has been judged. */
  word?: Word | undefined;
  /** Our own picture is not sent to them because the line is weak. */
  saving: boolean;
  verification: Verification;
  /** They or we left because the digits did not match. */
  differed: boolean;
  /** Why they could not be let in when it was last tried. */
  refused?: unknown;
  /** When their page was last heard of, by the API's clock. */
  heardAt: number;
  /** When the line to them was lost. */
  droppedAt: number;
}

interface LobbyEvents {
  /** The door was looked at. */
  seen(guests: Guest[]): void;
  verification(viewer: string): Verification;
  /** The appointment is no longer as the room was opened for: moved, cancelled, or ended in another window. */
  changed(): void;
  /** Looking fails, and not for a moment. */
  failed(error: unknown): void;
}

const lookEvery = 5000;
/** A page at the door makes itself heard every five seconds. */
const silentAfter = 16_000;

export class Lobby {
  readonly guests = signal<Guest[]>([]);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lookingAt = 0;
  private closed = false;

  constructor(private readonly appointmentId: string, private readonly start: string, private readonly on: LobbyEvents) {}

  /** Look now and again from now on. */
  watch(): void {
    void this.look().finally(() => {
      if (!this.closed) this.timer = setTimeout(() => this.watch(), lookEvery);
    });
  }

  /**
   * Ask who is at the door; what they said is opened only when it is new, for each opening stands in their access log.
   * changed: something was done there a moment ago, so that a look before it does not count.
   */
  async look(changed = false): Promise<void> {
    if (this.closed || (!changed && Date.now() - this.lookingAt < 1000)) return;
    this.lookingAt = Date.now();
    const path = { path: { appointment_id: this.appointmentId } };
    try {
      let { items, start, status } = await get("/api/appointments/{appointment_id}/lobby", path);
      if (status !== "booked" || Date.parse(start) !== Date.parse(this.start)) this.on.changed();
      if (items.some((item) => this.known(item)?.revision !== item.revision)) {
        ({ items } = await get("/api/appointments/{appointment_id}/lobby", { ...path, query: { details: true } }));
      }
      this.guests.value = items.map((item) => this.merge(item));
      this.on.seen(this.guests.peek());
    } catch (error) {
      if (!passing(error)) this.on.failed(error);
    }
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  of(viewer: string): Guest | undefined {
    return this.guests.peek().find(({ viewer_id }) => viewer_id === viewer);
  }

  /** What a client is called here, by their own id. */
  named(clientId: string): string {
    return this.guests.peek().find(({ client_id }) => client_id === clientId)?.said?.preferred_name ?? "";
  }

  change(viewer: string, part: Partial<Guest>): void {
    this.guests.value = this.guests.peek().map((guest) => (guest.viewer_id === viewer ? { ...guest, ...part } : guest));
  }

  get inside(): Guest[] {
    return this.guests.peek().filter(({ phase }) => phase === "talking" || phase === "reconnecting");
  }

  /** Who is inside, and who comes in again by themselves: an earlier page of this room had let them in. */
  get expected(): Guest[] {
    return this.guests.peek().filter((guest) => this.inside.includes(guest) || comesInAgain(guest));
  }

  private known(item: Waiting): Guest | undefined {
    return this.guests.peek().find((guest) => guest.client_id === item.client_id);
  }

  private merge(item: Waiting): Guest {
    const before = this.known(item) ?? { phase: "waiting" as Phase, stream: null, heardAt: 0, droppedAt: 0, said: null, saving: false, differed: false, standing, verification: this.on.verification(item.viewer_id) };
    return { ...before, ...item, said: item.said ?? before.said ?? null };
  }
}

export function heardLately(guest: Guest): boolean {
  return now() - guest.heardAt < silentAfter;
}

export function comesInAgain(guest: Guest): boolean {
  return Boolean(guest.admitted_at && guest.said?.licensed && guest.phase === "waiting" && !guest.heardAt);
}
