/**
 * The therapist's end: answers offers of whoever was let in, and of nobody else. The channel is the therapist's own and outlives a session,
 * so an offer may come from a page of an earlier one: ids the waiting room does not show are ignored and counted.
 */
import type { Answer, Line } from "./line";
import { originOf } from "./origin";
import { next, type CallEvent, type Phase } from "./machine";
import { type MakeConnection, type Note, Peer, type Tracks } from "./peer";

export interface MasterEvents {
  phase(viewer: string, phase: Phase): void;
  stream(viewer: string, stream: MediaStream): void;
  note(viewer: string, note: Note): void;
  ready(viewer: string): void;
  /** A known viewer who waits has made itself heard. */
  heard(viewer: string): void;
  /** Somebody offers whom the waiting room has not shown yet. */
  unknown(viewer: string): void;
}

interface Guest {
  phase: Phase;
  admitted: boolean;
  /** The last offer and what has come after it. */
  offer?: RTCSessionDescriptionInit;
  candidates: RTCIceCandidateInit[];
  peer?: Peer;
  /** The session id of the offer that `peer` answered, and the answer. */
  origin?: string;
  answer?: Answer;
}

const mostCandidates = 50;

export class Master {
  ignored = 0;
  private readonly guests = new Map<string, Guest>();

  constructor(private readonly line: Line, private readonly iceServers: () => RTCIceServer[], private tracks: Tracks, private readonly on: MasterEvents, private readonly make?: MakeConnection) {}

  /** Let this viewer's offers count from now on. */
  know(viewer: string): void {
    if (!this.guests.has(viewer)) this.guests.set(viewer, { phase: "waiting", admitted: false, candidates: [] });
  }

  /** Answer this viewer: now if an offer is here, else as soon as one comes. */
  async admit(viewer: string): Promise<void> {
    this.know(viewer);
    const guest = this.guests.get(viewer)!;
    guest.admitted = true;
    if (guest.offer && !guest.peer) await this.answer(viewer, guest, guest.offer);
  }

  async takeOffer(offer: RTCSessionDescriptionInit, viewer: string): Promise<void> {
    const guest = this.guests.get(viewer);
    if (!guest) {
      this.ignored += 1;
      this.on.unknown(viewer);
      return;
    }
    if (guest.origin !== undefined && guest.origin === originOf(offer)) {
      // The same page asks again: our answer has not arrived.
      if (guest.answer) this.line.answer(guest.answer, viewer);
      return;
    }
    guest.offer = offer;
    guest.candidates = [];
    if (guest.admitted) await this.answer(viewer, guest, offer);
    else this.on.heard(viewer);
  }

  add(candidate: RTCIceCandidateInit, viewer: string): void {
    const guest = this.guests.get(viewer);
    if (!guest) return;
    if (guest.peer && guest.origin === (guest.offer && originOf(guest.offer))) guest.peer.add(candidate);
    else if (guest.candidates.length < mostCandidates) guest.candidates.push(candidate);
  }

  async send(tracks: Tracks): Promise<void> {
    this.tracks = tracks;
    await Promise.all([...this.guests.values()].map((guest) => guest.peer?.send(tracks)));
  }

  tell(note: Note, viewer?: string): void {
    if (viewer) this.guests.get(viewer)?.peer?.tell(note);
    else this.guests.forEach((guest) => guest.peer?.tell(note));
  }

  received(viewer: string): Promise<{ frames: number; soundBytes: number }> {
    return this.guests.get(viewer)?.peer?.received() ?? Promise.resolve({ frames: 0, soundBytes: 0 });
  }

  /** Hang up and tell everybody that the session is over, or only go where `note` is left out. */
  end(note?: Note): void {
    if (note) this.tell(note);
    this.guests.forEach((guest, viewer) => {
      guest.peer?.close();
      this.become(viewer, guest, "ended");
    });
    this.guests.clear();
  }

  private become(viewer: string, guest: Guest, event: CallEvent): void {
    const after = next(guest.phase, event);
    if (after === guest.phase) return;
    guest.phase = after;
    this.on.phase(viewer, after);
  }

  private async answer(viewer: string, guest: Guest, offer: RTCSessionDescriptionInit): Promise<void> {
    guest.peer?.close();
    const peer: Peer = new Peer(this.iceServers(), this.tracks, this.listen(viewer, guest, () => peer), this.make);
    guest.peer = peer;
    guest.origin = originOf(offer);
    guest.answer = undefined;
    guest.candidates.splice(0).forEach((candidate) => peer.add(candidate));
    this.on.stream(viewer, peer.stream);
    const answer = await peer.answerTo(offer);
    if (guest.peer !== peer) return;
    guest.answer = { ...answer, answers: guest.origin };
    this.line.answer(guest.answer, viewer);
    this.become(viewer, guest, "answered");
  }

  private listen(viewer: string, guest: Guest, mine: () => Peer) {
    const current = (work: () => void) => () => void (guest.peer === mine() && work());
    return {
      candidate: (candidate: RTCIceCandidateInit) => void (guest.peer === mine() && this.line.candidate(candidate, viewer)),
      connected: current(() => this.become(viewer, guest, "connected")),
      // The client offers anew; nothing is to be done here but say so.
      dropped: current(() => this.become(viewer, guest, "dropped")),
      note: (note: Note) => {
        this.on.note(viewer, note);
        if (note.kind === "leave" && guest.peer === mine()) this.leave(viewer, guest);
      },
      ready: current(() => this.on.ready(viewer)),
    };
  }

  /** Who left on purpose is let in again on purpose. */
  private leave(viewer: string, guest: Guest): void {
    guest.peer?.close();
    Object.assign(guest, { peer: undefined, origin: undefined, answer: undefined, offer: undefined, admitted: false });
    this.become(viewer, guest, "left");
  }
}
