/** A client's session from the door to the end: joins, waits, talks, comes back after a break. Pages read its signals. */
import { signal } from "@preact/signals";
import { get, post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { now } from "../../shared/api/now";
import { CatchUp } from "../../shared/call/catchUp";
import { Chat } from "../../shared/call/chat";
import { shared, type Word } from "../../shared/call/engine/ladder";
import { type Joined, type Line, openLine } from "../../shared/call/engine/line";
import type { Phase } from "../../shared/call/engine/machine";
import { Mesh, type Other } from "../../shared/call/engine/mesh";
import { type Note, type Present, type Standing, standing } from "../../shared/call/engine/notes";
import { Relays } from "../../shared/call/engine/relays";
import { Viewer } from "../../shared/call/engine/viewer";
import { hasPicture, hasSound } from "../../shared/call/format";
import { GapReports, lostTime } from "../../shared/call/gapReports";
import { passing } from "../../shared/call/passing";
import { Tools } from "../../shared/call/tools";
import { Verification } from "../../shared/call/verification";
import { words } from "../../shared/i18n";
import type callWords from "../../shared/i18n/en/call";
import { stopOnLeave } from "../../shared/session/leave";
import { me } from "../../shared/session/me";
import type { Session } from "./appointment";
import { letGo, type Prepared } from "./prepared";

const t = words<typeof callWords>("call");

/**
 * joining, early (not open yet), inside (waiting room or talking), place (say first where you are), left, over (ended by the therapist or
 * past), failed (try again).
 */
export type Stage = "joining" | "early" | "inside" | "place" | "left" | "over" | "failed";

const lookAgain = 20_000;
const longestWait = 30_000;

export class ClientCall {
  readonly stage = signal<Stage>("joining");
  readonly phase = signal<Phase>("idle");
  readonly remote = signal<MediaStream | null>(null);
  readonly therapist = signal<Standing>(standing);
  /** The other clients in the session. */
  readonly others = signal<Other[]>([]);
  /** How the line is, once it has been judged. */
  readonly word = signal<Word | undefined>(undefined);
  /** Our own picture is left out because the line is weak. */
  readonly saving = signal(false);
  /** Why joining failed or was refused. */
  readonly error = signal<unknown>(undefined);
  /** Since when they wait for the therapist, by the API. */
  readonly since = signal<string | undefined>(undefined);
  /** When the line was lost, by the API's clock. */
  readonly droppedAt = signal(0);
  /** Why they are out though they did not leave: the digits did not match, or they went on in a page opened later. */
  readonly out = signal<"differed" | "elsewhere" | undefined>(undefined);
  readonly tools: Tools;
  readonly verification = new Verification((note) => this.viewer?.tell(note));
  readonly chat = new Chat({
    name: () => me.peek()?.preferred_name ?? "",
    tell: (note) => this.viewer?.tell(note),
    keep: (idempotencyKey, text) => post("/api/appointments/{appointment_id}/chat", { text }, { ...this.path, idempotencyKey }),
    read: async (details) => {
      const { admitted, items } = await get("/api/appointments/{appointment_id}/chat", { ...this.path, query: { details } });
      this.admitted.value = admitted;
      return items;
    },
    nameOf: (author) => this.nameOf(author),
  });
  /** In a session in writing: the therapist has let us in, whether or not a line stands between the two pages. */
  readonly admitted = signal(false);
  private catchUp: CatchUp | undefined;
  private readonly relays: Relays;
  private readonly gaps = new GapReports((gaps) => post("/api/appointments/{appointment_id}/line", { lost: gaps.map(lostTime) }, this.path));
  private line: Line | undefined;
  private viewer: Viewer | undefined;
  private mesh: Mesh | undefined;
  private closed = false;
  private timers = new Set<ReturnType<typeof setTimeout>>();
  private readonly forget = stopOnLeave(() => this.close());

  /** changed: the appointment is no longer as the page shows it: moved, or cancelled. */
  constructor(private readonly prepared: Prepared, private readonly session: Session, private readonly changed: () => void) {
    this.tools = new Tools(this.chat);
    this.relays = new Relays(() => this.join(), () => prepared.relayOnly.peek());
  }

  async start(): Promise<void> {
    this.stage.value = "joining";
    this.out.value = undefined;
    this.error.value = undefined;
    const { media } = this.prepared;
    try {
      const joined = this.prepared.joined ?? (await this.join());
      this.prepared.joined = undefined;
      this.prepared.wish = {};
      // After a reload the browser still knows that the person agreed.
      const { format } = this.session.appointment;
      if (hasSound(format) && !media.audio.peek() && !media.video.peek()) await media.open({ video: hasPicture(format) });
      // Who has gone on meanwhile stands at no door.
      if (!this.closed) await this.enter(joined);
    } catch (error) {
      this.refuse(error);
    }
  }

  /** Whether the person wants a relay and there is none. */
  get relayMissing(): boolean {
    return this.relays.missing;
  }

  /** Leave on purpose; the session stays open for coming back. */
  leave(): void {
    this.hangUp();
    this.stage.value = "left";
  }

  /** The digits are not the same: leave, and say why. */
  differ(): void {
    this.viewer?.tell({ kind: "differ" });
    this.leaveFor("differed");
  }

  /** Let go of everything, when the page goes. */
  close(): void {
    this.closed = true;
    this.forget();
    this.chat.close();
    this.hangUp();
  }

  private get path() {
    return { path: { appointment_id: this.prepared.appointmentId } };
  }

  private async join(): Promise<Joined> {
    const joined = (await post("/api/appointments/{appointment_id}/join", this.prepared.wish, this.path)) as Joined;
    this.relays.take(joined.ice_servers);
    return joined;
  }

  private async enter(joined: Joined): Promise<void> {
    const { media } = this.prepared;
    this.relays.take(joined.ice_servers);
    this.since.value = joined.since ?? undefined;
    const line = openLine({
      first: joined,
      join: () => this.join(),
      passing,
      on: {
        offer: () => undefined,
        answer: (answer) => void this.viewer?.take(answer),
        candidate: (candidate) => this.viewer?.add(candidate),
        opened: () => undefined,
        refused: (error) => this.lineRefused(error),
      },
    });
    this.line = line;
    this.viewer = this.viewerOn(line, joined.client_id!);
    this.mesh = new Mesh(
      { own: joined.client_id!, relays: this.relays, tell: (note) => this.viewer?.tell(note), standing: () => this.standing, changed: (others) => this.know(others) },
      media.tracks,
    );
    media.changed = (tracks) => {
      void this.viewer?.send(tracks);
      void this.mesh?.send(tracks);
      this.tellStanding();
    };
    media.told = () => this.tellStanding();
    this.stage.value = "inside";
    if (!hasSound(this.session.appointment.format)) this.readAlong();
    await this.viewer.start();
    this.look();
  }

  /** A session in writing goes on without a line between the pages: the API says whether we are in, and what has been written. */
  private readAlong(): void {
    this.catchUp = new CatchUp({
      sync: () => this.chat.sync(),
      connected: () => this.phase.peek() === "talking",
      refused: (error) => this.refuse(error),
    });
    void this.catchUp.start();
  }

  private know(others: Other[]): void {
    this.others.value = others;
    // Who goes leaves their name on what they wrote.
    if (others.length) this.chat.rename();
  }

  private nameOf(author: string): string {
    if (author === me.peek()?.id) return "";
    if (author === this.session.appointment.provider_id) return this.session.firstName;
    const [other] = this.others.peek();
    // Of three people the third is known. Of four, who is here need not be who wrote it.
    return other && this.session.appointment.client_ids.length === 2 ? other.name : t("someone");
  }

  private viewerOn(line: Line, own: string): Viewer {
    return new Viewer(line, { relays: this.relays, ends: { own, other: "therapist" }, opened: now() }, this.prepared.media.tracks, {
      phase: (phase) => this.follow(phase),
      stream: (stream) => void (this.remote.value = stream),
      note: (note) => this.hear(note),
      ready: () => {
        this.tellStanding();
        void this.catchUp?.start();
      },
      elsewhere: () => this.leaveFor("elsewhere"),
      gap: (gap) => void (hasSound(this.session.appointment.format) && this.gaps.add(gap)),
      code: (code) => this.verification.take(code),
      line: (word) => void (this.word.value = word),
      saving: (saving) => {
        this.saving.value = saving;
        this.tellStanding();
      },
    });
  }

  private follow(phase: Phase): void {
    if (phase === "reconnecting" && this.phase.peek() !== "reconnecting") {
      this.droppedAt.value = now();
      void this.goesOn();
    }
    this.phase.value = phase;
    void this.mesh?.pause(phase !== "talking");
  }

  private hear(note: Note): void {
    if (note.kind === "state") this.therapist.value = note;
    if (note.kind === "people") this.meet(note.people);
    if (note.kind === "pass") void this.mesh?.take(note.from, note.message);
    if (note.kind === "chat") this.chat.hear(note);
    if (note.kind === "checked") this.verification.hear();
    if (note.kind === "differ") this.leaveFor("differed");
    if (note.kind === "end") this.finish();
  }

  private leaveFor(why: "differed" | "elsewhere"): void {
    this.leave();
    this.out.value = why;
  }

  private meet(people: Present[]): void {
    void this.viewer?.cap(people.length > 1 ? shared : 0);
    void this.mesh?.meet(people);
  }

  private get standing(): Standing {
    return { ...this.prepared.media.standing, saving: this.saving.peek() };
  }

  private tellStanding(): void {
    this.viewer?.tell({ kind: "state", ...this.standing });
    this.mesh?.tellStanding();
  }

  private finish(): void {
    this.hangUp();
    this.stage.value = "over";
  }

  /** A session that runs over its time, or a licence that ends at midnight, does not cut off who is talking; only the end does. */
  private lineRefused(error: unknown): void {
    if (this.phase.peek() !== "talking" || codeOf(error) === "no_open_session") this.refuse(error);
  }

  private refuse(error: unknown): void {
    const code = codeOf(error);
    this.error.value = error;
    if (code === "too_early") return this.waitForOpening(error as ApiError);
    this.hangUp();
    // What was cancelled did not end: the page says so.
    if (code === "no_open_session" && (error as ApiError).details.status === "cancelled") return this.change();
    if (code === "place_needed" || code === "not_licensed_there") this.stage.value = "place";
    else if (code === "too_late" || code === "no_open_session") this.stage.value = "over";
    else this.stage.value = "failed";
  }

  private waitForOpening(error: ApiError): void {
    this.stage.value = "early";
    const left = Date.parse(String(error.details.opens_at)) - now();
    // Long waits are taken in parts: a device that slept would wake too late.
    this.after(Math.max(1000, Math.min(left, longestWait)), () => void this.goesOn().then((on) => void (on && this.start())));
  }

  /** While nobody answers, ask now and then whether the session is still on. */
  private look(): void {
    this.after(lookAgain, () => {
      if (this.phase.peek() === "talking") return this.look();
      void this.goesOn().then((on) => on && this.look());
    });
  }

  /** Whether the session is still on, as far as is known; what follows where it is not. The last word may have been lost with the line. */
  private async goesOn(): Promise<boolean> {
    const appointment = await get("/api/appointments/{appointment_id}", this.path).catch(() => null);
    if (this.closed || !["early", "inside"].includes(this.stage.peek())) return false;
    const { start } = this.session.appointment;
    if (!appointment || (appointment.status === "booked" && Date.parse(appointment.start) === Date.parse(start))) return true;
    if (appointment.status === "completed") this.finish();
    else this.change();
    return false;
  }

  private change(): void {
    this.hangUp();
    letGo(this.prepared);
    this.stage.value = "joining";
    this.changed();
  }

  private after(milliseconds: number, work: () => void): void {
    if (this.closed) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, milliseconds);
    this.timers.add(timer);
  }

  private hangUp(): void {
    this.timers.forEach(clearTimeout);
    this.timers.clear();
    this.catchUp?.stop();
    this.admitted.value = false;
    this.prepared.media.changed = this.prepared.media.told = () => undefined;
    this.mesh?.close();
    this.viewer?.end();
    this.line?.close();
    this.viewer = this.line = this.mesh = undefined;
    this.remote.value = null;
    this.verification.take(undefined);
    this.prepared.media.stop();
  }
}

function codeOf(error: unknown): string {
  return error instanceof ApiError ? error.code : "";
}
