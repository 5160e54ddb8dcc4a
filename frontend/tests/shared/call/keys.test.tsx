// @vitest-environment jsdom
import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CallBar } from "../../../src/shared/call/CallBar";
import type { Chat } from "../../../src/shared/call/chat";
import { Media } from "../../../src/shared/call/devices/media";
import { chooseKeys, type KeyActions, keysOn, useKeys } from "../../../src/shared/call/keys";
import { Tools } from "../../../src/shared/call/tools";

const actions = { m: vi.fn(), v: vi.fn(), c: vi.fn() };

function Call({ on }: { on: KeyActions }) {
  useKeys(on);
  return <div><button type="button">Leave</button><textarea /><dialog /></div>;
}

function press(key: string, place: Element | null = document.body, more: KeyboardEventInit = {}): void {
  place!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
}

function done(): number[] {
  return [actions.m, actions.v, actions.c].map((action) => action.mock.calls.length);
}

beforeEach(() => {
  vi.clearAllMocks();
  localStorage.clear();
  chooseKeys(true);
  act(() => render(<Call on={actions} />, document.body));
});
afterEach(() => act(() => render(null, document.body)));

test("M, V and C do what they say, also on a button and as capitals", () => {
  for (const key of ["m", "V", "c"]) press(key, document.querySelector("button"));

  expect(done()).toEqual([1, 1, 1]);
});

test("a key typed into something, or with another held, or held down, does nothing", () => {
  press("m", document.querySelector("textarea"));
  press("c", document.body, { ctrlKey: true });
  press("v", document.body, { repeat: true });
  press("m", document.body, { isComposing: true });

  expect(done()).toEqual([0, 0, 0]);
});

test("keys rest while a dialog is open", () => {
  document.querySelector("dialog")!.setAttribute("open", "");
  press("m");

  expect(done()).toEqual([0, 0, 0]);
});

test("switched off they do nothing, and the device remembers it", () => {
  chooseKeys(false);
  press("m");

  expect(done()).toEqual([0, 0, 0]);
  expect(keysOn.value).toBe(false);
  expect(localStorage.getItem("call-keys")).toBe("off");
});

test("Escape and keys without a meaning here do nothing, nor does anything once the call is gone", () => {
  for (const key of ["Escape", "x", " "]) press(key);
  act(() => render(null, document.body));
  press("m");

  expect(done()).toEqual([0, 0, 0]);
});

test("M pressed again before the bar is drawn anew takes back what the first press did", () => {
  const media = new Media();
  act(() => render(<CallBar media={media} clock="" tools={new Tools({ unread: signal(0), look: () => undefined } as unknown as Chat)}>{null}</CallBar>, document.body));
  press("m");
  press("m");

  expect(media.muted.value).toBe(false);
});
