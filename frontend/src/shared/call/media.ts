/** One's own microphone and camera. Nothing is opened before the person asks for it, and a camera that is off is really off. */
import { signal } from "@preact/signals";
import type { Tracks } from "./peer";

/** Why a device gives nothing: refused by the person or the browser, not there, used by another program, or something else. */
export type Problem = "denied" | "missing" | "busy" | "other";

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

  /** Called with the tracks to send whenever they change. */
  changed: (tracks: Tracks) => void = () => undefined;

  /** Ask for both at once, so that the browser asks the person once; where one fails, take the other. */
  async open(kinds: { video: boolean }): Promise<void> {
    this.problem.value = {};
    if (kinds.video && (await this.openBoth())) return;
    await this.openOne("audio");
    if (kinds.video) await this.openOne("video");
  }

  get tracks(): Tracks {
    return { audio: this.audio.peek(), video: this.video.peek() };
  }

  mute(muted: boolean): void {
    this.muted.value = muted;
    const track = this.audio.peek();
    if (track) track.enabled = !muted;
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

  stop(): void {
    this.audio.peek()?.stop();
    this.video.peek()?.stop();
    this.audio.value = this.video.value = null;
  }

  private async openBoth(): Promise<boolean> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia(wishes);
      this.keep("audio", stream.getAudioTracks()[0]!);
      this.keep("video", stream.getVideoTracks()[0]!);
      return true;
    } catch {
      return false;
    }
  }

  private async openOne(kind: "audio" | "video"): Promise<void> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ [kind]: wishes[kind] });
      this.keep(kind, stream.getTracks()[0]!);
      this.problem.value = { ...this.problem.peek(), [kind]: undefined };
    } catch (error) {
      this.problem.value = { ...this.problem.peek(), [kind]: problemOf(error) };
    }
  }

  private keep(kind: "audio" | "video", track: MediaStreamTrack): void {
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
  return (error instanceof DOMException && problems[error.name]) || "other";
}
