// @vitest-environment jsdom
import { render } from "preact";
import { beforeAll, expect, test } from "vitest";
import { ApiError, Offline } from "../../../src/shared/api/errors";
import { loadWords } from "../../../src/shared/i18n";
import { Failed } from "../../../src/shared/ui/Page";

beforeAll(() => loadWords(["common", "errors"]));

function shown(error: unknown): HTMLElement {
  const place = document.createElement("div");
  render(<Failed error={error} again={() => undefined} />, place);
  return place;
}

test.each([404, 403])("what is refused for good (%i) is not offered again but leads on", (status) => {
  const place = shown(new ApiError(status, "any", undefined, {}));
  expect(place.querySelector("button")).toBeNull();
  expect(place.querySelector("a")?.getAttribute("href")).toBe("/");
});

test.each([[false, /We cannot open your record safely/], [true, /We could not do this right now\. Nothing you typed is lost\./]])("a machine that is not there is told of as what was asked of it: changing %s", (changing, words) => {
  expect(shown(new ApiError(503, "unavailable", undefined, {}, undefined, changing)).textContent).toMatch(words);
});

test.each([new ApiError(503, "unavailable", undefined, {}), new ApiError(409, "conflict", undefined, {}), new Offline()])("a failure that may pass can be tried again: %s", (error) => {
  expect(shown(error).querySelector("button")?.textContent).toBe("Try again");
});
