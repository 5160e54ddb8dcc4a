import { expect, test } from "vitest";
import { markOf } from "../../../src/shared/call/marks";

const start = "2026-11-23T16:00:00Z";
const after = (minutes: number) => Date.parse(start) + minutes * 60_000;

test("the clock tells 45 and 50 minutes of a session that lasts so long, and nothing before", () => {
  expect(markOf(start, 50, after(44.9))).toBeUndefined();
  expect(markOf(start, 50, after(45))).toBe("mark_45");
  expect(markOf(start, 50, after(50))).toBe("mark_50");
  expect(markOf(start, 45, after(50))).toBe("mark_45");
  expect(markOf(start, 30, after(50))).toBeUndefined();
});
