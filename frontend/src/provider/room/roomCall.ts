/** A therapist's session: who is at the door, letting them in, talking, ending. Pages read its signals. */
import { signal } from "@preact/signals";
import { get, post } from "../../shared/api/client";
import { now } from "../../shared/api/now";
import { CatchUp } from "../../shared/call/catchUp";
import { Chat } from "../../shared/call/chat";
import { Media } from "../../shared/call/devices/media";
import { shared } from "../../shared/call/engine/ladder";
import { type Joined, type Line, openLine } from "../../shared/call/engine/line";
import type { Phase } from "../../shared/call/engine/machine";
import { Master } from "../../shared/call/engine/master";
import type { Note } from "../../shared/call/engine/notes";
import { Relays } from "../../shared/call/engine/relays";
import { type Format, hasPicture, hasSound } from "../../shared/call/format";
import { GapReports, lostTime } from "../../shared/call/gapReports";
import { passing } from "../../shared/call/passing";
import { Tools } from "../../shared/call/tools";
import { Verification } from "../../shared/call/verification";
import { stopOnLeave } from "../../shared/session/leave";
import { me } from "../../shared/session/me";
import { comesInAgain, type Guest, Lobby } from "./lobby";

export type Stage = "closed" | "opening" | "open" | "over";

/** The therapist and three clients, and two pages that were closed without a word. */
const mostSockets = 6;

export class RoomCall {
  readonly stage = signal<Stage>("closed");
  readonly error = signal<unknown>(undefined);
  readonly media = new Media();
  /** Whether no address of this device is to be told to the clients. */
  readonly relayOnly = signal(false);
  readonly tools: Tools;
  readonly door: Lobby;
  readonly chat = new Chat({
    name: () => me.peek()?.preferred_name ?? "",
    tell: (note) => this.master?.tell(note),
    keep: (idempotencyKey, text) => post("/api/appointments/{appointment_id}/chat", { text }, { ...this.path, idempotencyKey }),
    read: async (details) => (await get("/api/appointments/{appointment_id}/chat", { ...this.path, query: { details } })).items,
    nameOf: (author) => (author === me.peek()?.id ? "" : this.door.named(author)),
  });
  private readonly relays = new Relays(() => this.join(), () => this.relayOnly.peek());
  private readonly gaps = new GapReports((gaps) => post("/api/appointments/{appointment_id}/line", { lost: gaps.map(lostTime) }, this.path));
  private line: Line | undefined;
  private master: Master | undefined;
  private catchUp: CatchUp | undefined;
  private told = "[]";
  private closed = false;
  private reported = false;
  private readonly forget = stopOnLeave(() => this.close());

  /** changed: the appointment is no longer as the page shows it. */
  constructor(private readonly appointmentId: string, start: string, readonly format: Format, changed: () => void) {
    this.tools = new Tools(this.chat);
    this.door = new Lobby(appointmentId, start, {
      // Who is talking is not cut off, and who has ended the session here knows.
      changed: () => void (this.begun || this.stage.peek() === "over" || changed()),
      seen: (guests) => this.master && guests.forEach((guest) => this.take(guest)),
      verification: (viewer) => new Verification((note) => this.master?.tell(note, viewer)),
      failed: (error) => void (this.error.value = error),
    });
  }

  /** Everybody at the door and inside. */
  get guests() {
    return this.door.guests;
  }

  get begun(): boolean {
    return this.stage.value === "open" && this.guests.value.some((guest) => this.isIn(guest));
  }

  /**
   * Whether they are in: the line to them stands, is being made or has dropped. In writing it is enough to have been let in, and to be where
   * the therapist may see them: the API takes and gives their lines by that.
   */
  isIn(guest: Guest): boolean {
    if (hasSound(this.format)) return guest.phase !== "waiting";
    return guest.admitted_at !== null && Boolean(guest.said?.licensed);
  }

  /** Follow the door; camera and line stay closed until `open`. */
  watch(): void {
    this.door.watch();
  }

  /** Open camera and microphone where the session has any, and the line. */
  async open(): Promise<void> {
    this.stage.value = "opening";
    this.error.value = undefined;
    try {
      if (hasSound(this.format)) await this.media.open({ video: hasPicture(this.format) });
      const joined = await this.join();
      // Who has gone on meanwhile answers nobody.
      if (this.closed) return;
      this.answerAt(joined);
      this.stage.value = "open";
      if (!hasSound(this.format)) this.readAlong();
      this.guests.peek().forEach((guest) => this.take(guest));
    } catch (error) {
      this.media.stop();
      this.error.value = error;
      this.stage.value = "closed";
    }
  }

