import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { language } from "../../src/shared/i18n";
import { dayAndTime, dayOf, daysAhead, money, offsetMinutes, shortDay, timeOf, todayAt, writtenAt, zoneName, zonePlace } from "../../src/shared/time";

const plain = (text: string) => text.replace(/\u00a0/g, " ");

beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-12-01T23:30:00Z") }));
afterEach(() => {
  vi.useRealTimers();
  language.value = "en";
});

test("a time is shown as written, with its zone, wherever the browser is", () => {
  expect(plain(dayAndTime({ start: "2026-12-02T16:00:00-05:00", zone: "America/New_York" }))).toBe("Wednesday, December 2, 4:00 PM EST");
  expect(plain(timeOf({ start: "2026-07-02T16:00:00-04:00", zone: "America/New_York" }))).toBe("4:00 PM EDT");
});

test("a date of another year names it, by the year at the place of the date", () => {
  expect(plain(dayOf("2099-01-01"))).toBe("Thursday, January 1, 2099");
  expect([shortDay("2026-12-31"), shortDay("2027-01-01")].map(plain)).toEqual(["Dec 31", "Jan 1, 2027"]);
  vi.setSystemTime(Date.parse("2027-01-01T02:00:00Z"));
  expect(plain(dayOf("2026-12-31T23:00:00-05:00"))).toBe("Thursday, December 31");
  language.value = "es";
  expect(plain(dayOf("2099-01-01"))).toBe("jueves, 1 de enero de 2099");
});

test("neither a clock nor a day and its month ever break over two lines", () => {
  const when = { start: "2026-12-02T16:00:00-05:00", zone: "America/New_York" };
  expect(dayAndTime(when)).toBe("Wednesday, December\u00a02, 4:00\u00a0PM\u00a0EST");
  expect(shortDay(when.start)).toBe("Dec\u00a02");
  language.value = "es";
  expect(dayOf("2099-01-01")).toBe("jueves, 1\u00a0de enero de 2099");
});

test("the zone's name from the API wins", () => {
  expect(zoneName({ start: "2026-12-15T10:00:00-07:00", zone: "America/Vancouver", zone_name: "MST" })).toBe("MST");
});

test("a zone nobody named is shown by its offset", () => {
  expect(zoneName({ start: "2026-12-15T10:00:00+05:30", zone: "Asia/Kolkata" })).toBe("GMT+5:30");
  expect(zonePlace("Asia/Kolkata")).toBe("Kolkata");
});

test("today and tomorrow are counted where the time is written", () => {
  expect(daysAhead("2026-12-01T19:00:00-05:00")).toBe(0);
  expect(daysAhead("2026-12-02T09:00:00-05:00")).toBe(1);
  expect(todayAt(60)).toBe("2026-12-02");
});

test("an instant is written at an offset by arithmetic alone", () => {
  expect(writtenAt("2026-12-01T02:00:00Z", -300)).toBe("2026-11-30T21:00:00-05:00");
  expect(offsetMinutes(writtenAt("2026-12-01T02:00:00Z", 330))).toBe(330);
});

test("Spanish names days and zones in Spanish", () => {
  language.value = "es";
  expect(plain(dayAndTime({ start: "2026-12-02T16:00:00-05:00", zone: "America/New_York" }))).toContain("miércoles, 2 de diciembre");
  expect(zonePlace("America/New_York")).toBe("del este");
});

test("money has cents only where there are any", () => {
  expect([money(6000), money(1250), money(0)]).toEqual(["$60", "$12.50", "$0"]);
});
