/** How fast the line to the practice carries something, timed from this page against the practice's own API and nobody else. */

/** What the line can carry. downMbps, upMbps: megabits a second; tripMs: there and back, the middle of several tries. */
export interface LineQuality {
  downMbps: number;
  upMbps: number;
  tripMs: number;
}

/** The practice's end. load: brings so many characters; unload: takes them. */
export interface Practice {
  load(size: number): Promise<unknown>;
  unload(filler: string): Promise<unknown>;
}

export type Step = "trip" | "down" | "up";

const trips = 5;
/** As many as the API takes and gives at once: two megabits. */
const most = 250_000;
/** Begins small, so that a slow line is not kept busy for half a minute. */
const sizes = [25_000, 100_000, most, most, most];
const longest = 4000;

/** Time small requests, then loads each way, a few seconds at most for each. Throws where the practice cannot be reached. */
export async function measureLine(practice: Practice, at: (step: Step) => void, clock: () => number = () => performance.now()): Promise<LineQuality> {
  const timed = async (work: () => Promise<unknown>) => {
    const began = clock();
    await work();
    return clock() - began;
  };
  at("trip");
  const times: number[] = [];
  for (let trip = 0; trip < trips; trip++) times.push(await timed(() => practice.load(0)));
  const tripMs = times.sort((one, other) => one - other)[trips >> 1]!;
  const fastest = async (carry: (size: number) => Promise<unknown>) => {
    let best = 0;
    let spent = 0;
    for (const size of sizes) {
      if (spent > longest) break;
      const took = await timed(() => carry(size));
      spent += took;
      best = Math.max(best, mbps(size, took, tripMs));
    }
    return best;
  };
  at("down");
  const downMbps = await fastest((size) => practice.load(size));
  at("up");
  const upMbps = await fastest((size) => practice.unload(nonsense(size)));
  return { downMbps, upMbps, tripMs };
}

/** Megabits a second of one load. The way there and back is not the line's width, but at least a fifth of the time counts. */
export function mbps(characters: number, took: number, tripMs: number): number {
  const carrying = Math.max(took - tripMs, took / 5, 0.1);
  return (characters * 8) / 1000 / carrying;
}

/** Characters which nothing on the way can make smaller: hexadecimal, for the answer to a load is that too. */
function nonsense(size: number): string {
  const bytes = new Uint8Array(size / 2);
  // The browser gives at most 64 KiB of randomness at once.
  for (let start = 0; start < bytes.length; start += 65_536) crypto.getRandomValues(bytes.subarray(start, start + 65_536));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
