// @vitest-environment jsdom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import ClientPage from "../../src/provider/clients/ClientPage";
import ReviewsPage from "../../src/provider/safety/ReviewsPage";
import { TodayPage } from "../../src/provider/today/TodayPage";
import { loadWords } from "../../src/shared/i18n";

const client = {
  id: "ana", name: "Ana", pronouns: "she/her", age: 34, home_state: "NY", licensed: true, zone: "America/New_York", zone_name: "EST", utc_offset: -300, phone: "", emergency_contact: null,
  since: "2026-10-20", thread_id: "t", missing_consents: [], shares_moods: false, shares: [], unread: false, due_local: null, overdue: false, measures: [], flag: null, flag_due_local: null, coming: [], past: [],
};
const today = { date: "2026-12-01", zone: "America/Chicago", zone_name: "CST", sessions: [], next_session: null, threads: [], flags: [], worse: [], unsaid: [], licences: [], failed: [] };

let asked: string[];

/** Answer every request from a table of paths; what is not in it is refused. */
function serve(answers: Record<string, unknown>, refusal = 403) {
  asked = [];
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    const found = answers[url];
    const body = found ?? { error: { code: "refused", message: "", request_id: "r" } };
    return new Response(JSON.stringify(body), { status: found ? 200 : refusal, headers: { "Content-Type": "application/json" } });
  });
}

/** What the page says once it has come to rest after something was done. */
async function after(done: () => void): Promise<string> {
  await act(done);
  // What loads may show something that loads in turn.
  for (let round = 0; round < 3; round += 1) await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
  return document.body.textContent!;
}

function show(what: preact.ComponentChild): Promise<string> {
  return after(() => render(what, document.body));
}

beforeEach(() => loadWords(["common", "staff", "staff_today", "staff_clients", "staff_work", "mood", "states"]));
afterEach(async () => {
  await act(() => render(null, document.body));
  vi.unstubAllGlobals();
});

test("what a client does not share is said to be not shared, and is not asked for", async () => {
  serve({ "/api/clients/ana": client });
  const shown = await show(<ClientPage params={{ client_id: "ana" }} />);
  expect(shown).toContain("Not shared. Ana has not turned on sharing for mood.");
  expect(shown).toContain("written in Ana's access log");
  expect(asked.filter((url) => url.includes("/moods"))).toEqual([]);
});

test("a client who stopped sharing a moment ago is shown as not sharing, not as an error", async () => {
  serve({ "/api/clients/ana": { ...client, shares_moods: true } }, 404);
  expect(await show(<ClientPage params={{ client_id: "ana", tab: "shared" }} />)).toContain("Not shared.");
});

test("a license missing for the client's state stands on their page", async () => {
  serve({ "/api/clients/ana": { ...client, licensed: false } });
  expect(await show(<ClientPage params={{ client_id: "ana" }} />)).toContain("You are not licensed in New York");
});

test("a part of the day that failed says so, and missing safety flags are not called good news", async () => {
  serve({ "/api/today": { ...today, failed: ["flags"] } });
  const shown = await show(<TodayPage />);
  expect(shown).toContain("Do not take their absence for good news.");
  expect(shown).not.toContain("Nothing waits for you.");
});

test("an empty day says so and names nothing that waits", async () => {
  serve({ "/api/today": today });
  const shown = await show(<TodayPage />);
  expect(shown).toContain("No sessions today, and none booked after it.");
  expect(shown).toContain("Nothing waits for you.");
});

test("a therapist who comes back to the day sees what has come since, and keeps what was there when nothing answers", async () => {
  serve({ "/api/today": today });
  await show(<TodayPage />);
  const back = () => after(() => void document.dispatchEvent(new Event("visibilitychange")));
  serve({ "/api/today": { ...today, flags: [{ client: { id: "ben", name: "Ben" }, state: "positive", due_by: null, due_local: null }] } });
  expect(await back()).toContain("Ben");
  serve({}, 503);
  expect(await back()).toContain("Ben");
  expect(asked).toEqual(["/api/today"]);
});

test("a page has one primary button, also with a client in danger", async () => {
  const thread = { thread_id: "t", client: { id: "dee", name: "Dee" }, unread: true, due_by: "2026-12-01T23:00:00Z", due_local: "2026-12-01T17:00:00-06:00", overdue: false };
  serve({ "/api/today": { ...today, threads: [thread] } });
  await show(<TodayPage />);
  expect(document.querySelectorAll(".button.primary")).toHaveLength(1);
  await act(() => render(null, document.body));
  serve({ "/api/today": { ...today, threads: [thread], flags: ["ben", "eli"].map((id) => ({ client: { id, name: id }, state: "positive", due_by: null, due_local: null })) } });
  await show(<TodayPage />);
  expect(document.querySelectorAll(".button.primary, .button.danger")).toHaveLength(1);
});

test("the review list tells who is not on call why it stays closed", async () => {
  serve({});
  expect(await show(<ReviewsPage />)).toContain("Only the clinician on call sees this list.");
});