  /**
   * Let a client in. A call begins at once, and that it did is noted beside it: it is over again where they may not be let in. A line is kept
   * only of who is noted as let in.
   */
  async admit(guest: Guest): Promise<void> {
    const refusal = this.note(guest).then(() => undefined, (error: unknown) => error);
    this.door.change(guest.viewer_id, { differed: false, refused: undefined });
    if (hasSound(this.format)) await this.master?.admit(guest.viewer_id);
    const refused = await refusal;
    if (refused !== undefined) {
      // What only could not be noted in time goes on, and the end notes it.
      if (!passing(refused)) this.master?.leave(guest.viewer_id);
      // The button that was pressed gave way to the call for a moment, and what it knew with it.
      this.door.change(guest.viewer_id, { refused });
      throw refused;
    }
    if (hasSound(this.format)) return;
    await this.master?.admit(guest.viewer_id);
    await this.door.look(true);
  }

  /** The digits are not the same: hang up on both sides, and say why. */
  differ(guest: Guest): void {
    this.master?.tell({ kind: "differ" }, guest.viewer_id);
    // The word needs a moment on its way.
    setTimeout(() => this.part(guest), 200);
  }

  private part(guest: Guest): void {
    this.master?.leave(guest.viewer_id);
    this.door.change(guest.viewer_id, { differed: true });
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
    this.door.close();
    this.chat.close();
    this.catchUp?.stop();
    this.master?.end();
    this.line?.close();
    this.media.stop();
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

  /** A session in writing goes on without a line between the pages. */
  private readAlong(): void {
    this.catchUp = new CatchUp({
      sync: () => this.chat.sync(),
      connected: () => this.door.inside.every(({ phase }) => phase === "talking"),
      refused: (error) => void (this.error.value = error),
    });
    void this.catchUp.start();
  }

  private masterOn(line: Line): Master {
    return new Master(line, { relays: this.relays }, this.media.tracks, {
      phase: (viewer, phase) => this.follow(viewer, phase),
      stream: (viewer, stream) => this.door.change(viewer, { stream }),
      note: (viewer, note) => this.hear(viewer, note),
      ready: () => {
        this.tellStanding();
        this.tellPeople();
        void this.catchUp?.start();
      },
      heard: (viewer) => {
        this.door.change(viewer, { heardAt: now() });
        // In writing who was let in stays in: the API takes and gives their lines whether or not this page has answered.
        if (!hasSound(this.format) && this.door.of(viewer)?.admitted_at) void this.master?.admit(viewer);
      },
      unknown: () => this.countStrangers(),
      gap: (_, gap) => void (hasSound(this.format) && this.gaps.add(gap)),
      code: (viewer, code) => this.door.of(viewer)?.verification.take(code),
      line: (viewer, word) => this.door.change(viewer, { word }),
      saving: (viewer, saving) => {
        this.door.change(viewer, { saving });
        this.tellStanding();
      },
    });
  }

  /** Let the master answer a client the door shows: who was let in before this page was opened comes in again by themselves. */
  private take(guest: Guest): void {
    this.master?.know(guest.viewer_id);
    if (comesInAgain(guest)) void this.master?.admit(guest.viewer_id);
  }

  private follow(viewer: string, phase: Phase): void {
    if (phase === "reconnecting") this.door.change(viewer, { phase, droppedAt: now() });
    // Back at the door after leaving on purpose: heard of, but to be let in anew.
    else if (phase === "waiting") this.door.change(viewer, { phase, stream: null, heardAt: now() });
    else this.door.change(viewer, { phase });
    this.tellPeople();
  }

  private hear(viewer: string, note: Note): void {
    const guest = this.door.of(viewer);
    if (!guest) return;
    if (note.kind === "state") this.door.change(viewer, { standing: note });
    if (note.kind === "checked") guest.verification.hear();
    if (note.kind === "differ") this.part(guest);
    // Who it is from is said here and not believed.
    if (note.kind === "pass" && this.door.inside.some(({ viewer_id }) => viewer_id === note.to)) this.master?.tell({ ...note, from: viewer }, note.to);
    if (note.kind === "chat") this.handOn(guest, note);
  }

  /** To the others: what one of them wrote, under the name they are known by here. */
  private handOn(guest: Guest, note: Extract<Note, { kind: "chat" }>): void {
    const told = { ...note, from: guest.said?.preferred_name ?? "" };
    this.chat.hear(told);
    for (const { viewer_id } of this.door.inside) if (viewer_id !== guest.viewer_id) this.master?.tell(told, viewer_id);
  }

  /** Say to everybody who is here. Two clients and more share what the line and the processor carry. */
  private tellPeople(): void {
    const people = this.door.expected.map((guest) => ({ id: guest.viewer_id, name: guest.said?.preferred_name ?? "" }));
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
    void this.door.look();
    const sockets = (this.master?.strangers.size ?? 0) + this.guests.peek().length + 1;
    if (sockets <= mostSockets || this.reported) return;
    this.reported = true;
    void post("/api/appointments/{appointment_id}/line", { sockets }, this.path).catch(() => (this.reported = false));
  }
}
