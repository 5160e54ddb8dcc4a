// @vitest-environment jsdom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answers, matchable, namesDanger, wishOf } from "../../../src/client/start/answers";
import StartPage from "../../../src/client/start/StartPage";
import { loadWords } from "../../../src/shared/i18n";
import { startRouter } from "../../../src/shared/router";

const helpIsShown = () => document.querySelector('.notice.danger a[href="tel:988"]') !== null;
const choose = (value: string) => act(() => document.querySelector<HTMLInputElement>(`input[value=${value}]`)!.click());
const goOn = () => act(() => document.querySelector<HTMLButtonElement>("button[type=submit]")!.click());

beforeEach(async () => {
  Element.prototype.scrollIntoView = () => undefined;
  window.scrollTo = () => undefined;
  await loadWords(["common", "crisis", "start", "states"]);
  history.replaceState(null, "", "/start/1");
  startRouter("");
  answers.value = { concerns: [] };
  await act(() => render(<StartPage params={{ step: "1" }} />, document.body));
});
afterEach(() => act(() => render(null, document.body)));

test.each(["no", "unsure"])("answering %s to the first question shows crisis help at once, before anything is sent", async (value) => {
  await choose(value);
  expect(helpIsShown()).toBe(true);
});

test("somebody who is safe is not shown crisis help", async () => {
  await choose("yes");
  expect(helpIsShown()).toBe(false);
});

test("going on without an answer shows crisis help first and then lets the person go on", async () => {
  await goOn();
  expect([helpIsShown(), location.pathname]).toEqual([true, "/start/1"]);
  await goOn();
  expect(location.pathname).toBe("/start/2");
});

test("crisis help blocks nothing", async () => {
  await choose("no");
  await goOn();
  expect(location.pathname).toBe("/start/2");
});

test("the first question cannot be passed over", async () => {
  history.replaceState(null, "", "/start/4");
  await act(() => render(<StartPage key="4" params={{ step: "4" }} />, document.body));
  expect(location.pathname).toBe("/start/1");
});

test("a concern that names danger shows crisis help and reaches matching only as something else", async () => {
  expect([namesDanger(["sleep"]), namesDanger(["sleep", "self_harm"]), namesDanger(["violence"])]).toEqual([false, true, true]);
  expect(matchable(["sleep", "self_harm", "violence"])).toEqual(["sleep", "other"]);
});

test("not saying whether one is safe counts as not sure", () => {
  const given = { concerns: [], age_group: "adult", state: "NY", format: "video", payer: "self_pay", language: "en" } as const;
  expect(wishOf({ ...given, concerns: [] })?.safe_now).toBe("unsure");
  expect(wishOf({ concerns: [] })).toBeUndefined();
});
