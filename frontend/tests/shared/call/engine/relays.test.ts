import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { rungs } from "../../../../src/shared/call/engine/ladder";
import { Peer } from "../../../../src/shared/call/engine/peer";
import { Relays } from "../../../../src/shared/call/engine/relays";
import { make } from "./fakes";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const server = (name: string): RTCIceServer => ({ urls: [`turn:${name}`], username: name, credential: name });

/** Relays that were told `first` now, and who counts how often they asked anew. */
function told(renew: () => Promise<unknown>, only = false) {
  const asked = vi.fn(renew);
  const relays = new Relays(asked, () => only);
  relays.take([server("first")]);
  return { relays, asked };
}

test("credentials that still hold are used as they are", async () => {
  const { relays, asked } = told(async () => undefined);
  await vi.advanceTimersByTimeAsync(239_000);
  expect((await relays.fresh()).servers).toEqual([server("first")]);
  expect(asked).not.toHaveBeenCalled();
});

test("after four of their five minutes fresh ones are asked for before a new way is looked for", async () => {
  const { relays } = told(async () => relays.take([server("second")]));
  await vi.advanceTimersByTimeAsync(241_000);
  expect((await relays.fresh()).servers).toEqual([server("second")]);
});

test("a server that is down does not hold up a call that is down", async () => {
  const { relays } = told(() => new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(241_000);
  const way = relays.fresh();
  await vi.advanceTimersByTimeAsync(2000);
  expect((await way).servers).toEqual([server("first")]);
});

test("who wants no address told gets a connection that uses relays only, and is told where there is none", () => {
  vi.stubGlobal("MediaStream", class { addTrack() {} });
  const configs: RTCConfiguration[] = [];
  const events = { candidate: () => undefined, connected: () => undefined, failed: () => undefined, gone: () => undefined, note: () => undefined, ready: () => undefined };
  for (const only of [true, false]) {
    new Peer(told(async () => undefined, only).relays.way, { audio: null, video: null }, rungs[0]!, events, (config) => {
      configs.push(config);
      return make();
    });
  }
  expect(configs.map(({ iceTransportPolicy }) => iceTransportPolicy)).toEqual(["relay", "all"]);
  const relays = new Relays(async () => undefined, () => true);
  expect(relays.missing).toBe(true);
});
