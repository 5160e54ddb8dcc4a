/** What the check before a session has found so far. The therapist sees it at the door: numbers and words, no device and no address. */
import { signal } from "@preact/signals";
import { type Body, get, post, put } from "../../shared/api/client";
import { type LineWord, wordFor } from "../../shared/call/check/check";
import { loopBack } from "../../shared/call/check/loopback";
import { type LineQuality, measureLine, type Practice, type Step } from "../../shared/call/check/throughput";
import type { Media } from "../../shared/call/devices/media";

type Found = Body<"/api/appointments/{appointment_id}/pre-call-check", "put">;

/** What is tried of the line, one after the other; the last is a call of this page with itself. */
export const steps = ["trip", "down", "up", "media"] as const satisfies readonly (Step | "media")[];

/** quality: null where the practice could not be reached; flows: whether a call came through. */
export interface LineFound {
  quality: LineQuality | null;
  flows: boolean;
  word: LineWord | "none";
}

export class PreCall {
  readonly step = signal<(typeof steps)[number] | null>(null);
  readonly line = signal<LineFound | null>(null);
  private found: Found = {};
  private kept = "";

  constructor(private readonly appointmentId: string) {}

  note(part: Found): void {
    this.found = { ...this.found, ...part };
  }

  /** Try the line both ways, then sound and picture over relays where there are some. */
  async tryLine(media: Media): Promise<void> {
    if (this.step.peek()) return;
    this.line.value = null;
    this.step.value = "trip";
    const quality = await measureLine(this.practice, (step) => (this.step.value = step)).catch(() => null);
    this.step.value = "media";
    const tracks = [media.audio.peek(), media.video.peek()].filter((track) => track !== null);
    const { flows } = await loopBack(tracks, await this.relays()).catch(() => ({ flows: false }));
    this.step.value = null;
    this.line.value = { quality, flows, word: quality ? wordFor(quality) : "none" };
    this.note({ media: flows ? "ok" : "problem", ...coarse(quality) });
    await this.keep();
  }

  /** Let the therapist see it. That it cannot be kept keeps nobody from their session. */
  async keep(): Promise<void> {
    const now = JSON.stringify(this.found);
    if (now === this.kept || now === "{}") return;
    await put("/api/appointments/{appointment_id}/pre-call-check", this.found, this.path).then(
      () => (this.kept = now),
      () => undefined,
    );
  }

  private get path() {
    return { path: { appointment_id: this.appointmentId } };
  }

  private get practice(): Practice {
    return {
      load: (size) => get("/api/appointments/{appointment_id}/pre-call-check/load", { ...this.path, query: { size } }),
      unload: (filler) => post("/api/appointments/{appointment_id}/pre-call-check/load", { filler }, this.path),
    };
  }

  /** None before the session's window, nor where the practice has none. */
  private async relays(): Promise<RTCIceServer[]> {
    const told = await get("/api/appointments/{appointment_id}/pre-call-check/relays", this.path).catch(() => null);
    return told?.ice_servers ?? [];
  }
}

/** As much as a therapist needs to know, in hundreds of kilobits and tens of milliseconds. */
export function coarse(quality: LineQuality | null): Found {
  if (!quality) return { down_kbps: null, up_kbps: null, trip_ms: null };
  const kbps = (mbps: number) => Math.min(1_000_000, Math.round(mbps * 10) * 100);
  return { down_kbps: kbps(quality.downMbps), up_kbps: kbps(quality.upMbps), trip_ms: Math.min(60_000, Math.round(quality.tripMs / 10) * 10) };
}
