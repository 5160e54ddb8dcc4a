/** A therapist's session: who is at the door, letting them in, talking, ending. Pages read its signals. */
import { signal } from "@preact/signals";
import { type Answer, get, post } from "../../shared/api/client";
import { now } from "../../shared/api/now";
import { Chat } from "../../shared/call/chat";
import { GapReports, lostTime } from "../../shared/call/gapReports";
import { shared, type Word } from "../../shared/call/ladder";
import { type Joined, type Line, openLine } from "../../shared/call/line";
import type { Phase } from "../../shared/call/machine";
import { Master } from "../../shared/call/master";
import { Media } from "../../shared/call/media";
import { type Note, type Standing, standing } from "../../shared/call/notes";
import { passing } from "../../shared/call/passing";
import { Relays } from "../../shared/call/relays";
import { Tools } from "../../shared/call/tools";
import { Verification } from "../../shared/call/verification";
import { stopOnLeave } from "../../shared/session/leave";
import { me } from "../../shared/session/me";

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
  /** When their page was last heard of, by the API's clock. */
  heardAt: number;
  /** When the line to them was lost. */
  droppedAt: number;
}

export type Stage = "closed" | "opening" | "open" | "over";

const lookEvery = 5000;
/** A page at the door makes itself heard every five seconds. */
const silentAfter = 16_000;
/** The therapist and three clients, and two pages that were closed without a word. */
const mostSockets = 6;

export class RoomCall {
  readonly stage = signal<Stage>("closed");
  readonly guests = signal<Guest[]>([]);
  readonly error = signal<unknown>(undefined);
  readonly media = new Media();
  /** Whether no address of this device is to be told to the clients. */
  readonly relayOnly = signal(false);
  readonly tools: Tools;
  readonly chat = new Chat({
    name: () => me.peek()?.preferred_name ?? "",
    tell: (note) => this.master?.tell(note),
    keep: (idempotencyKey, text) => post("/api/appointments/{appointment_id}/chat", { text }, { ...this.path, idempotencyKey }),
  });
  private readonly relays = new Relays(() => this.join(), () => this.relayOnly.peek());
  private readonly gaps = new GapReports((gaps) => post("/api/appointments/{appointment_id}/line", { lost: gaps.map(lostTime) }, this.path));
  private line: Line | undefined;
  private master: Master | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lookingAt = 0;
  private told = "[]";
  private reported = false;
  private closed = false;
  private readonly forget = stopOnLeave(() => this.close());

