/**
 * The offering end: offers, repeats the offer until it is answered, looks for a new way when nothing comes, and offers anew when the other
 * page has gone. A client towards the therapist; between two clients, one of them.
 */
import type { Ends } from "./code";
import type { Answer, Offer } from "./line";
import { Link, type LinkEvents } from "./link";
import { next, type CallEvent, type Phase } from "./machine";
import type { Note } from "./notes";
import { originOf, turnOf } from "./origin";
import { type MakeConnection, Peer, type Tracks } from "./peer";
import type { Relays } from "./relays";
import { remedy, restartAfter } from "./remedy";
import type { Sample } from "./stats";

interface ViewerEvents extends Omit<LinkEvents, "silent" | "heard"> {
  phase(phase: Phase): void;
  /** What comes from the other side; a new one after each new connection. */
  stream(stream: MediaStream): void;
  note(note: Note): void;
  /** The data channel is open. */
  ready(): void;
  /** The person has gone on in a page they opened later; this one is out. */
  elsewhere?(): void;
}

/** The way an offer takes to the other side. */
interface OfferLine {
  offer(offer: Offer): void;
  candidate(candidate: RTCIceCandidateInit): void;
}

export interface Ways {
  relays: Relays;
  ends: Ends;
  make?: MakeConnection | undefined;
  /** When this page was opened, by the API's clock. */
  opened?: number | undefined;
}

const repeatAfter = 5000;

export class Viewer {
  phase: Phase = "idle";
  private readonly link: Link;
  private answered = false;
  /** The other side's session id, as its last answer told. */
  private theirs: string | undefined;
  private triedAt = -Infinity;
  private answeredTries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly line: OfferLine, private readonly ways: Ways, tracks: Tracks, private readonly on: ViewerEvents) {
    this.link = new Link(ways.ends, tracks, { ...on, silent: (milliseconds) => this.miss(milliseconds), heard: () => this.become("connected") });
  }

  async start(): Promise<void> {
    this.become("opened");
    await this.offerAnew();
  }

  get saving(): boolean {
    return this.link.saving;
  }

  /** The answer to the last offer; one to an earlier offer, or a second one, is ignored. */
  async take(answer: Answer): Promise<void> {
    const peer = this.link.peer;
    if (!peer || this.answered || answer.origin !== originOf(peer.description) || answer.turn !== turnOf(peer.description)) return;
    this.answered = true;
    clearTimeout(this.timer);
    if (answer.elsewhere) return this.on.elsewhere?.();
    if (answer.gone) return this.offerAnew();
    this.theirs = originOf(answer);
    try {
      await peer.take(answer);
      this.become("answered");
    } catch {
      if (peer === this.link.peer) await this.offerAnew();
    }
  }

  add(candidate: RTCIceCandidateInit): void {
    this.link.peer?.add(candidate);
  }

  async send(tracks: Tracks): Promise<void> {
    await this.link.send(tracks);
  }

  cap(rung: number): Promise<void> {
    return this.link.cap(rung);
  }

  tell(note: Note): void {
    this.link.peer?.tell(note);
  }

  received(): Promise<Sample> | undefined {
    return this.link.peer?.sample();
  }

  end(): void {
    this.tell({ kind: "leave" });
    this.stop();
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.link.close();
    this.become("ended");
  }

  private become(event: CallEvent): void {
    const after = next(this.phase, event);
    if (after === this.phase) return;
    this.phase = after;
    if (after === "connecting") this.link.watch();
    if (after === "talking") {
      this.answeredTries = 0;
      this.link.begin();
    }
    this.on.phase(after);
  }

  private miss(silentFor: number): void {
    this.become("dropped");
    this.mend(silentFor);
  }

  /** Nothing comes at one of the two ends: decide what may help. */
  private mend(silentFor: number): void {
    const help = remedy({ silentFor, sinceTry: performance.now() - this.triedAt, answered: this.answeredTries });
    if (help === "restart") void this.restart();
    if (help === "anew") void this.offerAnew();
  }

  private async restart(): Promise<void> {
    const peer = this.link.peer;
    // An offer that was never answered is being repeated; there is no way yet that could be renewed.
    if (!peer || this.theirs === undefined) return;
    this.triedAt = performance.now();
    if (this.answered) this.answeredTries += 1;
    const way = await this.ways.relays.fresh();
    if (peer !== this.link.peer) return;
    try {
      await peer.restart(way);
    } catch {
      return this.offerAnew();
    }
    if (peer !== this.link.peer) return;
    this.answered = false;
    this.repeat(peer);
  }

  private async offerAnew(): Promise<void> {
    clearTimeout(this.timer);
    this.triedAt = performance.now();
    this.theirs = undefined;
    this.answeredTries = 0;
    const { relays, make } = this.ways;
    const way = this.phase === "reconnecting" ? await relays.fresh() : relays.way;
    if (this.phase === "over") return;
    const peer: Peer = new Peer(way, this.link.sending, this.link.rung, this.listen(() => peer), make);
    this.link.use(peer);
    this.answered = false;
    try {
      await peer.offer();
    } catch (error) {
      if (peer === this.link.peer) throw error;
    }
    if (peer !== this.link.peer) return;
    this.on.stream(peer.stream);
    this.repeat(peer);
  }

  /** Who comes late to the door, or has loaded the page again, has missed the offers before. */
  private repeat(peer: Peer): void {
    clearTimeout(this.timer);
    if (peer !== this.link.peer || this.answered) return;
    const { opened } = this.ways;
    this.line.offer({ ...peer.description, ...(opened && { opened }), ...(this.theirs === undefined ? {} : { continues: this.theirs }) });
    this.timer = setTimeout(() => this.repeat(peer), repeatAfter);
  }

  private listen(mine: () => Peer) {
    const current = (work: () => void) => () => void (mine() === this.link.peer && work());
    return {
      candidate: (candidate: RTCIceCandidateInit) => void (mine() === this.link.peer && this.line.candidate(candidate)),
      connected: current(() => this.become("connected")),
      failed: current(() => this.become("dropped")),
      gone: current(() => {
        this.become("dropped");
        void this.offerAnew();
      }),
      note: (note: Note) => {
        if (mine() === this.link.peer) this.hear(note);
      },
      ready: current(() => {
        this.link.greet();
        this.on.ready();
      }),
    };
  }

  private hear(note: Note): void {
    if (this.link.take(note)) return;
    if (note.kind === "silent") this.mend(restartAfter);
    else this.on.note(note);
    if (note.kind === "end") this.stop();
  }
}
