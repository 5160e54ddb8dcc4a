/** Relays and how long their credentials hold: a new way that is looked for later than that needs fresh ones. */
import type { Way } from "./peer";

const goodFor = 240_000;
/** A call that is down does not wait longer than this for a server that may be down too. */
const patience = 2000;

export class Relays {
  private servers: RTCIceServer[] = [];
  private since = -Infinity;

  /** renew: asks the API for a line, which tells `take`.   relayOnly: whether this person wants no address told. */
  constructor(private readonly renew: () => Promise<unknown>, private readonly relayOnly: () => boolean) {}

  take(servers: RTCIceServer[]): void {
    this.servers = servers;
    this.since = performance.now();
  }

  /** What is known now. */
  get way(): Way {
    return { servers: this.servers, relayOnly: this.relayOnly() };
  }

  /** Whether only a relay is wanted and there is none: then no call can come about. */
  get missing(): boolean {
    return this.relayOnly() && !this.servers.length;
  }

  /** The same, with credentials that still hold where they could be had in time. */
  async fresh(): Promise<Way> {
    if (performance.now() - this.since > goodFor) {
      await Promise.race([this.renew().catch(() => undefined), new Promise((pass) => setTimeout(pass, patience))]);
    }
    return this.way;
  }
}
