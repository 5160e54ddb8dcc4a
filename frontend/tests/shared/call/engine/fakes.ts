/** Stand-ins for a browser's connection and for a signalling line. */
import type { Answer, Line, Offer } from "../../../../src/shared/call/engine/line";
import { Relays } from "../../../../src/shared/call/engine/relays";

let numbers = 100;

export class FakeConnection {
  static made: FakeConnection[] = [];
  connectionState = "new";
  localDescription: { sdp: string; type: string; toJSON(): RTCSessionDescriptionInit } | null = null;
  remote: RTCSessionDescriptionInit | null = null;
  added: RTCIceCandidateInit[] = [];
  closed = false;
  signalingState = "stable";
  config: RTCConfiguration = {};
  /** What getStats gives: total bytes received so far. */
  bytes = 0;
  channel = { readyState: "open", sent: [] as string[], send: (text: string) => void this.channel.sent.push(text), onopen: null, onclose: null as null | (() => void), onmessage: null as null | ((event: { data: string }) => void) };
  onconnectionstatechange: (() => void) | null = null;
  onicecandidate: ((event: { candidate: { toJSON(): RTCIceCandidateInit } | null }) => void) | null = null;
  ontrack: unknown = null;
  private readonly number = numbers++;
  private version = 1;
  private places: unknown[] = [];

  constructor() {
    FakeConnection.made.push(this);
  }

  createDataChannel() {
    return this.channel;
  }

  addTransceiver(kind: string) {
    const sender = { replaceTrack: async () => undefined, getParameters: () => ({ encodings: [{}] }), setParameters: async () => undefined };
    const place = { direction: "sendrecv", sender, receiver: { track: { kind } } };
    this.places.push(place);
    return place;
  }

  getTransceivers() {
    return this.places;
  }

  async createOffer() {
    return { type: "offer", sdp: this.sdp() };
  }

  async createAnswer() {
    return { type: "answer", sdp: this.sdp() };
  }

  setConfiguration(config: RTCConfiguration) {
    this.config = config;
  }

  async getStats() {
    return new Map([["t", { id: "t", type: "transport", bytesReceived: this.bytes }]]);
  }

  private sdp() {
    return `v=0\r\no=- ${this.number} ${++this.version} IN IP4 127.0.0.1\r\n`;
  }

  async setLocalDescription(given: { type: string; sdp: string }) {
    this.signalingState = given.type === "offer" ? "have-local-offer" : "stable";
    this.localDescription = { ...given, toJSON: () => given as RTCSessionDescriptionInit };
  }

  async setRemoteDescription(given: RTCSessionDescriptionInit) {
    if (given.sdp === "broken") throw new Error("broken");
    this.signalingState = "stable";
    this.remote = given;
  }

  async addIceCandidate(candidate: RTCIceCandidateInit) {
    this.added.push(candidate);
  }

  close() {
    this.closed = true;
  }

  become(state: string) {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  hear(note: unknown) {
    this.channel.onmessage?.({ data: JSON.stringify(note) });
  }
}

export const relays = () => new Relays(async () => undefined, () => false);

export const make = () => new FakeConnection() as unknown as RTCPeerConnection;

export class FakeLine implements Line {
  offers: Offer[] = [];
  answers: { description: Answer; to: string }[] = [];
  candidates: { candidate: RTCIceCandidateInit; to: string | undefined }[] = [];

  offer(description: Offer) {
    this.offers.push(description);
  }

  answer(description: Answer, to: string) {
    this.answers.push({ description, to });
  }

  candidate(candidate: RTCIceCandidateInit, to?: string) {
    this.candidates.push({ candidate, to });
  }

  close() {
    // Nothing is open.
  }
}

export const offerOf = (number: number, version = 2): Offer => ({ type: "offer", sdp: `v=0\r\no=- ${number} ${version} IN IP4 127.0.0.1\r\n` });
