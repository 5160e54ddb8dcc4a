/**
 * One connection to one other browser. Sound and picture have a fixed place each from the start, so that camera and microphone come and go
 * without a new offer; a small data channel tells the other side what cannot be seen in the media.
 */
import { preferSmallOffer } from "./codecs";

/** What goes over the data channel. */
export type Note = { kind: "state"; camera: boolean; sound: boolean } | { kind: "leave" } | { kind: "end" };

export interface PeerEvents {
  candidate(candidate: RTCIceCandidateInit): void;
  connected(): void;
  /** The connection failed, or nothing has come through for some seconds. */
  dropped(): void;
  note(note: Note): void;
  /** The data channel is open: say how things stand. */
  ready(): void;
}

export interface Tracks {
  audio: MediaStreamTrack | null;
  video: MediaStreamTrack | null;
}

export type MakeConnection = (config: RTCConfiguration) => RTCPeerConnection;

/** How long a connection may be quiet before it counts as lost. */
const patience = 3000;

export class Peer {
  /** What comes from the other side. */
  readonly stream = new MediaStream();
  private readonly connection: RTCPeerConnection;
  private readonly notes: RTCDataChannel;
  private remote: Promise<void> | undefined;
  private early: RTCIceCandidateInit[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(iceServers: RTCIceServer[], private tracks: Tracks, private readonly on: PeerEvents, make: MakeConnection = (config) => new RTCPeerConnection(config)) {
    this.connection = make({ iceServers, bundlePolicy: "max-bundle" });
    this.notes = this.connection.createDataChannel("notes", { negotiated: true, id: 0 });
    this.notes.onopen = () => on.ready();
    // A page that is closed takes its channel along at once; the connection itself notices only after some ten seconds.
    this.notes.onclose = () => this.closed || on.dropped();
    this.notes.onmessage = (event: MessageEvent<string>) => this.read(event.data);
    this.connection.ontrack = (event) => this.stream.addTrack(event.track);
    this.connection.onicecandidate = (event) => event.candidate && on.candidate(event.candidate.toJSON());
    this.connection.onconnectionstatechange = () => this.watch();
  }

  /** The viewer's part: an offer with a place for sound and one for picture. */
  async offer(): Promise<void> {
    for (const kind of ["audio", "video"] as const) {
      const place = this.connection.addTransceiver(kind, { direction: "sendrecv" });
      preferSmallOffer(place, kind);
      await place.sender.replaceTrack(this.tracks[kind]);
    }
    await this.connection.setLocalDescription(await this.connection.createOffer());
  }

  /** The offer as it stands now, with the candidates found so far. */
  get description(): RTCSessionDescriptionInit {
    return this.connection.localDescription!.toJSON() as RTCSessionDescriptionInit;
  }

  /** The master's part: take an offer and make the answer. */
  async answerTo(offer: RTCSessionDescriptionInit): Promise<RTCSessionDescriptionInit> {
    await this.take(offer);
    for (const place of this.connection.getTransceivers()) {
      place.direction = "sendrecv";
      await place.sender.replaceTrack(this.tracks[place.receiver.track.kind as "audio" | "video"]);
    }
    await this.connection.setLocalDescription(await this.connection.createAnswer());
    return this.description;
  }

  /** Take the other side's description. Candidates that come with it wait for it. */
  async take(description: RTCSessionDescriptionInit): Promise<void> {
    this.remote = this.connection.setRemoteDescription(description);
    await this.remote;
    this.early.splice(0).forEach((candidate) => this.add(candidate));
  }

  add(candidate: RTCIceCandidateInit): void {
    if (!this.remote) {
      this.early.push(candidate);
      return;
    }
    // A candidate of an earlier description is of no use and no harm.
    this.remote.then(() => this.connection.addIceCandidate(candidate)).catch(() => undefined);
  }

  /** Send another microphone or camera, or none. */
  async send(tracks: Tracks): Promise<void> {
    this.tracks = tracks;
    const kinds = ["audio", "video"] as const;
    await Promise.all(this.connection.getTransceivers().map((place, index) => place.sender.replaceTrack(tracks[kinds[index]!])));
  }

  tell(note: Note): void {
    if (this.notes.readyState === "open") this.notes.send(JSON.stringify(note));
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.connection.onconnectionstatechange = null;
    this.connection.close();
  }

  /** Counters of what has arrived, for the indicator and for tests. */
  async received(): Promise<{ frames: number; soundBytes: number }> {
    const found = { frames: 0, soundBytes: 0 };
    (await this.connection.getStats()).forEach((report: { type: string; kind?: string; framesDecoded?: number; bytesReceived?: number }) => {
      if (report.type !== "inbound-rtp") return;
      if (report.kind === "video") found.frames += report.framesDecoded ?? 0;
      else found.soundBytes += report.bytesReceived ?? 0;
    });
    return found;
  }

  private read(text: string): void {
    try {
      this.on.note(JSON.parse(text) as Note);
    } catch {
      // Not ours.
    }
  }

  private watch(): void {
    clearTimeout(this.timer);
    const state = this.connection.connectionState;
    if (state === "connected") this.on.connected();
    else if (state === "failed") this.on.dropped();
    // A short gap mends itself; a new offer would make it longer.
    else if (state === "disconnected") this.timer = setTimeout(() => this.on.dropped(), patience);
  }
}
