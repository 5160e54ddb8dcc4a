import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError, Offline } from "../../../src/shared/api/errors";
import type { Gap } from "../../../src/shared/call/engine/silence";
import { GapReports } from "../../../src/shared/call/gapReports";

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

test("who waits for all of it waits for what is on its way and for what came meanwhile", async () => {
  let answer = () => undefined as void;
  const told: Gap[][] = [];
  const reports = new GapReports((gaps) => new Promise<void>((done) => (told.push(gaps), (answer = done))));
  reports.add(gap);
  reports.add({ from: 9000, to: 9900 });
  const all = vi.fn();
  void reports.send().then(all);
  await vi.runAllTimersAsync();
  answer();
  await vi.runAllTimersAsync();
  expect([told.length, all.mock.calls.length]).toEqual([2, 0]);
  answer();
  await vi.runAllTimersAsync();
  expect(all).toHaveBeenCalledOnce();
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
