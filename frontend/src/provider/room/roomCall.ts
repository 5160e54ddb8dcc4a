/** A therapist's session: who is at the door, letting them in, talking, ending. Pages read its signals. */
import { signal } from "@preact/signals";
import { type Answer, get, post } from "../../shared/api/client";
import { now } from "../../shared/api/now";
import { type Joined, type Line, openLine } from "../../shared/call/line";
import type { Phase } from "../../shared/call/machine";
import { Master } from "../../shared/call/master";
import { Media } from "../../shared/call/media";
import { passing } from "../../shared/call/passing";
import type { Note } from "../../shared/call/peer";
import { stopOnLeave } from "../../shared/session/leave";

type Waiting = Answer<"/api/appointments/{appointment_id}/lobby", "get">["items"][number];
export type Attendance = Answer<"/api/appointments/{appointment_id}/end", "post">;

/** One client at the door or inside. said: kept from the last time it was opened. */
export interface Guest extends Waiting {
  phase: Phase;
  stream: MediaStream | null;
  camera: boolean;
  /** When their page was last heard of, by the API's clock. */
  heardAt: number;
  /** When the line to them was lost. */
  droppedAt: number;
}

export type Stage = "closed" | "opening" | "open" | "over";

const lookEvery = 5000;
/** A page at the door makes itself heard every five seconds. */
const silentAfter = 16_000;

export class RoomCall {
  readonly stage = signal<Stage>("closed");
  readonly guests = signal<Guest[]>([]);
  readonly error = signal<unknown>(undefined);
  readonly attendance = signal<Attendance | null>(null);
  readonly media = new Media();
  private iceServers: RTCIceServer[] = [];
  private line: Line | undefined;
  private master: Master | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lookingAt = 0;
  private closed = false;
  private readonly forget = stopOnLeave(() => this.close());

  constructor(private readonly appointmentId: string, private readonly picture: boolean) {}

  /** Follow the door; camera and line stay closed until `open`. */
  watch(): void {
    void this.look().finally(() => {
      if (!this.closed) this.timer = setTimeout(() => this.watch(), lookEvery);
    });
  }

  /** Open camera, microphone and line. */
  async open(): Promise<void> {
    this.stage.value = "opening";
    this.error.value = undefined;
    try {
      await this.media.open({ video: this.picture });
      this.answerAt(await this.join());
      this.stage.value = "open";
      this.guests.peek().forEach((guest) => this.take(guest));
    } catch (error) {
      this.media.stop();
      this.error.value = error;
      this.stage.value = "closed";
    }
  }

  /** Let a client in. The call begins at once; that it did is noted beside it. */
  async admit(guest: Guest): Promise<void> {
    const noting = this.note(guest);
    await this.master?.admit(guest.viewer_id);
    await noting;
  }

  /** End the session for everybody and keep who was there. */
  async end(): Promise<void> {
    // An admission that could not be noted in time is noted now, or nobody would have been there.
    const unnoted = this.guests.peek().filter((guest) => guest.phase !== "waiting" && !guest.admitted_at);
    await Promise.all(unnoted.map((guest) => this.note(guest)));
    this.attendance.value = await post("/api/appointments/{appointment_id}/end", undefined as never, this.path);
    this.master?.end({ kind: "end" });
    // The word that it is over needs a moment on its way.
    setTimeout(() => this.close(), 300);
    this.stage.value = "over";
  }

  close(): void {
    this.closed = true;
    this.forget();
    clearTimeout(this.timer);
    this.master?.end();
    this.line?.close();
    this.media.stop();
  }

  heardLately(guest: Guest): boolean {
    return now() - guest.heardAt < silentAfter;
  }

  received(viewer: string): Promise<{ frames: number; soundBytes: number }> {
    return this.master?.received(viewer) ?? Promise.resolve({ frames: 0, soundBytes: 0 });
  }

  private get path() {
    return { path: { appointment_id: this.appointmentId } };
  }

  private note(guest: Guest): Promise<unknown> {
    return post("/api/appointments/{appointment_id}/admit", { client_id: guest.client_id }, this.path);
  }

  private async join(): Promise<Joined> {
    const joined = (await post("/api/appointments/{appointment_id}/join", {}, this.path)) as Joined;
    this.iceServers = joined.ice_servers;
    return joined;
  }

  private answerAt(joined: Joined): void {
    this.line = openLine({
      first: joined,
      join: () => this.join(),
      passing,
      on: {
        offer: (offer, from) => void this.master?.takeOffer(offer, from),
        answer: () => undefined,
        candidate: (candidate, from) => this.master?.add(candidate, from),
        opened: () => undefined,
        refused: (error) => void (this.error.value = error),
      },
    });
    this.master = new Master(this.line, () => this.iceServers, this.media.tracks, {
      phase: (viewer, phase) => this.follow(viewer, phase),
      stream: (viewer, stream) => this.change(viewer, { stream }),
      note: (viewer, note) => this.hear(viewer, note),
      ready: () => this.tellState(),
      heard: (viewer) => this.change(viewer, { heardAt: now() }),
      unknown: () => void this.look(),
    });
    this.media.changed = (tracks) => {
      void this.master?.send(tracks);
      this.tellState();
    };
  }

  /** Let the master answer a client the door shows: who was let in before this page was opened comes in again by themselves. */
  private take(guest: Guest): void {
    this.master?.know(guest.viewer_id);
    if (guest.admitted_at && guest.said?.licensed && guest.phase === "waiting" && !guest.heardAt) void this.master?.admit(guest.viewer_id);
  }

  private change(viewer: string, part: Partial<Guest>): void {
    this.guests.value = this.guests.peek().map((guest) => (guest.viewer_id === viewer ? { ...guest, ...part } : guest));
  }

  private follow(viewer: string, phase: Phase): void {
    if (phase === "reconnecting") this.change(viewer, { phase, droppedAt: now() });
    // Back at the door after leaving on purpose: heard of, but to be let in anew.
    else if (phase === "waiting") this.change(viewer, { phase, stream: null, heardAt: now() });
    else this.change(viewer, { phase });
  }

  private hear(viewer: string, note: Note): void {
    if (note.kind === "state") this.change(viewer, { camera: note.camera });
  }

  private tellState(): void {
    this.master?.tell({ kind: "state", camera: this.media.video.peek() !== null, sound: !this.media.muted.peek() });
  }

  /** Ask who is at the door; what they said is opened only when it is new, for each opening stands in their access log. */
  private async look(): Promise<void> {
    if (this.closed || Date.now() - this.lookingAt < 1000) return;
    this.lookingAt = Date.now();
    try {
      let { items } = await get("/api/appointments/{appointment_id}/lobby", this.path);
      if (items.some((item) => this.known(item)?.revision !== item.revision)) {
        ({ items } = await get("/api/appointments/{appointment_id}/lobby", { ...this.path, query: { details: true } }));
      }
      this.guests.value = items.map((item) => this.merge(item));
      if (this.master) this.guests.peek().forEach((guest) => this.take(guest));
    } catch (error) {
      if (!passing(error)) this.error.value = error;
    }
  }

  private known(item: Waiting): Guest | undefined {
    return this.guests.peek().find((guest) => guest.client_id === item.client_id);
  }

  private merge(item: Waiting): Guest {
    const before = this.known(item) ?? { phase: "waiting" as Phase, stream: null, camera: true, heardAt: 0, droppedAt: 0, said: null };
    return { ...before, ...item, said: item.said ?? before.said ?? null };
  }
}
