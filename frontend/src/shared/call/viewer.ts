/** The client's end: offers, repeats the offer until it is answered, and offers anew when the connection is lost. */
import type { Answer, Line } from "./line";
import { originOf } from "./origin";
import { next, type CallEvent, type Phase } from "./machine";
import { type MakeConnection, type Note, Peer, type Tracks } from "./peer";

export interface ViewerEvents {
  phase(phase: Phase): void;
  /** What comes from the therapist; a new one after each reconnect. */
  stream(stream: MediaStream): void;
  note(note: Note): void;
  /** The data channel is open. */
  ready(): void;
}

const repeatAfter = 5000;

export class Viewer {
  phase: Phase = "idle";
  private peer: Peer | undefined;
  private answered = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly line: Line, private readonly iceServers: () => RTCIceServer[], private tracks: Tracks, private readonly on: ViewerEvents, private readonly make?: MakeConnection) {}

  async start(): Promise<void> {
    this.become("opened");
    await this.offerAnew();
  }

  /** The answer to the last offer; one to an earlier offer, or a second one, is ignored. */
  async take(answer: Answer): Promise<void> {
    const peer = this.peer;
    if (!peer || this.answered || answer.answers !== originOf(peer.description)) return;
    this.answered = true;
    clearTimeout(this.timer);
    try {
      await peer.take(answer);
      this.become("answered");
    } catch {
      if (peer === this.peer) await this.offerAnew();
    }
  }

  add(candidate: RTCIceCandidateInit): void {
    this.peer?.add(candidate);
  }

  async send(tracks: Tracks): Promise<void> {
    this.tracks = tracks;
    await this.peer?.send(tracks);
  }

  tell(note: Note): void {
    this.peer?.tell(note);
  }

  received(): Promise<{ frames: number; soundBytes: number }> {
    return this.peer?.received() ?? Promise.resolve({ frames: 0, soundBytes: 0 });
  }

  end(): void {
    this.tell({ kind: "leave" });
    this.stop();
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.peer?.close();
    this.peer = undefined;
    this.become("ended");
  }

  private become(event: CallEvent): void {
    const after = next(this.phase, event);
    if (after === this.phase) return;
    this.phase = after;
    this.on.phase(after);
  }

  private async offerAnew(): Promise<void> {
    clearTimeout(this.timer);
    this.peer?.close();
    const peer: Peer = new Peer(this.iceServers(), this.tracks, this.listen(() => peer), this.make);
    this.peer = peer;
    this.answered = false;
    await peer.offer();
    if (peer !== this.peer) return;
    this.on.stream(peer.stream);
    this.repeat(peer);
  }

  /** Who comes late to the door, or has loaded the page again, has missed the offers before. */
  private repeat(peer: Peer): void {
    if (peer !== this.peer || this.answered) return;
    this.line.offer(peer.description);
    this.timer = setTimeout(() => this.repeat(peer), repeatAfter);
  }

  private listen(mine: () => Peer) {
    const current = (work: () => void) => () => void (mine() === this.peer && work());
    return {
      candidate: (candidate: RTCIceCandidateInit) => void (mine() === this.peer && this.line.candidate(candidate)),
      connected: current(() => this.become("connected")),
      dropped: current(() => {
        this.become("dropped");
        void this.offerAnew();
      }),
      note: (note: Note) => {
        this.on.note(note);
        if (note.kind === "end") this.stop();
      },
      ready: current(() => this.on.ready()),
    };
  }
}
