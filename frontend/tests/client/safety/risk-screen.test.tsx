// @vitest-environment jsdom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import ScreenPage from "../../../src/client/safety/ScreenPage";
import { bodyOf, isAcute, nextQuestion } from "../../../src/client/safety/screenState";
import { language, loadWords } from "../../../src/shared/i18n";

const asq = {
  slug: "asq", title: "ASQ", kind: "screen", languages: ["en"], answers: [{ value: "yes", text: "Yes" }, { value: "no", text: "No" }, { value: "declined", text: "Prefer not to say" }],
  items: [{ text: "One?" }, { text: "Two?" }, { text: "Three?" }, { text: "Four?" }], acuity: { text: "Right now?" },
};
const screen = (part: object = {}) => ({ safety: "open", alerted: false, practice_phone: "555", on_call: true, item9: 1, answers: [null, null, null, null], acute: null, due_by: null, ...part });
const json = (body: unknown) => new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });

let place: HTMLElement;
let puts: { answer: (value: Response | Error) => void; body: unknown }[];

function serve(shown: object): void {
  vi.stubGlobal("fetch", (url: string, init: RequestInit = {}) => {
    if (init.method === "PUT") return new Promise((resolve, reject) => puts.push({ body: JSON.parse(String(init.body)), answer: (value) => (value instanceof Error ? reject(value) : resolve(value)) }));
    return Promise.resolve(json(url.startsWith("/api/instruments") ? { items: [asq], next: null } : shown));
  });
}

const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 0)));

async function open(shown: object): Promise<void> {
  serve(shown);
  await act(() => render(<ScreenPage />, place));
  await settle();
}

async function say(value: string): Promise<void> {
  await act(() => place.querySelector<HTMLInputElement>(`input[value="${value}"]`)!.click());
  await act(() => place.querySelector<HTMLButtonElement>("button[type=submit]")!.click());
}

beforeEach(async () => {
  puts = [];
  language.value = "en";
  place = document.body.appendChild(document.createElement("div"));
  await loadWords(["common", "crisis", "screen"]);
});
afterEach(() => {
  render(null, place);
  place.remove();
  vi.unstubAllGlobals();
});

test("a yes to the fifth question shows crisis help before its request is answered", async () => {
  await open(screen({ answers: ["yes", "no", "no", "no"] }));
  expect(place.querySelector("h1")!.textContent).toBe("Right now?");
  await say("yes");
  expect(place.querySelector("h1")!.textContent).toBe("Talk to somebody now");
  expect(place.querySelector('a[href="tel:988"]')).not.toBeNull();
  expect(place.textContent).not.toContain("We have told");
  await settle();
  expect(puts.map(({ body }) => body)).toEqual([{ acute: "yes" }]);
});

test("that a clinician was told is said only once it is true", async () => {
  await open(screen({ answers: ["yes", "no", "no", "no"] }));
  await say("declined");
  await settle();
  puts[0]!.answer(json(screen({ safety: "acute", alerted: true })));
  await settle();
  expect(place.textContent).toContain("We have told the on-call clinician.");
});

test("when nobody was reached it says to call 988, and the page stays", async () => {
  await open(screen({ answers: ["yes", "no", "no", "no"] }));
  await say("yes");
  await settle();
  puts[0]!.answer(new TypeError("no network"));
  await settle();
  expect(place.textContent).toContain("We could not reach the on-call clinician; call 988 now.");
  expect(place.querySelector('a[href="tel:988"]')).not.toBeNull();
});

test("each answer is sent alone and takes nothing back", async () => {
  await open(screen({ answers: ["no", null, null, null] }));
  await say("no");
  await settle();
  expect(puts[0]!.body).toEqual({ answers: [null, "no", null, null] });
});

test("without approved wording help stands where the questions would, and an open screen cannot be passed over", async () => {
  language.value = "es";
  await loadWords(["common", "crisis", "screen"]);
  await open(screen());
  expect(place.querySelector('a[href="tel:988"]')).not.toBeNull();
  expect(place.textContent).toContain("Contestar en inglés");
  expect(place.textContent).not.toContain("Seguir sin contestar");
});

test("the fifth question follows any yes or declined answer, and only then", () => {
  expect(nextQuestion({ answers: ["no", "no", "no", "no"], acute: null })).toBeNull();
  expect(nextQuestion({ answers: ["no", "declined", "no", "no"], acute: null })).toBe("acute");
  expect(nextQuestion({ answers: ["yes", "no", null, null], acute: null })).toBe(2);
  expect(nextQuestion({ answers: ["yes", "no", "no", "no"], acute: "no" })).toBeNull();
  expect(isAcute("acute", "declined")).toBe(true);
  expect(isAcute(0, "yes")).toBe(false);
  expect(bodyOf("acute", "no")).toEqual({ acute: "no" });
});
