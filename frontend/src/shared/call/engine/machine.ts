/**
 * Where a call stands, as a pure function of what happened. The same for both ends:
 *
 *   idle -> waiting -> connecting -> talking <-> reconnecting -> over
 *
 * waiting: the line is open and nobody has answered (client), or nobody was let in (therapist).
 */
export type Phase = "idle" | "waiting" | "connecting" | "talking" | "reconnecting" | "over";

export type CallEvent =
  | "opened" // this side is ready and at the door
  | "answered" // an answer came, or one was sent
  | "connected" // media flows
  | "dropped" // media stopped flowing
  | "left" // the other side left on purpose and may come back
  | "ended"; // this side left, or the therapist ended the session

const steps: Record<Phase, Partial<Record<CallEvent, Phase>>> = {
  idle: { opened: "waiting", ended: "over" },
  waiting: { answered: "connecting", connected: "talking", ended: "over" },
  connecting: { answered: "connecting", connected: "talking", dropped: "reconnecting", left: "waiting", ended: "over" },
  talking: { answered: "talking", dropped: "reconnecting", left: "waiting", ended: "over" },
  reconnecting: { answered: "reconnecting", connected: "talking", left: "waiting", ended: "over" },
  over: {},
};

/** The phase after an event; an event that means nothing in a phase changes nothing, so late ones do no harm. */
export function next(phase: Phase, event: CallEvent): Phase {
  return steps[phase][event] ?? phase;
}
