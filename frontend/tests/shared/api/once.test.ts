import { expect, it, vi } from "vitest";
import { once } from "../../../src/shared/api/once";

const lost = () => Promise.reject(new Error("no answer"));

/** The keys a place's tries went out under; all but the last get no answer. */
async function keysOf(place: string, contents: string[]): Promise<string[]> {
  const keys: string[] = [];
  for (const [number, text] of contents.entries()) {
    const send = vi.fn((_: { text: string }, key: string) => (keys.push(key), number === contents.length - 1 ? Promise.resolve(key) : lost()));
    await once(place, { text }, send).catch(() => undefined);
  }
  return keys;
}

it("the same words tried again keep their key, also after other words were tried", async () => {
  const [first, again, other, back] = await keysOf("a", ["One", "One", "Two", "One"]);

  expect(again).toBe(first);
  expect(other).not.toBe(first);
  expect(back).toBe(first);
});

it("what has arrived is over: the same words once more are something new", async () => {
  const [first] = await keysOf("b", ["One"]);
  const [second] = await keysOf("b", ["One"]);

  expect(second).not.toBe(first);
});

it("the same words in two places have two keys", async () => {
  const [[here], [there]] = [await keysOf("c", ["One"]), await keysOf("d", ["One"])];

  expect(here).not.toBe(there);
});
