/**
 * Clients with each other, in a session of three or four: one connection for each pair, found over the therapist's data channels and over
 * nothing else, so nobody meets whom the therapist did not let in. Without the therapist these links are silent and dark.
 */
import { shared } from "./ladder";
import type { Answer, Offer } from "./line";
import type { Phase } from "./machine";
import { Master } from "./master";
import { type Note, type Passed, type Present, type Standing, standing } from "./notes";
import type { MakeConnection, Tracks } from "./peer";
import type { Relays } from "./relays";
import { Viewer } from "./viewer";

/** Another client, as this one sees and hears them. stream: null while the therapist is away. */
export interface Other extends Present {
  phase: Phase;
  stream: MediaStream | null;
  standing: Standing;
}

interface Kin extends Other {
  incoming: MediaStream | null;
  end: Viewer | Master;
}

const nothing: Tracks = { audio: null, video: null };

interface MeshParts {
  /** This viewer's own id. */
  own: string;
  relays: Relays;
  /** To the therapist. */
  tell: (note: Note) => void;
  standing: () => Standing;
  changed: (others: Other[]) => void;
  make?: MakeConnection | undefined;
}

export class Mesh {
  private readonly kin = new Map<string, Kin>();
  private paused = false;

  constructor(private readonly parts: MeshParts, private tracks: Tracks) {}

  /** Who is in the session now, this viewer among them. */
  async meet(people: Present[]): Promise<void> {
    const others = people.filter(({ id }) => id !== this.parts.own);
    for (const id of [...this.kin.keys()]) if (!others.some((other) => other.id === id)) this.part(id);
    const fresh = others.filter(({ id }) => !this.kin.has(id));
    fresh.forEach((other) => this.kin.set(other.id, this.linkTo(other)));
    this.tellChange();
    await Promise.all(fresh.map(({ id }) => this.open(id)));
  }

  /** A message another client sent through the therapist. */
  async take(from: string, message: Passed): Promise<void> {
    const end = this.kin.get(from)?.end;
    if (!end) return;
    if (message.kind === "candidate") end.add(message.candidate, from);
    else if (message.kind === "offer" && end instanceof Master) await end.takeOffer(message.description as Offer, from);
    else if (message.kind === "answer" && end instanceof Viewer) await end.take(message.description as Answer);
  }

  async send(tracks: Tracks): Promise<void> {
    this.tracks = tracks;
    if (!this.paused) await this.sendAll(tracks);
  }

  /** The therapist is away, or back. */
  async pause(paused: boolean): Promise<void> {
    if (this.paused === paused) return;
    this.paused = paused;
    this.tellChange();
    await this.sendAll(paused ? nothing : this.tracks);
  }

  /** Say to the others how this person's sound and picture stand. */
  tellStanding(): void {
    this.kin.forEach(({ end }) => end.tell({ kind: "state", ...this.parts.standing() }));
  }

  close(): void {
    [...this.kin.keys()].forEach((id) => this.part(id));
    this.tellChange();
  }

  private sendAll(tracks: Tracks): Promise<unknown> {
    return Promise.all([...this.kin.values()].map(({ end }) => end.send(tracks)));
  }

  private part(id: string): void {
    this.kin.get(id)?.end.end();
    this.kin.delete(id);
  }

  private async open(id: string): Promise<void> {
    const kin = this.kin.get(id);
    if (!kin) return;
    if (kin.end instanceof Viewer) await kin.end.start();
    else await kin.end.admit(id);
    await kin.end.cap(shared);
  }

  /** Of each two, the one whose id comes first offers. */
  private linkTo(other: Present): Kin {
    const { own, relays, make } = this.parts;
    const { id } = other;
    const tracks = this.paused ? nothing : this.tracks;
    const pass = (message: Passed) => this.parts.tell({ kind: "pass", to: id, from: own, message });
    const line = {
      offer: (description: Offer) => pass({ kind: "offer", description }),
      answer: (description: Answer) => pass({ kind: "answer", description }),
      candidate: (candidate: RTCIceCandidateInit) => pass({ kind: "candidate", candidate }),
    };
    const end =
      own < id
        ? new Viewer(line, { relays, ends: { own, other: id }, make }, tracks, this.eventsOf(id))
        : new Master(line, { relays, name: own, make }, tracks, told(this.eventsOf(id), () => void this.open(id)));
    return { ...other, phase: "waiting", stream: null, incoming: null, standing, end };
  }

  private eventsOf(id: string) {
    const ignored = () => undefined;
    return {
      phase: (phase: Phase) => this.change(id, { phase }),
      stream: (incoming: MediaStream) => this.change(id, { incoming }),
      note: (note: Note) => void (note.kind === "state" && this.change(id, { standing: note })),
      ready: () => this.tellStanding(),
      gap: ignored,
      code: ignored,
      line: ignored,
      saving: ignored,
    };
  }

  private change(id: string, part: Partial<Kin>): void {
    const kin = this.kin.get(id);
    if (kin) Object.assign(kin, part);
    this.tellChange();
  }

  private tellChange(): void {
    this.parts.changed(
      [...this.kin.values()].map(({ id, name, phase, incoming, standing }) => ({ id, name, phase, standing, stream: this.paused ? null : incoming })),
    );
  }
}

/** The same events for an end that tells whose they are: here it is always the same one, whom the therapist has let in. */
function told(events: ReturnType<Mesh["eventsOf"]>, letIn: () => void) {
  return {
    phase: (_: string, phase: Phase) => events.phase(phase),
    stream: (_: string, stream: MediaStream) => events.stream(stream),
    note: (_: string, note: Note) => events.note(note),
    ready: () => events.ready(),
    gap: events.gap,
    code: events.code,
    line: events.line,
    saving: events.saving,
    heard: letIn,
    unknown: () => undefined,
  };
}
