// @vitest-environment jsdom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { draftEnded, type ServerDraft, useServerDraft } from "../../../src/shared/messages/useServerDraft";
import { forgetSession } from "../../../src/shared/session/session";

let line = true;
let kept = "";
let draft: ServerDraft;

function Draft() {
  draft = useServerDraft("t1");
  return null;
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));
const asks = () => !dispatchEvent(new Event("beforeunload", { cancelable: true }));

async function open(): Promise<void> {
  await act(() => render(<Draft />, document.body));
  await pass(0);
}

beforeEach(() => {
  line = true;
  kept = "";
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async (_: string, { method, body }: RequestInit) => {
    if (!line) throw new TypeError("no line");
    if (method === "PUT") kept = (JSON.parse(String(body)) as { text: string }).text;
    return new Response(JSON.stringify({ text: kept, saved_at: null }), { headers: { "Content-Type": "application/json" } });
  });
});
afterEach(async () => {
  await act(() => render(null, document.body));
  forgetSession();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("words typed without a line are saved once there is one, without another word, and closing asks until then", async () => {
  await open();
  line = false;
  await act(() => draft.write("Words"));
  await pass(3_000);
  expect([kept, draft.failing, asks()]).toEqual(["", true, true]);
  line = true;
  await pass(6_000);
  expect([kept, draft.saved, asks()]).toEqual(["Words", true, false]);
});

test("words that were not saved when the page was left are saved when it is opened again", async () => {
  await open();
  line = false;
  await act(() => draft.write("Words"));
  await act(() => render(null, document.body));
  line = true;
  await open();
  expect([kept, draft.text]).toEqual(["Words", "Words"]);
});

test("a page on which nothing was typed does not end what was begun on another device", async () => {
  line = false;
  await open();
  [kept, line] = ["Begun elsewhere", true];
  dispatchEvent(new Event("online"));
  await pass(6_000);
  expect(kept).toBe("Begun elsewhere");
});

test("what is begun while an earlier message is on its way is saved anew once that has ended the draft", async () => {
  await open();
  await act(() => draft.write("Next words"));
  await pass(3_000);
  kept = "";
  draftEnded("t1");
  await pass(0);
  expect([kept, draft.saved]).toEqual(["Next words", true]);
});
