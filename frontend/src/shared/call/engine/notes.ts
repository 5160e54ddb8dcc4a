/** What goes over the data channel, beside sound and picture. */
export type Note =
  | { kind: "state"; camera: boolean; sound: boolean; screen: boolean; saving: boolean }
  | { kind: "leave" }
  | { kind: "end" }
  /** Keeps bytes flowing while there is no microphone to send. */
  | { kind: "beat" }
  /** This side hears nothing although the other may. */
  | { kind: "silent" }
  | { kind: "commit"; hash: string }
  | { kind: "reveal"; nonce: string }
  | { kind: "checked" }
  /** The digits are not the same: this side leaves. */
  | { kind: "differ" }
  | { kind: "chat"; id: string; text: string; from: string }
  /** Who is in the session, told by the therapist to everybody. */
  | { kind: "people"; people: Present[] }
  /** Between two clients, handed on by the therapist's page. */
  | { kind: "pass"; to: string; from: string; message: Passed };

/** Somebody in the session. id: the viewer id. */
export interface Present {
  id: string;
  name: string;
}

export type Passed =
  | { kind: "offer" | "answer"; description: RTCSessionDescriptionInit }
  | { kind: "candidate"; candidate: RTCIceCandidateInit };

/** How a person's sound and picture stand, as they tell it themselves. saving: no picture for now, because the line is weak. */
export type Standing = Omit<Extract<Note, { kind: "state" }>, "kind">;

export const standing: Standing = { camera: true, sound: true, screen: false, saving: false };

/** A note as it came, null for what is none. */
export function readNote(text: string): Note | null {
  try {
    const read = JSON.parse(text) as Note | null;
    return read && typeof read.kind === "string" ? read : null;
  } catch {
    return null;
  }
}
