import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError, Offline } from "../../../src/shared/api/errors";
import { CatchUp } from "../../../src/shared/call/catchUp";
import { Chat, type Line } from "../../../src/shared/call/chat";
import type { Note } from "../../../src/shared/call/engine/notes";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An API that keeps lines, each key once, and says "id1", "id2", ... */
function api() {
  const keys: string[] = [];
  const lines: Line[] = [];
  const store = (key: string, text: string) => {
    if (!keys.includes(key)) {
      keys.push(key);
      lines.unshift({ id: `id${keys.length}`, author_id: "me", text });
    }
    return { id: `id${keys.indexOf(key) + 1}` };
  };
  return { lines, store, keep: vi.fn(async (key: string, text: string) => store(key, text)), read: vi.fn(async (words: boolean) => lines.map((one) => (words ? one : { ...one, text: null }))) };
}

function chatOn(server: ReturnType<typeof api>) {
  const told: Note[] = [];
  const chat = new Chat({ name: () => "Ana", tell: (note) => void told.push(note), keep: server.keep, read: server.read, nameOf: (author) => (author === "me" ? "" : "Pat") });
  return { chat, told, texts: () => chat.written.value.map(({ text }) => text) };
}

test("a line is kept first and then told, under the id it is kept by", async () => {
  const { chat, told } = chatOn(api());
  await chat.send("Hello.");
  expect(told).toEqual([{ kind: "chat", id: "id1", text: "Hello.", from: "Ana" }]);
  expect(chat.written.value).toMatchObject([{ id: "id1", kept: true, from: "" }]);
});

test("while the API cannot be reached lines wait and go out by themselves, in order and once each", async () => {
  const server = api();
  const { chat, told, texts } = chatOn(server);
  server.keep.mockRejectedValueOnce(new Offline()).mockRejectedValueOnce(new Offline());
  await chat.send("First.");
  await chat.send("Second.");
  expect([chat.behind.value, chat.waiting, told.length]).toEqual([true, true, 0]);
  await vi.advanceTimersByTimeAsync(3100);
  expect(server.lines.map(({ text }) => text)).toEqual(["Second.", "First."]);
  expect(texts()).toEqual(["First.", "Second."]);
  expect([chat.behind.value, chat.waiting, told.length]).toEqual([false, false, 2]);
});

test("an answer that was lost on its way makes no second line", async () => {
  const server = api();
  const { chat, texts } = chatOn(server);
  server.keep.mockImplementationOnce(async (key, text) => (server.store(key, text), Promise.reject(new Offline())));
  await chat.send("Once.");
  await chat.sync();
  await vi.advanceTimersByTimeAsync(3100);
  await chat.sync();
  expect([server.lines.length, texts()]).toEqual([1, ["Once."]]);
});

test("what the API refuses waits for 'Try again' and holds nothing up", async () => {
  const server = api();
  const { chat, texts } = chatOn(server);
  server.keep.mockRejectedValueOnce(new ApiError(422, "not_waiting", undefined, {}));
  await chat.send("Refused.");
  await chat.send("Kept.");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.keep).toHaveBeenCalledTimes(2);
  const refused = chat.written.value.find(({ text }) => text === "Refused.")!;
  expect(refused.failed).toBe("refused");
  await chat.again(refused.key!);
  expect([texts(), chat.waiting]).toEqual([["Kept.", "Refused."], false]);
});

test("a line heard and read again stands there once, and words are asked for only when an id is new", async () => {
  const server = api();
  const { chat, texts } = chatOn(server);
  server.lines.push({ id: "id0", author_id: "pat", text: "Hello Ana." });
  chat.hear({ kind: "chat", id: "id0", text: "Hello Ana.", from: "Pat" });
  await chat.sync();
  expect(server.read.mock.calls).toEqual([[false]]);
  server.lines.unshift({ id: "id5", author_id: "pat", text: "Are you there?" });
  await chat.sync();
  expect([texts(), chat.unread.value]).toEqual([["Hello Ana.", "Are you there?"], 2]);
});

test("catching up goes on through a lost line and ends where the session is not open any more", async () => {
  const sync = vi.fn(async () => undefined as void);
  const refused = vi.fn();
  sync.mockRejectedValueOnce(new Offline());
  const catchUp = new CatchUp({ sync, connected: () => false, refused });
  await catchUp.start();
  await vi.advanceTimersByTimeAsync(8100);
  expect(sync).toHaveBeenCalledTimes(3);
  sync.mockRejectedValueOnce(new ApiError(422, "too_late", undefined, {}));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([sync.mock.calls.length, refused.mock.calls.length]).toEqual([4, 1]);
});

test("a line that was read before its writer was known gets their name once they are", async () => {
  const server = api();
  server.lines.unshift({ id: "id1", author_id: "kim", text: "Hello." });
  let kim = "Someone else";
  const chat = new Chat({ name: () => "Ana", tell: () => undefined, keep: server.keep, read: server.read, nameOf: () => kim });
  await chat.sync();
  kim = "Kim";
  chat.rename();
  expect(chat.written.value).toMatchObject([{ id: "id1", from: "Kim" }]);
});
