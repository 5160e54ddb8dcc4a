import { describe, expect, test } from "vitest";
import { edges, hoursOf, mondayOf, type Offer, outside, readHours, typed, weekday, withHours } from "../../src/provider/calendar/week";

const morning = { opens: 540, closes: 750 };
const offer: Offer = { zone: "America/Chicago", weekly: [[morning], [], [], [], [], [], []], kinds: [{ minutes: 50, formats: ["video"] }], dates: [{ date: "2026-12-07", windows: [] }] };

test("weeks begin on Monday", () => {
  expect([mondayOf("2026-12-13"), mondayOf("2026-12-07"), weekday("2026-12-13")]).toEqual(["2026-12-07", "2026-12-07", 6]);
});

test("a date's own hours go before those of its weekday", () => {
  expect(hoursOf(offer, "2026-12-07")).toEqual([]);
  expect(hoursOf(offer, "2026-12-14")).toEqual([morning]);
});

describe("new hours", () => {
  const evening = { opens: 900, closes: 1140 };

  test("for every weekday replace those of the weekday, and the date has none of its own any more", () => {
    const changed = withHours(offer, "2026-12-07", [evening], true);
    expect([changed.weekly[0], changed.dates]).toEqual([[evening], []]);
  });

  test("for one date leave every other as it is", () => {
    const changed = withHours(offer, "2026-12-14", [evening], false);
    expect(changed.weekly).toEqual(offer.weekly);
    expect(changed.dates).toEqual([{ date: "2026-12-07", windows: [] }, { date: "2026-12-14", windows: [evening] }]);
  });

  test("leave everything else of the offer alone", () => {
    expect(withHours(offer, "2026-12-07", [], true).kinds).toBe(offer.kinds);
  });
});

describe("typed hours", () => {
  test("are read back as they are shown", () => {
    expect(readHours(typed([morning, { opens: 1320, closes: 1500 }]))).toEqual({ hours: [morning, { opens: 1320, closes: 1500 }] });
  });

  test("come in order, whatever the order they were typed in", () => {
    expect(readHours([{ opens: "15:00", closes: "19:00" }, { opens: "09:00", closes: "12:30" }])).toEqual({ hours: [morning, { opens: 900, closes: 1140 }] });
  });

  test.each([
    ["missing", [{ opens: "", closes: "12:00" }], 0],
    ["same", [{ opens: "09:00", closes: "09:00" }], 0],
    ["overlap", [{ opens: "09:00", closes: "12:00" }, { opens: "11:00", closes: "13:00" }], 1],
  ] as const)("say what is wrong: %s", (wrong, rows, row) => {
    expect(readHours(rows)).toEqual({ wrong, row });
  });
});

test("booked sessions outside the hours are counted, others are not", () => {
  const session = (start: string, status: "booked" | "completed" = "booked") => ({ start: `2026-12-07T${start}:00-06:00`, minutes: 50, status });
  expect(outside([session("09:00"), session("12:00"), session("15:00"), session("16:00", "completed")], [morning])).toBe(2);
});

test("the picture shows nine to five, and more where there is more", () => {
  expect(edges([morning])).toEqual({ first: 9, last: 17 });
  expect(edges([{ opens: 430, closes: 1150 }])).toEqual({ first: 7, last: 20 });
});
