// @vitest-environment jsdom
import { render } from "preact";
import { beforeAll, expect, test } from "vitest";
import { Silent } from "../../../src/provider/room/InCall";
import type { Guest } from "../../../src/provider/room/lobby";
import { now } from "../../../src/shared/api/now";
import { loadWords } from "../../../src/shared/i18n";

beforeAll(() => loadWords(["common", "room"]));

function shown(seconds: number, phone: string, phase = "reconnecting"): HTMLElement {
  const page = document.createElement("div");
  render(<Silent guest={{ phase, droppedAt: now() - seconds * 1000, said: { phone, preferred_name: "Ana" } } as unknown as Guest} />, page);
  return page;
}

test("a minute after the line was lost, and not before, the therapist is shown the client's number", () => {
  expect(shown(59, "+1 555 010 0147").textContent).toBe("");
  const page = shown(61, "+1 555 010 0147");
  expect(page.querySelector("[role=alert]")?.textContent).toContain("Ana");
  expect(page.querySelector("a")?.getAttribute("href")).toBe("tel:+1 555 010 0147");
});

test("while the line stands no number is shown, and where none was given that is said", () => {
  expect(shown(600, "+1 555 010 0147", "talking").textContent).toBe("");
  expect(shown(61, "").textContent).toContain("no phone number");
});
