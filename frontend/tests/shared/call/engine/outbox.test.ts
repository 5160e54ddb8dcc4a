import { expect, test } from "vitest";
import { type MessageKind, Outbox } from "../../../../src/shared/call/engine/outbox";

/** A clock that goes on only when told, and the work that waits for it. */
function bench() {
  let at = 0;
  const due: { at: number; work: () => void }[] = [];
  const sent: string[] = [];
  const outbox = new Outbox({ clock: () => at, wait: (work, milliseconds) => due.push({ at: at + milliseconds, work }) });
  const put = (kind: MessageKind, name: string) => outbox.put(kind, () => sent.push(name));
  const pass = (milliseconds: number) => {
    at += milliseconds;
    due.splice(0).forEach((one) => (one.at <= at ? one.work() : due.push(one)));
  };
  return { outbox, sent, put, pass };
}

test("messages wait for the socket and go in order", () => {
  const { outbox, sent, put } = bench();
  put("sdp", "offer");
  put("ice", "candidate");
  expect(sent).toEqual([]);
  outbox.open();
  expect(sent).toEqual(["offer", "candidate"]);
});

test("what is put while the socket is closed again waits again", () => {
  const { outbox, sent, put } = bench();
  outbox.open();
  outbox.shut();
  put("sdp", "offer");
  expect(sent).toEqual([]);
  outbox.open();
  expect(sent).toEqual(["offer"]);
});

test("no second sees more than the service takes, and nothing is lost", () => {
  const { outbox, sent, put, pass } = bench();
  outbox.open();
  for (let number = 0; number < 40; number++) put("ice", `c${number}`);
  expect(sent.length).toBe(15);
  pass(999);
  expect(sent.length).toBe(15);
  pass(1);
  expect(sent.length).toBe(30);
  pass(1000);
  expect(sent).toEqual(Array.from({ length: 40 }, (_, number) => `c${number}`));
});

test("an old queue is cut to its newest hundred", () => {
  const { outbox, sent, put, pass } = bench();
  for (let number = 0; number < 130; number++) put("ice", `c${number}`);
  outbox.open();
  for (let turn = 0; turn < 10; turn++) pass(1000);
  expect(sent[0]).toBe("c30");
  expect(sent.length).toBe(100);
});
