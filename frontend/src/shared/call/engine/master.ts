/**
 * The answering end: answers offers of whoever was let in, and of nobody else. The channel is the therapist's own and outlives a session,
 * so an offer may come from a page of an earlier one: ids the waiting room does not show are ignored and counted.
 */
import type { Answer, Offer } from "./line";
import { Link, type LinkEvents } from "./link";
import { next, type CallEvent, type Phase } from "./machine";
import type { Note } from "./notes";
import { originOf, turnOf } from "./origin";
import { type MakeConnection, Peer, type Tracks } from "./peer";
import type { Relays } from "./relays";
import type { Sample } from "./stats";

/** Each event of a link, told with whose it is. */
type Told<Events> = { [Name in keyof Events]: Events[Name] extends (...given: infer Given) => void ? (viewer: string, ...given: Given) => void : never };

interface MasterEvents extends Told<Omit<LinkEvents, "silent" | "heard">> {
  phase(viewer: string, phase: Phase): void;
  stream(viewer: string, stream: MediaStream): void;
  note(viewer: string, note: Note): void;
  ready(viewer: string): void;
  /** A known viewer who waits has made itself heard. */
  heard(viewer: string): void;
  /** Somebody offers whom the waiting room has not shown yet. */
  unknown(viewer: string): void;
}

/** The way an answer takes to the other side. */
interface AnswerLine {
  answer(answer: Answer, to: string): void;
  candidate(candidate: RTCIceCandidateInit, to: string): void;
}

interface MasterWays {
  relays: Relays;
  make?: MakeConnection | undefined;
  /** This end's name in the digits both compare. */
  name?: string;
}

interface Guest {
  phase: Phase;
  admitted: boolean;
  link: Link;
  /** The last offer that waits for admission and what has come after it. */
  offer?: Offer | undefined;
  candidates: RTCIceCandidateInit[];
  /** The last offer that was taken, and whether its answer has gone out. */
  origin?: string | undefined;
  turn: number;
  answered: boolean;
  /** One description after the other. */
  busy: Promise<void>;
  /** When the latest of their pages was opened: somebody may have one on each of two devices. */
  opened: number;
}

const mostCandidates = 50;
/** As many as a channel has room for. */
const mostStrangers = 10;

export class Master {
  /** Viewer ids that are of no one in this session, or of somebody the waiting room has not shown yet, with what they offered last. */
  readonly strangers = new Map<string, Offer>();
  private readonly guests = new Map<string, Guest>();

  constructor(private readonly line: AnswerLine, private readonly ways: MasterWays, private tracks: Tracks, private readonly on: MasterEvents) {}

  /** Let this viewer's offers count from now on. */
  know(viewer: string): void {
    if (this.guests.has(viewer)) return;
    const guest = this.guest(viewer);
    this.guests.set(viewer, guest);
    guest.offer = this.strangers.get(viewer);
    guest.opened = guest.offer?.opened ?? 0;
    this.strangers.delete(viewer);
    if (guest.offer) this.on.heard(viewer);
  }

  /** Answer this viewer: now if an offer is here, else as soon as one comes. */
  async admit(viewer: string): Promise<void> {
    this.know(viewer);
    const guest = this.guests.get(viewer)!;
    guest.admitted = true;
    if (guest.offer && !guest.link.peer) await this.begin(viewer, guest, guest.offer);
  }

  async takeOffer(offer: Offer, viewer: string): Promise<void> {
    const guest = this.guests.get(viewer);
    if (!guest) {
      if (this.strangers.size < mostStrangers) this.strangers.set(viewer, offer);
      this.on.unknown(viewer);
      return;
    }
    const { opened = guest.opened } = offer;
    // Two pages that both went on would take the line from each other for ever.
    if (opened < guest.opened) return this.refer(viewer, offer, { elsewhere: true });
    guest.opened = opened;
    if (guest.link.peer && guest.origin === originOf(offer)) return this.hearAgain(viewer, guest, offer);
    guest.offer = offer;
    guest.candidates = [];
    if (guest.admitted) await this.begin(viewer, guest, offer);
    else this.on.heard(viewer);
  }

  add(candidate: RTCIceCandidateInit, viewer: string): void {
    const guest = this.guests.get(viewer);
    if (!guest) return;
    if (guest.link.peer && !guest.offer) guest.link.peer.add(candidate);
    else if (guest.candidates.length < mostCandidates) guest.candidates.push(candidate);
  }

  async send(tracks: Tracks): Promise<void> {
    this.tracks = tracks;
    await Promise.all([...this.guests.values()].map((guest) => guest.link.send(tracks)));
  }

  async cap(rung: number): Promise<void> {
    await Promise.all([...this.guests.values()].map((guest) => guest.link.cap(rung)));
  }

  tell(note: Note, viewer?: string): void {
    if (viewer) this.guests.get(viewer)?.link.peer?.tell(note);
    else this.guests.forEach((guest) => guest.link.peer?.tell(note));
  }

  /** Hang up on one of them. Who left, or was left, on purpose is let in again on purpose. */
  leave(viewer: string): void {
    const guest = this.guests.get(viewer);
    if (guest) this.depart(viewer, guest);
  }

  /** Tell of every gap under way now, before all is counted. */
  settle(): void {
    this.guests.forEach((guest) => guest.link.settle());
  }

