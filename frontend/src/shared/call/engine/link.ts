/**
 * What there is between two people in a session, over all the connections it takes: how long nothing came, how much the line carries, the
 * digits both compare. The connection of the moment is a Peer.
 */
import { now } from "../../api/now";
import { type Ends, Handshake } from "./code";
import { Ladder, type Rung, rungs, soundOnly, type Word, wordOf } from "./ladder";
import type { Note } from "./notes";
import type { Peer, Tracks } from "./peer";
import { droppedAfter } from "./remedy";
import { type Gap, Silence } from "./silence";
import type { Sample } from "./stats";

export interface LinkEvents {
  /** Nothing has come for so many milliseconds; told at each look while it lasts. */
  silent(milliseconds: number): void;
  heard(): void;
  /** A gap that has ended, by the API's clock. */
  gap(gap: Gap): void;
  /** The digits; undefined while there are none yet, null where the other side did not keep to the rules. */
  code(code: string | null | undefined): void;
  line(word: Word): void;
  /** Our picture is left out because the line is weak, or is sent again. */
  saving(saving: boolean): void;
}

const lookEvery = 500;
/** A connection that is only being made is given longer. */
const connectsWithin = 8000;
/** The line is judged every fourth look. */
const judgeEvery = 4;

export class Link {
  private current: Peer | undefined;
  private handshake: Handshake | undefined;
  /** The other side's part that came before ours began. */
  private early: Note[] = [];
  private readonly silence = new Silence();
  private readonly ladder = new Ladder();
  private timer: ReturnType<typeof setInterval> | undefined;
  private looks = 0;
  private freezes = 0;
  private dropped = false;
  private counting = false;

  constructor(private readonly ends: Ends, private tracks: Tracks, private readonly on: LinkEvents) {}

  get peer(): Peer | undefined {
    return this.current;
  }

  get saving(): boolean {
    return this.ladder.rung === soundOnly;
  }

  /** What a new connection is to send from the start. */
  get sending(): Tracks {
    return this.saving ? { ...this.tracks, video: null } : this.tracks;
  }

  /** At most how much of it. */
  get rung(): Rung {
    return rungs[this.ladder.rung]!;
  }

  /** Go on over this connection from now on, or over none. */
  use(peer: Peer | undefined): void {
    this.current?.close();
    this.current = peer;
    this.handshake = undefined;
    this.early = [];
    this.on.code(undefined);
  }

  /** The data channel is open: compare. */
  greet(): void {
    const peer = this.current;
    if (!peer) return;
    this.handshake = new Handshake({
      ends: this.ends,
      fingerprints: () => peer.fingerprints(),
      send: (note) => peer.tell(note),
      done: (code) => void (peer === this.current && this.on.code(code)),
    });
    this.early.splice(0).forEach((note) => void this.handshake?.take(note));
  }

  /** Take a note that is for the link itself; answers whether it was. */
  take(note: Note): boolean {
    if (note.kind === "beat") return true;
    if (note.kind !== "commit" && note.kind !== "reveal") return false;
    if (this.handshake) void this.handshake.take(note);
    else if (this.early.length < 2) this.early.push(note);
    return true;
  }

  /** A connection is being made: notice if it is not. */
  watch(): void {
    this.silence.begin(performance.now());
    this.timer ??= setInterval(() => void this.look(), lookEvery);
  }

  /** Media flows: what is missing from now on is lost. */
  begin(): void {
    this.watch();
    this.counting = true;
    this.dropped = false;
    void this.current?.limit(this.rung).catch(() => undefined);
  }

  /** Nobody is expected to be heard: somebody left on purpose. */
  pause(): void {
    this.silence.pause();
    this.counting = false;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  async send(tracks: Tracks): Promise<void> {
    this.tracks = tracks;
    await this.current?.send(this.sending);
  }

  /** The highest rung from now on. */
  async cap(rung: number): Promise<void> {
    this.ladder.cap(rung);
    await this.current?.limit(this.rung).catch(() => undefined);
  }

  /** Tell of the gap under way. */
  settle(): void {
    const gap = this.silence.open(performance.now());
    if (gap && this.counting) this.on.gap(byApi(gap));
  }

  close(): void {
    this.settle();
    this.pause();
    this.use(undefined);
  }

  private async look(): Promise<void> {
    const peer = this.current;
    const sample = peer && (await peer.sample().catch(() => undefined));
    if (peer !== this.current || !this.timer) return;
    if (!this.tracks.audio) peer?.tell({ kind: "beat" });
    this.listen(sample?.bytes ?? 0);
    this.looks += 1;
    if (peer && sample && this.looks % judgeEvery === 0 && !this.dropped) await this.judge(peer, sample);
  }

  private listen(bytes: number): void {
    const { silentFor, gap } = this.silence.read(bytes, performance.now());
    if (gap && this.counting) this.on.gap(byApi(gap));
    if (silentFor >= (this.counting ? droppedAfter : connectsWithin)) {
      this.dropped = true;
      this.on.silent(silentFor);
    } else if (this.dropped && silentFor === 0) {
      this.dropped = false;
      this.on.heard();
    }
  }

  private async judge(peer: Peer, sample: Sample): Promise<void> {
    const reading = { ...sample, freezes: Math.max(0, sample.freezes - this.freezes) };
    this.freezes = sample.freezes;
    const before = this.ladder.rung;
    const rung = this.tracks.video ? this.ladder.step(reading) : before;
    this.on.line(wordOf(reading, rung));
    if (rung === before) return;
    await peer.limit(this.rung).catch(() => undefined);
    if (rung !== soundOnly && before !== soundOnly) return;
    await peer.send(this.sending);
    this.on.saving(this.saving);
  }
}

/** A stretch of the page's own clock by the API's. */
function byApi({ from, to }: Gap): Gap {
  const shift = now() - performance.now();
  return { from: from + shift, to: to + shift };
}
