/** One's own microphone and camera. Nothing is opened before the person asks for it, and a camera that is off is really off. */
import { signal } from "@preact/signals";
import type { Standing } from "../engine/notes";
import type { Tracks } from "../engine/peer";

/** Why a device gives nothing: refused by the person or the browser, by the device's own settings, not there, used by another program, or else. */
export type Problem = "denied" | "system" | "missing" | "busy" | "other";

export type Kind = "audio" | "video";

const problems: Record<string, Problem> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

const wishes = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
};

export class Media {
  readonly audio = signal<MediaStreamTrack | null>(null);
  readonly video = signal<MediaStreamTrack | null>(null);
  readonly problem = signal<{ audio?: Problem; video?: Problem }>({});
  readonly muted = signal(false);
  /** What is shown of this screen in place of the camera. */
  readonly screen = signal<MediaStreamTrack | null>(null);
  /** The devices chosen by hand, by the browser's id; the browser chooses where there is none. */
  readonly chosen = signal<{ audio?: string | undefined; video?: string | undefined }>({});

  /** Goes up when everything is let go: what is opened only after that, when the browser has asked for long, is let go at once. */
  private round = 0;

  /** Called with the tracks to send whenever they change. */
  changed: (tracks: Tracks) => void = () => undefined;
  /** Called when only what is said of them changes. */
  told: () => void = () => undefined;

  /** Ask for both at once, so that the browser asks the person once; where one fails, take the other. */
  async open(kinds: { video: boolean }): Promise<void> {
    const { round } = this;
    this.problem.value = {};
    if (kinds.video && (await this.openBoth())) return;
    if (round === this.round) await this.openOne("audio");
    if (kinds.video && round === this.round) await this.openOne("video");
  }

  get tracks(): Tracks {
    return { audio: this.audio.peek(), video: this.screen.peek() ?? this.video.peek() };
  }

  get standing(): Omit<Standing, "saving"> {
    return { camera: this.tracks.video !== null, sound: !this.muted.peek(), screen: this.screen.peek() !== null };
  }

  mute(muted: boolean): void {
    this.muted.value = muted;
    const track = this.audio.peek();
    if (track) track.enabled = !muted;
    this.told();
  }

  async camera(on: boolean): Promise<void> {
    if (on) {
      await this.openOne("video");
      return;
    }
    this.video.peek()?.stop();
    this.video.value = null;
    this.changed(this.tracks);
  }

  /** Take another microphone or camera; where it gives nothing, the one before goes on. */
  async choose(kind: Kind, deviceId: string): Promise<void> {
    this.chosen.value = { ...this.chosen.peek(), [kind]: deviceId };
    await this.openOne(kind);
  }

  /** Show a screen or window that the person picks in the browser's own dialog. Answers false where they pick none. */
  async share(): Promise<boolean> {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 15 } }, audio: false }).catch(() => null);
    const track = stream?.getVideoTracks()[0];
    if (!track) return false;
    // Small letters matter more than motion.
    track.contentHint = "detail";
    track.onended = () => this.unshare();
    this.screen.value = track;
    this.changed(this.tracks);
    return true;
  }

  unshare(): void {
    if (!this.screen.peek()) return;
    this.screen.peek()!.stop();
    this.screen.value = null;
    this.changed(this.tracks);
  }

  stop(): void {
    this.round += 1;
    for (const track of [this.audio, this.video, this.screen]) {
      track.peek()?.stop();
      track.value = null;
    }
  }

  private async openBoth(): Promise<boolean> {
    const { round } = this;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: this.wish("audio"), video: this.wish("video") });
      this.keep("audio", stream.getAudioTracks()[0]!, round);
      this.keep("video", stream.getVideoTracks()[0]!, round);
      return true;
    } catch {
      return false;
    }
  }

  private wish(kind: Kind): MediaTrackConstraints {
    const deviceId = this.chosen.peek()[kind];
    return deviceId ? { ...wishes[kind], deviceId: { exact: deviceId } } : wishes[kind];
  }

  /** The chosen device; where it has been pulled out, whichever the browser takes. */
  private async openChosen(kind: Kind): Promise<MediaStream> {
    try {
      return await navigator.mediaDevices.getUserMedia({ [kind]: this.wish(kind) });
    } catch (error) {
      if (problemOf(error) !== "missing" || !this.chosen.peek()[kind]) throw error;
      this.chosen.value = { ...this.chosen.peek(), [kind]: undefined };
      return navigator.mediaDevices.getUserMedia({ [kind]: this.wish(kind) });
    }
  }

  private async openOne(kind: Kind): Promise<void> {
    const { round } = this;
    try {
      const stream = await this.openChosen(kind);
      this.keep(kind, stream.getTracks()[0]!, round);
      this.problem.value = { ...this.problem.peek(), [kind]: undefined };
    } catch (error) {
      this.problem.value = { ...this.problem.peek(), [kind]: problemOf(error) };
    }
  }

  private keep(kind: Kind, track: MediaStreamTrack, round: number): void {
    if (round !== this.round) return track.stop();
    this[kind].peek()?.stop();
    if (kind === "audio") track.enabled = !this.muted.peek();
    // A camera that is pulled out is gone, not frozen.
    track.onended = () => {
      if (this[kind].peek() !== track) return;
      this[kind].value = null;
      this.problem.value = { ...this.problem.peek(), [kind]: "missing" };
      this.changed(this.tracks);
    };
    this[kind].value = track;
    this.changed(this.tracks);
  }
}

export function problemOf(error: unknown): Problem {
  if (!(error instanceof DOMException)) return "other";
  // Chromium has no other sign for what the operating system keeps from it.
  if (error.name === "NotAllowedError" && /by system/i.test(error.message)) return "system";
  return problems[error.name] ?? "other";
}
