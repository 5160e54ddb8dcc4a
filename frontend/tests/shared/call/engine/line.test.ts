import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Joined, openLine } from "../../../../src/shared/call/engine/line";

class FakeSocket extends EventTarget {
  static opened: FakeSocket[] = [];
  sent: string[] = [];

  constructor(readonly url: string) {
    super();
    FakeSocket.opened.push(this);
  }

  send(text: string) {
    this.sent.push(text);
  }

  close() {
    queueMicrotask(() => this.dispatchEvent(new Event("close")));
  }

  hear(message: unknown) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(message) }));
  }
}

const joined = (url: string): Joined => ({
  role: "VIEWER",
  client_id: "ana",
  channel_arn: "arn:aws:kinesisvideo:us-east-1:123456789012:channel/x/1",
  url,
  ice_servers: [],
  expires_in: 299, since: null,
});

const refused: unknown[] = [];
const answers: unknown[] = [];
const on = { offer: () => undefined, answer: (answer: unknown) => answers.push(answer), candidate: () => undefined, opened: () => undefined, refused: (error: unknown) => refused.push(error) };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  FakeSocket.opened = [];
  refused.length = answers.length = 0;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const urls = () => FakeSocket.opened.map((socket) => socket.url);
const last = () => FakeSocket.opened.at(-1)!;

test("the first socket uses the join just made, each later one a fresh one", async () => {
  let turn = 1;
  openLine({ first: joined("ws://h/1"), join: async () => joined(`ws://h/${++turn}`), passing: () => true, on });
  await vi.advanceTimersByTimeAsync(0);
  last().dispatchEvent(new Event("open"));
  last().dispatchEvent(new Event("close"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(urls()).toEqual(["ws://h/1", "ws://h/2"]);
});

test("a join that fails in passing is tried again, and does not leave the line stuck", async () => {
  let fails = 2;
  const join = vi.fn(async () => {
    if (fails-- > 0) throw new Error("busy");
    return joined("ws://h/again");
  });
  openLine({ first: joined("ws://h/first"), join, passing: () => true, on });
  await vi.advanceTimersByTimeAsync(0);
  last().dispatchEvent(new Event("open"));
  last().dispatchEvent(new Event("close"));
  await vi.advanceTimersByTimeAsync(8000);
  expect(join).toHaveBeenCalledTimes(3);
  expect(last().url).toBe("ws://h/again");
  expect(refused).toEqual([]);
});

test("a join that is refused for good ends the line and says why", async () => {
  const over = new Error("over");
  const join = vi.fn(async () => Promise.reject(over));
  openLine({ first: joined("ws://h/first"), join, passing: () => false, on });
  await vi.advanceTimersByTimeAsync(0);
  last().dispatchEvent(new Event("open"));
  last().dispatchEvent(new Event("close"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(join).toHaveBeenCalledTimes(1);
  expect(refused).toEqual([over]);
});

test("a URL that has grown old is not used", async () => {
  const join = vi.fn(async () => joined("ws://h/fresh"));
  openLine({ first: { ...joined("ws://h/old"), expires_in: 20 }, join, passing: () => true, on });
  await vi.advanceTimersByTimeAsync(0);
  expect(urls()).toEqual(["ws://h/fresh"]);
});

test("an offer made while the socket is closed goes out when it opens, with an id of its own", async () => {
  const line = openLine({ first: joined("ws://h/1"), join: async () => joined("ws://h/2"), passing: () => true, on });
  line.offer({ type: "offer", sdp: "o" });
  await vi.advanceTimersByTimeAsync(0);
  last().dispatchEvent(new Event("open"));
  const message = JSON.parse(last().sent[0]!) as { action: string; messagePayload: string; correlationId: string };
  expect([message.action, JSON.parse(atob(message.messagePayload))]).toEqual(["SDP_OFFER", { type: "offer", sdp: "o" }]);
  expect(message.correlationId).toMatch(/^[a-zA-Z0-9_.-]{1,256}$/);
});

test("an answer keeps the name of the offer it answers", async () => {
  openLine({ first: joined("ws://h/1"), join: async () => joined("ws://h/2"), passing: () => true, on });
  await vi.advanceTimersByTimeAsync(0);
  last().dispatchEvent(new Event("open"));
  last().hear({ messageType: "SDP_ANSWER", messagePayload: btoa(JSON.stringify({ type: "answer", sdp: "a", answers: "7" })) });
  expect(answers).toEqual([{ type: "answer", sdp: "a", answers: "7" }]);
});

test("a closed line stays closed", async () => {
  const line = openLine({ first: joined("ws://h/1"), join: async () => joined("ws://h/2"), passing: () => true, on });
  await vi.advanceTimersByTimeAsync(0);
  last().dispatchEvent(new Event("open"));
  line.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(urls()).toEqual(["ws://h/1"]);
});

test("a socket that does not open in ten seconds is given up", async () => {
  openLine({ first: joined("ws://h/1"), join: async () => joined("ws://h/2"), passing: () => true, on });
  await vi.advanceTimersByTimeAsync(11_000);
  expect(urls()).toEqual(["ws://h/1", "ws://h/2"]);
});

test("a socket that does not confirm a message in ten seconds is given up, and one that does is kept", async () => {
  const line = openLine({ first: joined("ws://h/1"), join: async () => joined("ws://h/2"), passing: () => true, on });
  await vi.advanceTimersByTimeAsync(0);
  last().dispatchEvent(new Event("open"));
  line.offer({ type: "offer", sdp: "o" });
  last().hear({ messageType: "STATUS_RESPONSE", statusResponse: { correlationId: "x", statusCode: "200" } });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(urls()).toEqual(["ws://h/1"]);
  line.offer({ type: "offer", sdp: "o" });
  await vi.advanceTimersByTimeAsync(11_000);
  expect(urls()).toEqual(["ws://h/1", "ws://h/2"]);
});

test("of offers made while the socket is closed only the last goes out", async () => {
  const line = openLine({ first: joined("ws://h/1"), join: async () => joined("ws://h/2"), passing: () => true, on });
  for (const sdp of ["one", "two"]) line.offer({ type: "offer", sdp });
  await vi.advanceTimersByTimeAsync(0);
  last().dispatchEvent(new Event("open"));
  expect(last().sent.map((text) => JSON.parse(atob((JSON.parse(text) as { messagePayload: string }).messagePayload)))).toEqual([{ type: "offer", sdp: "two" }]);
});
