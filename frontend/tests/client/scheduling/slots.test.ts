import { expect, test } from "vitest";
import { byDay, matching, type Slot, spans, spread } from "../../../src/client/scheduling/slots";

const slot = (start: string): Slot => ({ provider_id: "pat", start, minutes: 50, zone: "America/New_York", zone_name: "EST", formats: ["video"] });

test("an evening begins at five by the written time", () => {
  const slots = [slot("2026-12-03T16:45:00-05:00"), slot("2026-12-03T17:00:00-05:00")];
  expect(matching(slots, ["evening"])).toEqual([slots[1]]);
});

test("both filters together mean weekend evenings", () => {
  const slots = [slot("2026-12-05T10:00:00-05:00"), slot("2026-12-05T18:00:00-05:00"), slot("2026-12-04T18:00:00-05:00")];
  expect(matching(slots, ["evening", "weekend"])).toEqual([slots[1]]);
});

test("days without times are said, those that follow one another together", () => {
  const days = byDay([slot("2026-12-03T17:30:00-05:00")], "2026-12-02", "2026-12-06");
  expect(days.map((day) => (day.slots ? day.date : `${day.date}-${day.last}`))).toEqual(["2026-12-02-2026-12-02", "2026-12-03", "2026-12-04-2026-12-05"]);
});

test("the first day with times after the clocks change says so", () => {
  const days = byDay([slot("2026-10-31T10:00:00-04:00"), slot("2026-11-02T10:00:00-05:00"), slot("2026-11-03T10:00:00-05:00")], "2026-10-31", "2026-11-04");
  expect(days.flatMap((day) => (day.slots ? [day.clocksChanged] : []))).toEqual([false, true, false]);
});

test("a first look shows times an hour apart and keeps every other one", () => {
  const slots = ["10:00", "10:15", "10:30", "11:00", "13:15", "14:00"].map((time) => slot(`2026-12-03T${time}:00-05:00`));
  const { first, others } = spread(slots);
  expect(first.map(({ start }) => start.slice(11, 16))).toEqual(["10:00", "11:00", "13:15"]);
  expect([...first, ...others]).toHaveLength(slots.length);
});

test("months of open times are asked for in parts that the practice answers, without a gap", () => {
  expect(spans("2026-11-22", "2026-12-06")).toEqual([{ from: "2026-11-22", to: "2026-12-06" }]);
  expect(spans("2026-11-22", "2027-01-31")).toEqual([{ from: "2026-11-22", to: "2027-01-17" }, { from: "2027-01-17", to: "2027-01-31" }]);
});
