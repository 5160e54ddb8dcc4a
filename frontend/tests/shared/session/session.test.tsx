// @vitest-environment jsdom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadWords } from "../../../src/shared/i18n";
import { useDraft } from "../../../src/shared/session/drafts";
import { IdleDialog, inRoom, timedOut } from "../../../src/shared/session/IdleDialog";
import { leaveSite } from "../../../src/shared/session/leave";
import { forgetSession, keepSession, lapseSession, session, startSession } from "../../../src/shared/session/session";

const tokens = (person: string) => ({ access: `h.${btoa(JSON.stringify({ sub: person }))}.s`, refresh: "r" });
let draft = "";
let write: (text: string) => void;
let forget: () => void;
let autosaved = false;

function Draft() {
  [draft, write, forget] = useDraft("message", "", { autosaved });
  return null;
}

const show = (what: preact.ComponentChild) => act(() => render(what, document.body));

beforeEach(async () => {
  await loadWords(["common"]);
  startSession("clients");
  keepSession(tokens("ana"));
});
afterEach(async () => {
  await show(null);
  forgetSession();
  inRoom.value = false;
  timedOut.value = false;
  autosaved = false;
  vi.useRealTimers();
});

test("what was typed is there again after a time-out and a sign-in by the same person", async () => {
  await show(<Draft />);
  await act(() => write("words"));
  await show(null);
  lapseSession();
  keepSession(tokens("ana"));
  await show(<Draft />);
  expect(draft).toBe("words");
});

test.each([
  ["another person signs in", () => (lapseSession(), keepSession(tokens("ben")))],
  ["the person signs out or leaves", () => forgetSession()],
])("nothing typed is left when %s", async (_, happen) => {
  await show(<Draft />);
  await act(() => write("words"));
  await show(null);
  happen();
  await show(<Draft />);
  expect(draft).toBe("");
});

const asks = () => !dispatchEvent(new Event("beforeunload", { cancelable: true }));

test("the browser asks before it closes on words that are nowhere else, from whichever page", async () => {
  await show(<Draft />);
  expect(asks()).toBe(false);
  await act(() => write("words"));
  await show(null);
  expect(asks()).toBe(true);
  await show(<Draft />);
  await act(() => write(""));
  expect(asks()).toBe(false);
  await act(() => write("other words"));
  forget();
  expect(asks()).toBe(false);
});

test("the browser does not ask where the server has the words", async () => {
  autosaved = true;
  await show(<Draft />);
  await act(() => write("words"));
  expect(asks()).toBe(false);
});

test("leaving at once asks nothing, whatever is not saved", async () => {
  const guard = (event: Event) => event.preventDefault();
  addEventListener("beforeunload", guard);
  await show(<Draft />);
  await act(() => write("words"));
  vi.stubGlobal("location", { replace: vi.fn() });
  leaveSite();
  vi.unstubAllGlobals();
  expect(asks()).toBe(false);
  removeEventListener("beforeunload", guard);
});

test("a forgotten session leaves nothing in the tab's storage", () => {
  sessionStorage.setItem("anything", "else");
  forgetSession();
  expect(sessionStorage).toHaveLength(0);
});

test("somebody who does nothing is asked two minutes before, then signed out with a word why", async () => {
  vi.useFakeTimers();
  HTMLDialogElement.prototype.showModal = () => undefined;
  await show(<IdleDialog />);
  await act(() => void vi.advanceTimersByTime(27 * 60_000));
  expect(document.querySelector("dialog")).toBeNull();
  await act(() => void vi.advanceTimersByTime(70_000));
  expect(document.querySelector("dialog")).not.toBeNull();
  await act(() => void vi.advanceTimersByTime(2 * 60_000));
  expect([session.value, timedOut.value]).toEqual([null, true]);
});

test("nobody is signed out of a session room", async () => {
  vi.useFakeTimers();
  inRoom.value = true;
  await show(<IdleDialog />);
  await act(() => void vi.advanceTimersByTime(60 * 60_000));
  expect(session.value).not.toBeNull();
});
