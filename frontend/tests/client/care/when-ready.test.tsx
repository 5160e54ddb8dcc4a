// @vitest-environment jsdom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test } from "vitest";
import { sessionBeside } from "../../../src/client/care/next";
import { WhenReady } from "../../../src/client/care/WhenReady";
import type { Appointment } from "../../../src/client/scheduling/appointments";
import { loadWords } from "../../../src/shared/i18n";

const now = Date.parse("2026-12-01T20:00:00Z");
const session: Appointment = {
  id: "a", provider_id: "pat", client_ids: ["ana"], start: "2026-12-03T16:00:00-05:00", minutes: 50, format: "video", status: "booked",
  zone: "America/New_York", zone_name: "EST", provider_zone: "America/New_York", sequence: 0,
};

afterEach(() => act(() => render(null, document.body)));

test("a booked session is beside whatever else is the next step, and not beside itself", () => {
  for (const step of ["plan", "consents", "measure"] as const) expect(sessionBeside({ step }, [session], now)).toBe(session);
  expect(sessionBeside({ step: "session", session }, [session], now)).toBeUndefined();
  expect(sessionBeside({ step: "measure" }, [{ ...session, status: "cancelled" }], now)).toBeUndefined();
});

test("the session further off stands among what can wait, with its day, time, zone and a way to it", async () => {
  await loadWords(["home"]);
  await act(() => render(<WhenReady due={[]} session={session} threads={[]} place={null} homework={[]} titles={{ worksheet: {}, reading: {} }} />, document.body));
  const row = document.querySelector("li")!;
  expect(row.textContent!.replace(/\u00a0/g, " ")).toMatch(/You and your therapist, Thursday, December 3.*, 4:00 PM EST/);
  expect(row.querySelector("a")!.getAttribute("href")).toBe("/sessions/a/change");
  expect(document.body.textContent).not.toContain("Nothing else to do.");
});

test("what is due beside the next step stands first, and then there is something else to do", async () => {
  await loadWords(["home"]);
  const due = { title: "A check-in is due", text: "About two minutes.", button: "Begin", href: "/measures" };
  await act(() => render(<WhenReady due={[due]} session={undefined} threads={[]} place={null} homework={[]} titles={{ worksheet: {}, reading: {} }} />, document.body));
  expect(document.querySelector("li a")!.getAttribute("href")).toBe("/measures");
  expect(document.body.textContent).not.toContain("Nothing else to do.");
});