  saving(viewer: string): boolean {
    return this.guests.get(viewer)?.link.saving ?? false;
  }

  received(viewer: string): Promise<Sample> | undefined {
    return this.guests.get(viewer)?.link.peer?.sample();
  }

  /** Hang up and tell everybody that the session is over, or only go where `note` is left out. */
  end(note?: Note): void {
    if (note) this.tell(note);
    this.guests.forEach((guest, viewer) => {
      guest.link.close();
      this.become(viewer, guest, "ended");
    });
    this.guests.clear();
  }

  private guest(viewer: string): Guest {
    const { on } = this;
    const link = new Link({ own: this.ways.name ?? "therapist", other: viewer }, this.tracks, {
      gap: (gap) => on.gap(viewer, gap),
      code: (code) => on.code(viewer, code),
      line: (word) => on.line(viewer, word),
      saving: (saving) => on.saving(viewer, saving),
      silent: () => {
        // The other side may hear us and know of nothing; it is the one that looks for another way.
        link.peer?.tell({ kind: "silent" });
        this.become(viewer, guest, "dropped");
      },
      heard: () => this.become(viewer, guest, "connected"),
    });
    const guest: Guest = { phase: "waiting", admitted: false, link, candidates: [], turn: 0, answered: false, busy: Promise.resolve(), opened: 0 };
    return guest;
  }

  private become(viewer: string, guest: Guest, event: CallEvent): void {
    const after = next(guest.phase, event);
    if (after === guest.phase) return;
    guest.phase = after;
    if (after === "connecting") guest.link.watch();
    if (after === "talking") guest.link.begin();
    this.on.phase(viewer, after);
  }

  /** The same page asks again: our answer has not arrived, or it looks for a new way. */
  private async hearAgain(viewer: string, guest: Guest, offer: Offer): Promise<void> {
    const turn = turnOf(offer);
    if (turn === guest.turn && guest.answered) this.answerNow(viewer, guest);
    if (turn <= guest.turn) return;
    guest.turn = turn;
    guest.answered = false;
    const way = await this.ways.relays.fresh();
    const { peer } = guest.link;
    if (!peer || guest.turn !== turn) return;
    peer.renew(way);
    await this.answer(viewer, guest, peer, offer);
  }

  /** A new page, or one that begins anew. */
  private async begin(viewer: string, guest: Guest, offer: Offer): Promise<void> {
    guest.offer = undefined;
    if (offer.continues) return this.refer(viewer, offer, { gone: true });
    const peer: Peer = new Peer(this.ways.relays.way, guest.link.sending, guest.link.rung, this.listen(viewer, guest, () => peer), this.ways.make);
    guest.link.use(peer);
    Object.assign(guest, { origin: originOf(offer), turn: turnOf(offer), answered: false });
    guest.candidates.splice(0).forEach((candidate) => peer.add(candidate));
    this.on.stream(viewer, peer.stream);
    await this.answer(viewer, guest, peer, offer);
  }

  /** An answer without a description: why there is none. */
  private refer(viewer: string, offer: Offer, why: Pick<Answer, "gone" | "elsewhere">): void {
    this.line.answer({ type: "answer", sdp: "", origin: originOf(offer), turn: turnOf(offer), ...why }, viewer);
  }

  private answer(viewer: string, guest: Guest, peer: Peer, offer: Offer): Promise<void> {
    const turn = turnOf(offer);
    guest.busy = guest.busy
      .then(async () => {
        if (guest.link.peer !== peer || guest.turn !== turn) return;
        await peer.answerTo(offer);
        if (guest.link.peer !== peer || guest.turn !== turn) return;
        guest.answered = true;
        this.answerNow(viewer, guest);
        this.become(viewer, guest, "answered");
      })
      // An offer that cannot be taken stays unanswered, and the viewer begins anew.
      .catch(() => undefined);
    return guest.busy;
  }

  private answerNow(viewer: string, guest: Guest): void {
    const { peer } = guest.link;
    if (peer) this.line.answer({ ...peer.description, origin: guest.origin!, turn: guest.turn }, viewer);
  }

  private listen(viewer: string, guest: Guest, mine: () => Peer) {
    const current = (work: () => void) => () => void (guest.link.peer === mine() && work());
    return {
      candidate: (candidate: RTCIceCandidateInit) => void (guest.link.peer === mine() && this.line.candidate(candidate, viewer)),
      connected: current(() => this.become(viewer, guest, "connected")),
      // The client offers anew; nothing is to be done here but say so.
      failed: current(() => this.become(viewer, guest, "dropped")),
      gone: current(() => this.become(viewer, guest, "dropped")),
      note: (note: Note) => {
        if (guest.link.peer === mine()) this.hear(viewer, guest, note);
      },
      ready: current(() => {
        guest.link.greet();
        this.on.ready(viewer);
      }),
    };
  }

  private hear(viewer: string, guest: Guest, note: Note): void {
    if (guest.link.take(note)) return;
    this.on.note(viewer, note);
    if (note.kind === "leave") this.depart(viewer, guest);
  }

  private depart(viewer: string, guest: Guest): void {
    guest.link.pause();
    guest.link.use(undefined);
    Object.assign(guest, { origin: undefined, offer: undefined, admitted: false });
    this.become(viewer, guest, "left");
  }
}
