// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError, Offline } from "../../../src/shared/api/errors";
import { Autosave, type Standing } from "../../../src/shared/session/autosave";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function saver(save: (value: string) => Promise<unknown>) {
  const told: Standing["state"][] = [];
  return { auto: new Autosave<string>("", save, ({ state }) => void told.push(state)), told };
}

test("what is typed is saved once, a moment after the typing stops", async () => {
  const save = vi.fn(async () => undefined);
  const { auto, told } = saver(save);
  for (const text of ["a", "ab", "abc"]) auto.changed(text);
  await vi.advanceTimersByTimeAsync(1199);
  expect(save).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(save.mock.calls).toEqual([["abc"]]);
  expect(told.at(-1)).toBe("saved");
  expect(auto.unsaved).toBe(false);
});

test("a lost connection keeps the newest words and saves them when it is back", async () => {
  const save = vi.fn(async (_: string) => undefined as unknown);
  save.mockRejectedValueOnce(new Offline());
  const { auto, told } = saver(save);
  auto.changed("one");
  await vi.advanceTimersByTimeAsync(1200);
  expect([told.at(-1), auto.unsaved]).toEqual(["failing", true]);
  auto.changed("one two");
  await vi.advanceTimersByTimeAsync(5000);
  expect(save.mock.calls.at(-1)).toEqual(["one two"]);
  expect(auto.unsaved).toBe(false);
});

test("words typed during a save are saved after it, never beside it", async () => {
  let finish = () => {};
  const save = vi.fn((_: string) => new Promise<void>((done) => (finish = done)));
  const { auto } = saver(save);
  auto.changed("one");
  const flushed = auto.flush();
  auto.changed("two");
  expect(save).toHaveBeenCalledTimes(1);
  finish();
  await vi.advanceTimersByTimeAsync(0);
  expect(save.mock.calls).toEqual([["one"], ["two"]]);
  finish();
  expect(await flushed).toBe(true);
});

test("a refusal of what is said is not tried again by itself", async () => {
  const save = vi.fn(async (_: string) => Promise.reject(new ApiError(400, "invalid_input", "r", {})));
  const { auto } = saver(save);
  auto.changed("one");
  expect(await auto.flush()).toBe(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(save).toHaveBeenCalledTimes(1);
});
