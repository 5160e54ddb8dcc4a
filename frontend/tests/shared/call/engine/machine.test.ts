import { expect, test } from "vitest";
import { type CallEvent, next, type Phase } from "../../../../src/shared/call/engine/machine";

const after = (...events: CallEvent[]): Phase => events.reduce(next, "idle" as Phase);

test("a session goes from the door to talking and ends", () => {
  expect(after("opened")).toBe("waiting");
  expect(after("opened", "answered")).toBe("connecting");
  expect(after("opened", "answered", "connected")).toBe("talking");
  expect(after("opened", "answered", "connected", "ended")).toBe("over");
});

test("a lost line comes back by itself, also when the new answer comes before the media", () => {
  expect(after("opened", "answered", "connected", "dropped")).toBe("reconnecting");
  expect(after("opened", "answered", "connected", "dropped", "answered", "connected")).toBe("talking");
});

test("who left on purpose is at the door again", () => {
  expect(after("opened", "answered", "connected", "left")).toBe("waiting");
});

test("nothing wakes a session that is over", () => {
  const over = after("opened", "ended");
  for (const event of ["opened", "answered", "connected", "dropped", "left", "ended"] as const) expect(next(over, event)).toBe("over");
});

test("a late loss does not take somebody away from the door", () => {
  expect(after("opened", "dropped")).toBe("waiting");
});
