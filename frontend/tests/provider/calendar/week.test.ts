import { describe, expect, test } from "vitest";
import { timesOnly } from "../../../src/provider/calendar/icsTimes";
import { edges, hoursOf, mondayOf, type Offer, readHours, spansOff, typed, weekday, withHours, withOff, withoutOff } from "../../../src/provider/calendar/week";

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

describe("time off", () => {
  const off = withOff(offer, { first: "2026-12-30", last: "2027-01-02" });

  test("takes every date of a span, across the end of a year", () => {
    expect(hoursOf(off, "2026-12-31")).toEqual([]);
    expect(off.dates!.map((one) => one.date)).toEqual(["2026-12-07", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"]);
  });

  test("is shown as spans from today on, and ended as one", () => {
    expect(spansOff(off, "2026-12-08")).toEqual([{ first: "2026-12-30", last: "2027-01-02" }]);
    expect(withoutOff(off, { first: "2026-12-30", last: "2027-01-02" }).dates).toEqual(offer.dates);
  });
});

test("of a calendar file only the lines that say when leave the device", () => {
  const file = "BEGIN:VEVENT\r\nSUMMARY:Oncologist\r\nDTSTART;TZID=America/\r\n Chicago:20261207T090000\r\nATTENDEE;CN=Ann:mailto:a@b.example\r\nDESCRIPTION:a\r\n DTEND:x\r\nEND:VEVENT\r\n";
  expect(timesOnly(file)).toBe("BEGIN:VEVENT\r\nDTSTART;TZID=America/Chicago:20261207T090000\r\nEND:VEVENT\r\n");
});

test("the picture shows nine to five, and more where there is more", () => {
  expect(edges([morning])).toEqual({ first: 9, last: 17 });
  expect(edges([{ opens: 430, closes: 1150 }])).toEqual({ first: 7, last: 20 });
});
