// @vitest-environment jsdom
import { afterEach, expect, test, vi } from "vitest";
import { hasUnsent, outgoing, reconcile, send, type Sent } from "../../../src/shared/messages/outgoing";
import { forgetSession } from "../../../src/shared/session/session";

const thread = "t1";
const message = (part: Partial<Sent>): Sent => ({ id: "m1", mine: true, text: "Words", attachments: [], at: new Date().toISOString(), ...part }) as Sent;
const unsent = () => outgoing(thread).map(({ text }) => text);

/** Send these words and get no answer. */
async function lose(text: string): Promise<void> {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no line")));
  await send(thread, text, [], () => undefined);
}

afterEach(() => {
  forgetSession();
  vi.unstubAllGlobals();
});

test("words whose answer was lost are sent once the thread has them", async () => {
  await lose("Words");
  await lose("Other words");
  reconcile(thread, [message({})]);
  expect(unsent()).toEqual(["Other words"]);
});

test.each([
  ["the other side's", { mine: false }],
  ["an earlier one of one's own", { at: "2020-01-01T00:00:00Z" }],
  ["one with a file", { attachments: [{ id: "f", name: "a.pdf", content_type: "application/pdf", size: 1 }] }],
])("the same words in %s message leave them unsent", async (_, part) => {
  await lose("Words");
  reconcile(thread, [message(part)]);
  expect(unsent()).toEqual(["Words"]);
});

test("the browser asks before it closes on a message that was not sent", async () => {
  const asks = () => !dispatchEvent(new Event("beforeunload", { cancelable: true }));
  expect(asks()).toBe(false);
  await lose("Words");
  expect([asks(), hasUnsent(thread), hasUnsent("t2")]).toEqual([true, true, false]);
  reconcile(thread, [message({})]);
  expect(asks()).toBe(false);
});
