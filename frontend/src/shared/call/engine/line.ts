/**
 * The signalling line: the official SDK's client, kept open. Its socket lives an hour at most and is closed after ten idle minutes, so it
 * drops in every long session: media goes on, and each reopening takes a fresh URL from join().
 */
import { Role, SignalingClient } from "amazon-kinesis-video-streams-webrtc";
import { Outbox } from "./outbox";

/** The API's answer to a join. */
export interface Joined {
  role: "MASTER" | "VIEWER";
  client_id: string | null;
  channel_arn: string;
  url: string;
  ice_servers: RTCIceServer[];
  expires_in: number;
  since: string | null;
}

/**
 * An offer. continues: the answering page's session id where this looks for a new way to the same page. opened: when the offering page was,
 * by the API's clock: of several pages of one person the latest counts.
 */
export type Offer = RTCSessionDescriptionInit & { continues?: string; opened?: number };

/**
 * An answer, and which offer it answers (see originOf and turnOf): one to an offer that was given up must not meet the next.
 * gone: the page that the offer continues is not there any more, so this holds no description and the viewer begins anew.
 * elsewhere: the same person has gone on in a page they opened later, so this holds none either and the viewer stops.
 */
export type Answer = RTCSessionDescriptionInit & { origin: string; turn: number; gone?: boolean; elsewhere?: boolean };

interface LineEvents {
  offer(description: Offer, from: string): void;
  answer(description: Answer): void;
  candidate(candidate: RTCIceCandidateInit, from: string): void;
  /** The socket is open, for the first time or again. */
  opened(): void;
  /** join() was refused for good: the session is over or not to be joined. */
  refused(error: unknown): void;
}

/** What the rest of the call needs of a line; `to` names the viewer and is left out by one. */
export interface Line {
  offer(description: Offer): void;
  answer(description: Answer, to: string): void;
  candidate(candidate: RTCIceCandidateInit, to?: string): void;
  close(): void;
}

interface LineOptions {
  first: Joined;
  join: () => Promise<Joined>;
  /** Whether a failed join is worth repeating (no network, a busy server). */
  passing: (error: unknown) => boolean;
  on: LineEvents;
}

const longestPause = 15_000;
/** A socket that has not opened or not confirmed a message by then is dead, whatever it says of itself. */
const deadAfter = 10_000;
/** A URL is used only while it surely still opens. */
const margin = 30_000;

/** Open a line and keep it open until `close`. */
export function openLine({ first, join, passing, on }: LineOptions): Line {
  let held: Joined | undefined = first;
  const usableUntil = performance.now() + first.expires_in * 1000 - margin;
  let pause = 500;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let alarm: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  async function freshUrl(): Promise<string> {
    const joined = held && performance.now() < usableUntil ? held : await join();
    held = undefined;
    return joined.url;
  }

  const getSignedURL = () =>
    freshUrl().catch((error: unknown) => {
      if (!passing(error)) {
        close();
        on.refused(error);
      }
      throw error;
    });

  const client = new SignalingClient({
    role: first.role === "MASTER" ? Role.MASTER : Role.VIEWER,
    clientId: first.client_id ?? undefined,
    channelARN: first.channel_arn,
    region: first.channel_arn.split(":")[3]!,
    channelEndpoint: new URL(first.url).origin,
    requestSigner: { getSignedURL },
  });
  const outbox = new Outbox({ wait: (work, ms) => setTimeout(work, ms), clock: () => performance.now() });

  /** Close unless the service makes itself heard in time; the end of a network is not told to a socket. */
  function expectAnswer(): void {
    alarm ??= setTimeout(() => client.close(), deadAfter);
  }

  function answered(): void {
    clearTimeout(alarm);
    alarm = undefined;
  }

  function open(): void {
    expectAnswer();
    client.open();
  }

  client.on("statusResponse", answered);
  client.on("open", () => {
    answered();
    pause = 500;
    outbox.open();
    on.opened();
  });
  // Without this a failing signer leaves the client in "connecting" for ever.
  client.on("error", () => client.close());
  client.on("close", () => {
    answered();
    outbox.shut();
    if (closed) return;
    timer = setTimeout(open, pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, longestPause);
  });
  client.on("sdpOffer", (description: Offer, from: string) => on.offer(description, from));
  client.on("sdpAnswer", (description: Answer) => on.answer(description));
  client.on("iceCandidate", (candidate: RTCIceCandidateInit, from: string) => on.candidate(candidate, from));

  function close(): void {
    closed = true;
    clearTimeout(timer);
    answered();
    outbox.shut();
    client.close();
  }

  // The service confirms or refuses a message only where it carries an id.
  function withId(send: (id: string) => void): () => void {
    return () => {
      expectAnswer();
      send(crypto.randomUUID());
    };
  }
  open();
  return {
    offer: (description) => outbox.put("sdp", withId((id) => client.sendSdpOffer(description as RTCSessionDescription, undefined, id)), "offer"),
    answer: (description, to) => outbox.put("sdp", withId((id) => client.sendSdpAnswer(description as unknown as RTCSessionDescription, to, id)), `answer ${to}`),
    candidate: (candidate, to) => outbox.put("ice", withId((id) => client.sendIceCandidate(candidate as RTCIceCandidate, to, id))),
    close,
  };
}
