/**
 * The six digits two people compare. Each side commits to a random number before it sees the other's, so somebody between the two, who
 * has a connection of their own with each, has one guess in a million for both sides to show the same: a code that depended on the
 * certificates alone could be matched by making certificates until it fits.
 */
import type { Note } from "./notes";
import type { Fingerprints } from "./stats";

/** own, other: names of the two ends that both of them know, different from each other. */
export interface Ends {
  own: string;
  other: string;
}

interface HandshakeParts {
  ends: Ends;
  fingerprints: () => Promise<Fingerprints | null>;
  send: (note: Note) => void;
  /** The digits; null where the other side did not keep to the rules. */
  done: (code: string | null) => void;
}

export class Handshake {
  private readonly nonce = hex(crypto.getRandomValues(new Uint8Array(32)));
  private theirCommitment: string | undefined;
  private finished = false;
  private readonly committed: Promise<void>;

  constructor(private readonly parts: HandshakeParts) {
    this.committed = commitment(parts.ends.own, this.nonce).then((hash) => parts.send({ kind: "commit", hash }));
  }

  /** Take the other side's part. A second commitment or number changes nothing. */
  async take(note: Note): Promise<void> {
    if (note.kind === "commit" && this.theirCommitment === undefined) {
      this.theirCommitment = note.hash;
      await this.committed;
      this.parts.send({ kind: "reveal", nonce: this.nonce });
    }
    if (note.kind === "reveal" && !this.finished) {
      this.finished = true;
      this.parts.done(await this.codeFor(note.nonce));
    }
  }

  private async codeFor(theirs: string): Promise<string | null> {
    const { ends, fingerprints } = this.parts;
    if (this.theirCommitment === undefined || (await commitment(ends.other, theirs)) !== this.theirCommitment) return null;
    const prints = await settled(fingerprints);
    return prints && digits([{ name: ends.own, nonce: this.nonce, print: prints.own }, { name: ends.other, nonce: theirs, print: prints.other }]);
  }
}

interface Half {
  name: string;
  nonce: string;
  print: string;
}

const lookAgain = 100;
const tries = 50;

/** A connection's counters are a moment old and may not show the certificates yet. */
async function settled(fingerprints: HandshakeParts["fingerprints"]): Promise<Fingerprints | null> {
  for (let turn = 0; turn < tries; turn++) {
    const prints = await fingerprints();
    if (prints) return prints;
    await new Promise((pass) => setTimeout(pass, lookAgain));
  }
  return null;
}

/** Six digits of both halves, the same whichever side counts. */
async function digits(halves: [Half, Half]): Promise<string> {
  const ordered = halves.sort((one, other) => (one.name < other.name ? -1 : 1));
  const hash = await sha256(["code", ...ordered.flatMap(({ name, nonce, print }) => [name, nonce, print])].join("|"));
  return String(parseInt(hash.slice(0, 12), 16) % 1_000_000).padStart(6, "0");
}

function commitment(name: string, nonce: string): Promise<string> {
  return sha256(`commit|${name}|${nonce}`);
}

async function sha256(text: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
