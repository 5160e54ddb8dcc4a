/** What "Get ready" hands to the waiting room: open devices, and what was said about the place. Kept in memory only. */
import { type Signal, signal } from "@preact/signals";
import type { Body } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { Media } from "../../shared/call/devices/media";
import type { Joined } from "../../shared/call/engine/line";
import { stopOnLeave } from "../../shared/session/leave";
import { onForget } from "../../shared/session/session";
import { PreCall } from "./preCall";

export type Wish = Body<"/api/appointments/{appointment_id}/join", "post">;

export interface Prepared {
  appointmentId: string;
  media: Media;
  preCall: PreCall;
  /** What to say on joining; empty where it has been said. */
  wish: Wish;
  /** Whether no address of this device is to be told to the other side. */
  relayOnly: Signal<boolean>;
  /** The answer to a join just made, to be used once. */
  joined?: Joined;
}

let held: Prepared | undefined;

/** What is prepared for this appointment; another one's devices are let go. */
export function prepare(appointmentId: string): Prepared {
  if (held?.appointmentId !== appointmentId) {
    held?.media.stop();
    held = { appointmentId, media: new Media(), preCall: new PreCall(appointmentId), wish: {}, relayOnly: signal(false) };
  }
  return held;
}

/** Let go of microphone, camera and everything said; by a page that closes of its own only, for the next may hold others by then. */
export function letGo(mine = held): void {
  mine?.media.stop();
  if (held === mine) held = undefined;
}

let refused: ApiError | undefined;

/** The session sends the person back to say where they are, and why. */
export function sendBack(error: unknown): void {
  refused = error instanceof ApiError ? error : undefined;
}

/** Why the person was sent back; told once. */
export function sentBack(): ApiError | undefined {
  const why = refused;
  refused = undefined;
  return why;
}

stopOnLeave(() => letGo());
onForget(() => letGo());
