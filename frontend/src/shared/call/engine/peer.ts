/**
 * One connection to one other browser. Sound and picture have a fixed place each from the start, so that camera and microphone come and go
 * without a new offer; a small data channel tells the other side what cannot be seen in the media.
 */
import { preferSmallOffer } from "./codecs";
import { type Rung, soundKbps } from "./ladder";
import { type Note, readNote } from "./notes";
import { type Fingerprints, fingerprintsOf, onlyPrint, type Sample, sampleOf } from "./stats";

interface PeerEvents {
  candidate(candidate: RTCIceCandidateInit): void;
  connected(): void;
  /** The connection cannot find a way; a new one may be found. */
  failed(): void;
  /** The other page has gone: only a new connection helps. */
  gone(): void;
  note(note: Note): void;
  /** The data channel is open: say how things stand. */
  ready(): void;
}

export interface Tracks {
  audio: MediaStreamTrack | null;
  video: MediaStreamTrack | null;
}

/** servers: relays. relayOnly: never tell the other side an address of this device. */
export interface Way {
  servers: RTCIceServer[];
  relayOnly: boolean;
}

export type MakeConnection = (config: RTCConfiguration) => RTCPeerConnection;

const kinds = ["audio", "video"] as const;
type Kind = (typeof kinds)[number];

function configOf({ servers, relayOnly }: Way): RTCConfiguration {
  return { iceServers: servers, bundlePolicy: "max-bundle", iceTransportPolicy: relayOnly ? "relay" : "all" };
}

export class Peer {
  /** What comes from the other side. */
  readonly stream = new MediaStream();
  private readonly connection: RTCPeerConnection;
  private readonly notes: RTCDataChannel;
  private readonly pulse: RTCDataChannel;
  private remote: Promise<void> | undefined;
  private early: RTCIceCandidateInit[] = [];
  private closed = false;

  /** rung: what is sent at most from the first picture on; a limit set later would make the encoder begin anew. */
  constructor(way: Way, private tracks: Tracks, private rung: Rung, private readonly on: PeerEvents, make: MakeConnection = (config) => new RTCPeerConnection(config)) {
    this.connection = make(configOf(way));
    this.notes = this.connection.createDataChannel("notes", { negotiated: true, id: 0 });
    // What is of this moment only, and of no use when it comes late.
    this.pulse = this.connection.createDataChannel("pulse", { negotiated: true, id: 1, ordered: false, maxPacketLifeTime: 500 });
    this.notes.onopen = () => on.ready();
    // A page that is closed takes its channel along at once; the connection itself notices only after some ten seconds.
    this.notes.onclose = () => this.closed || on.gone();
    this.notes.onmessage = this.pulse.onmessage = (event: MessageEvent<string>) => this.read(event.data);
    this.connection.ontrack = (event) => this.stream.addTrack(event.track);
    this.connection.onicecandidate = (event) => event.candidate && on.candidate(event.candidate.toJSON());
    this.connection.onconnectionstatechange = () => this.watch();
  }

  /** The viewer's part: an offer with a place for sound and one for picture. */
  async offer(): Promise<void> {
    for (const kind of kinds) {
      const place = this.connection.addTransceiver(kind, { direction: "sendrecv", sendEncodings: [encodingOf(kind, this.rung)] });
      preferSmallOffer(place, kind);
      await place.sender.replaceTrack(this.tracks[kind]);
    }
    await this.connection.setLocalDescription(await this.connection.createOffer());
  }

  /** The viewer's part: look for another way between the same two pages. Keys and certificates stay. */
  async restart(way: Way): Promise<void> {
    this.renew(way);
    await this.connection.setLocalDescription(await this.connection.createOffer({ iceRestart: true }));
  }

  /** Use these relays for the next way that is looked for. */
  renew(way: Way): void {
    this.connection.setConfiguration(configOf(way));
  }

  /** This side's description as it stands now, with the candidates found so far. */
  get description(): RTCSessionDescriptionInit {
    return this.connection.localDescription!.toJSON() as RTCSessionDescriptionInit;
  }

  /** The master's part: take an offer and make the answer. */
  async answerTo(offer: RTCSessionDescriptionInit): Promise<RTCSessionDescriptionInit> {
    await this.take(offer);
    for (const place of this.connection.getTransceivers()) {
      const kind = place.receiver.track.kind as Kind;
      place.direction = "sendrecv";
      await place.sender.replaceTrack(this.tracks[kind]);
      // A browser that takes no limit still takes the call.
      await setFirst(place.sender, encodingOf(kind, this.rung)).catch(() => undefined);
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
    if (!this.remote || this.connection.signalingState === "have-local-offer") {
      this.early.push(candidate);
      return;
    }
    // A candidate of an earlier description is of no use and no harm.
    this.remote.then(() => this.connection.addIceCandidate(candidate)).catch(() => undefined);
  }

  /** Send another microphone or camera, or none. */
  async send(tracks: Tracks): Promise<void> {
    this.tracks = tracks;
    await Promise.all(this.connection.getTransceivers().map((place, index) => place.sender.replaceTrack(tracks[kinds[index]!])));
  }

  /** Send no more than this from now on. */
  async limit(rung: Rung): Promise<void> {
    if (rung === this.rung) return;
    this.rung = rung;
    const picture = this.connection.getTransceivers()[kinds.indexOf("video")];
    if (picture) await setFirst(picture.sender, encodingOf("video", rung));
  }

  tell(note: Note): void {
    const channel = note.kind === "beat" || note.kind === "silent" ? this.pulse : this.notes;
    if (channel.readyState === "open") channel.send(JSON.stringify(note));
  }

  close(): void {
    this.closed = true;
    this.connection.onconnectionstatechange = null;
    this.connection.close();
  }

  async sample(): Promise<Sample> {
    return sampleOf(await this.connection.getStats());
  }

  async fingerprints(): Promise<Fingerprints | null> {
    const { own = onlyPrint(this.connection.localDescription?.sdp), other = await this.metPrint() } = fingerprintsOf(await this.connection.getStats());
    return own && other ? { own, other } : null;
  }

  /** Of the certificate the other side really showed, hashed here; where the browser does not show it, the one it was held against. */
  private async metPrint(): Promise<string | undefined> {
    const transport = this.connection.getTransceivers()[0]?.sender.transport as Partial<RTCDtlsTransport> | null | undefined;
    if (!transport?.getRemoteCertificates) return onlyPrint(this.connection.currentRemoteDescription?.sdp);
    const shown = transport.getRemoteCertificates()[0];
    if (!shown) return undefined;
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", shown));
    return [...hash].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":");
  }

  private read(text: string): void {
    const note = readNote(text);
    if (note) this.on.note(note);
  }

  private watch(): void {
    const state = this.connection.connectionState;
    if (state === "connected") this.on.connected();
    else if (state === "failed") this.on.failed();
  }
}

/** Where no picture is sent there is nothing of it to limit. */
function encodingOf(kind: Kind, { kbps, scale, fps }: Rung): RTCRtpEncodingParameters {
  if (kind === "audio") return { maxBitrate: soundKbps * 1000 };
  return kbps ? { maxBitrate: kbps * 1000, scaleResolutionDownBy: scale, maxFramerate: fps } : {};
}

async function setFirst(sender: RTCRtpSender, wanted: RTCRtpEncodingParameters): Promise<void> {
  const parameters = sender.getParameters();
  if (!parameters.encodings?.length) return;
  Object.assign(parameters.encodings[0]!, wanted);
  await sender.setParameters(parameters);
}