  constructor(private readonly appointmentId: string, private readonly picture: boolean) {
    this.tools = new Tools(this.chat);
  }

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
    this.change(guest.viewer_id, { differed: false });
    await this.master?.admit(guest.viewer_id);
    await noting;
  }

  /** The digits are not the same: hang up on both sides, and say why. */
  differ(guest: Guest): void {
    this.master?.tell({ kind: "differ" }, guest.viewer_id);
    // The word needs a moment on its way.
    setTimeout(() => this.part(guest), 200);
  }

  private part(guest: Guest): void {
    this.master?.leave(guest.viewer_id);
    this.change(guest.viewer_id, { differed: true });
  }

  /** End the session for everybody and keep who was there. */
  async end(): Promise<void> {
    // An admission that could not be noted in time is noted now, or nobody would have been there.
    const unnoted = this.guests.peek().filter((guest) => guest.phase !== "waiting" && !guest.admitted_at);
    this.master?.settle();
    await Promise.all([this.gaps.send(), ...unnoted.map((guest) => this.note(guest))]);
    await post("/api/appointments/{appointment_id}/end", undefined as never, this.path);
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

  private get path() {
    return { path: { appointment_id: this.appointmentId } };
  }

  private note(guest: Guest): Promise<unknown> {
    return post("/api/appointments/{appointment_id}/admit", { client_id: guest.client_id }, this.path);
  }

  /** Say in which state the therapist is, which PSYPACT asks. */
  async sayWhere(state: string): Promise<void> {
    await post("/api/appointments/{appointment_id}/join", { location_state: state, private: true }, this.path);
  }

  private async join(): Promise<Joined> {
    const joined = (await post("/api/appointments/{appointment_id}/join", {}, this.path)) as Joined;
    this.relays.take(joined.ice_servers);
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
    this.master = this.masterOn(this.line);
    this.media.changed = (tracks) => {
      void this.master?.send(tracks);
      this.tellStanding();
    };
    this.media.told = () => this.tellStanding();
  }

  private masterOn(line: Line): Master {
    return new Master(line, { relays: this.relays }, this.media.tracks, {
      phase: (viewer, phase) => this.follow(viewer, phase),
      stream: (viewer, stream) => this.change(viewer, { stream }),
      note: (viewer, note) => this.hear(viewer, note),
      ready: () => {
        this.tellStanding();
        this.tellPeople();
      },
      heard: (viewer) => this.change(viewer, { heardAt: now() }),
      unknown: () => this.countStrangers(),
      gap: (_, gap) => this.gaps.add(gap),
      code: (viewer, code) => this.guestOf(viewer)?.verification.take(code),
      line: (viewer, word) => this.change(viewer, { word }),
      saving: (viewer, saving) => {
        this.change(viewer, { saving });
        this.tellStanding();
      },
    });
  }

  /** Let the master answer a client the door shows: who was let in before this page was opened comes in again by themselves. */
  private take(guest: Guest): void {
    this.master?.know(guest.viewer_id);
    if (comesInAgain(guest)) void this.master?.admit(guest.viewer_id);
  }

  private change(viewer: string, part: Partial<Guest>): void {
    this.guests.value = this.guests.peek().map((guest) => (guest.viewer_id === viewer ? { ...guest, ...part } : guest));
  }

  private follow(viewer: string, phase: Phase): void {
    if (phase === "reconnecting") this.change(viewer, { phase, droppedAt: now() });
    // Back at the door after leaving on purpose: heard of, but to be let in anew.
    else if (phase === "waiting") this.change(viewer, { phase, stream: null, heardAt: now() });
    else this.change(viewer, { phase });
    this.tellPeople();
  }

  private hear(viewer: string, note: Note): void {
    const guest = this.guestOf(viewer);
    if (!guest) return;
    if (note.kind === "state") this.change(viewer, { standing: note });
    if (note.kind === "checked") guest.verification.hear();
    if (note.kind === "differ") this.part(guest);
    // Who it is from is said here and not believed.
    if (note.kind === "pass" && this.inside.some(({ viewer_id }) => viewer_id === note.to)) this.master?.tell({ ...note, from: viewer }, note.to);
    if (note.kind === "chat") this.handOn(guest, note);
  }

  /** To the others: what one of them wrote, under the name they are known by here. */
  private handOn(guest: Guest, note: Extract<Note, { kind: "chat" }>): void {
    const told = { ...note, from: guest.said?.preferred_name ?? "" };
    this.chat.hear(told);
    for (const { viewer_id } of this.inside) if (viewer_id !== guest.viewer_id) this.master?.tell(told, viewer_id);
  }

  private guestOf(viewer: string): Guest | undefined {
    return this.guests.peek().find(({ viewer_id }) => viewer_id === viewer);
  }

  private get inside(): Guest[] {
    return this.guests.peek().filter(({ phase }) => phase === "talking" || phase === "reconnecting");
  }

  /** Who is inside, and who comes in again by themselves: an earlier page of this room had let them in. */
  private get expected(): Guest[] {
    return this.guests.peek().filter((guest) => this.inside.includes(guest) || comesInAgain(guest));
  }

  /** Say to everybody who is here. Two clients and more share what the line and the processor carry. */
  private tellPeople(): void {
    const people = this.expected.map((guest) => ({ id: guest.viewer_id, name: guest.said?.preferred_name ?? "" }));
    const line = JSON.stringify(people);
    if (people.length > 1 || this.told.length > 4) this.master?.tell({ kind: "people", people });
    if (line !== this.told) void this.master?.cap(people.length > 1 ? shared : 0);
    this.told = line;
  }

  private tellStanding(): void {
    for (const { viewer_id } of this.guests.peek()) {
      this.master?.tell({ kind: "state", ...this.media.standing, saving: this.master.saving(viewer_id) }, viewer_id);
    }
  }

  /** Somebody the waiting room has not shown: just come, or of another session. A channel that fills up is reported. */
  private countStrangers(): void {
    void this.look();
    const sockets = (this.master?.strangers.size ?? 0) + this.guests.peek().length + 1;
    if (sockets <= mostSockets || this.reported) return;
    this.reported = true;
    void post("/api/appointments/{appointment_id}/line", { sockets }, this.path).catch(() => (this.reported = false));
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
    const before = this.known(item) ?? { phase: "waiting" as Phase, stream: null, heardAt: 0, droppedAt: 0, said: null, saving: false, differed: false, standing, verification: new Verification((note) => this.master?.tell(note, item.viewer_id)) };
    return { ...before, ...item, said: item.said ?? before.said ?? null };
  }
}

function comesInAgain(guest: Guest): boolean {
  return Boolean(guest.admitted_at && guest.said?.licensed && guest.phase === "waiting" && !guest.heardAt);
}
