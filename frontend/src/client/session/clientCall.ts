/** A client's session from the door to the end: joins, waits, talks, comes back after a break. Pages read its signals. */
import { signal } from "@preact/signals";
import { get, post } from "../../shared/api/client";
import { now } from "../../shared/api/now";
import { ApiError } from "../../shared/api/errors";
import { type Joined, type Line, openLine } from "../../shared/call/line";
import type { Phase } from "../../shared/call/machine";
import { passing } from "../../shared/call/passing";
import type { Note } from "../../shared/call/peer";
import { Viewer } from "../../shared/call/viewer";
import { stopOnLeave } from "../../shared/session/leave";
import type { Prepared } from "./prepared";

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
  readonly therapistCamera = signal(true);
  /** Why joining failed or was refused. */
  readonly error = signal<unknown>(undefined);
  /** When the line was lost, by the API's clock. */
  readonly droppedAt = signal(0);
  private iceServers: RTCIceServer[] = [];
  private line: Line | undefined;
  private viewer: Viewer | undefined;
  private timers = new Set<ReturnType<typeof setTimeout>>();
  private readonly forget = stopOnLeave(() => this.close());

  constructor(private readonly prepared: Prepared, private readonly picture: boolean) {}

  async start(): Promise<void> {
    this.stage.value = "joining";
    this.error.value = undefined;
    const { media } = this.prepared;
    try {
      const joined = this.prepared.joined ?? (await this.join());
      this.prepared.joined = undefined;
      this.prepared.wish = {};
      // After a reload the browser still knows that the person agreed.
      if (!media.audio.peek() && !media.video.peek()) await media.open({ video: this.picture });
      await this.enter(joined);
    } catch (error) {
      this.refuse(error);
    }
  }

  /** Leave on purpose; the session stays open for coming back. */
  leave(): void {
    this.hangUp();
    this.stage.value = "left";
  }

  /** Let go of everything, when the page goes. */
  close(): void {
    this.forget();
    this.hangUp();
  }

  /** Counters of what arrived. */
  received(): Promise<{ frames: number; soundBytes: number }> {
    return this.viewer?.received() ?? Promise.resolve({ frames: 0, soundBytes: 0 });
  }

  private get path() {
    return { path: { appointment_id: this.prepared.appointmentId } };
  }

  private async join(): Promise<Joined> {
    const joined = (await post("/api/appointments/{appointment_id}/join", this.prepared.wish, this.path)) as Joined;
    this.iceServers = joined.ice_servers;
    return joined;
  }

  private async enter(joined: Joined): Promise<void> {
    const { media } = this.prepared;
    this.iceServers = joined.ice_servers;
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
    this.viewer = new Viewer(line, () => this.iceServers, media.tracks, {
      phase: (phase) => this.follow(phase),
      stream: (stream) => void (this.remote.value = stream),
      note: (note) => this.hear(note),
      ready: () => this.tellState(),
    });
    media.changed = (tracks) => {
      void this.viewer?.send(tracks);
      this.tellState();
    };
    this.stage.value = "inside";
    await this.viewer.start();
    this.look();
  }

  private follow(phase: Phase): void {
    if (phase === "reconnecting" && this.phase.peek() !== "reconnecting") this.droppedAt.value = now();
    this.phase.value = phase;
  }

  private hear(note: Note): void {
    if (note.kind === "state") this.therapistCamera.value = note.camera;
    if (note.kind === "end") this.finish();
  }

  private tellState(): void {
    this.viewer?.tell({ kind: "state", camera: this.prepared.media.video.peek() !== null, sound: !this.prepared.media.muted.peek() });
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
    if (code === "place_needed" || code === "not_licensed_there") this.stage.value = "place";
    else if (code === "too_late" || code === "no_open_session") this.stage.value = "over";
    else this.stage.value = "failed";
  }

  private waitForOpening(error: ApiError): void {
    this.stage.value = "early";
    const left = Date.parse(String(error.details.opens_at)) - now();
    // Long waits are taken in parts: a device that slept would wake too late.
    this.after(Math.max(1000, Math.min(left, longestWait)), () => void this.start());
  }

  /** While nobody answers, ask now and then whether the session is still on: the last word may have been lost with the line. */
  private look(): void {
    this.after(lookAgain, () => {
      if (this.phase.peek() === "talking") return this.look();
      get("/api/appointments/{appointment_id}", this.path).then(
        (appointment) => (appointment.status === "booked" ? this.look() : this.finish()),
        () => this.look(),
      );
    });
  }

  private after(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, milliseconds);
    this.timers.add(timer);
  }

  private hangUp(): void {
    this.timers.forEach(clearTimeout);
    this.timers.clear();
    this.prepared.media.changed = () => undefined;
    this.viewer?.end();
    this.line?.close();
    this.viewer = this.line = undefined;
    this.remote.value = null;
    this.prepared.media.stop();
  }
}

function codeOf(error: unknown): string {
  return error instanceof ApiError ? error.code : "";
}
