import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError, Offline } from "../../src/shared/api/errors";
import { GapReports } from "../../src/shared/call/gapReports";
import type { Gap } from "../../src/shared/call/silence";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const gap = { from: 1000, to: 4000 };

test("a gap is told at once, and one that comes meanwhile with the next report", async () => {
  const told: Gap[][] = [];
  const reports = new GapReports(async (gaps) => void told.push(gaps));
  reports.add(gap);
  reports.add({ from: 9000, to: 9900 });
  await vi.runAllTimersAsync();
  await reports.send();
  expect(told).toEqual([[gap], [{ from: 9000, to: 9900 }]]);
});

test("while the API cannot be reached nothing is lost", async () => {
  const post = vi.fn(async (_: Gap[]) => undefined as unknown);
  post.mockRejectedValueOnce(new Offline()).mockRejectedValueOnce(new Offline());
  const reports = new GapReports(post);
  reports.add(gap);
  await vi.advanceTimersByTimeAsync(11_000);
  expect(post.mock.calls).toEqual([[[gap]], [[gap]], [[gap]]]);
});

test("what the API refuses for good is not told again", async () => {
  const post = vi.fn(async (_: Gap[]) => Promise.reject(new ApiError(422, "too_late", undefined, {})));
  const reports = new GapReports(post as never);
  reports.add(gap);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(post).toHaveBeenCalledTimes(1);
});
