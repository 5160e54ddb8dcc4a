// @vitest-environment jsdom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import LockedOutPage from "../../../src/shared/auth/LockedOutPage";
import { hasExpired, problem } from "../../../src/shared/auth/problems";
import { loadWords } from "../../../src/shared/i18n";
import { type Practice, practice } from "../../../src/shared/practice";

const failure = (name: string, message = "") => Object.assign(new Error(message), { name });

beforeEach(() => loadWords(["common", "crisis", "auth"]));
afterEach(async () => {
  await act(() => render(null, document.body));
  practice.value = null;
});

test("somebody locked out sees crisis help although nothing could be asked of the server", async () => {
  await act(() => render(<LockedOutPage />, document.body));
  expect(document.querySelector('a[href="tel:988"]')).not.toBeNull();
});

test("somebody locked out sees the practice's phone", async () => {
  practice.value = { phone: "555-0134" } as Practice;
  await act(() => render(<LockedOutPage />, document.body));
  expect(document.querySelector('a[href="tel:555-0134"]')).not.toBeNull();
});

test("a wrong code from the app advises on clocks, a wrong one from the mail does not", () => {
  expect(problem(failure("CodeMismatchException"), "authenticator")).toBe("problem_code");
  expect(problem(failure("CodeMismatchException"), "mailed")).toBe("problem_code_mailed");
});

test("a used code is told apart from a wrong one", () => {
  expect(problem(failure("ExpiredCodeException"), "authenticator")).toBe("problem_code_used");
});

test("an unknown e-mail and a wrong password read alike", () => {
  expect(problem(failure("UserNotFoundException"), "password")).toBe(problem(failure("NotAuthorizedException"), "password"));
});

test("too many tries and a step that took too long are not called a wrong password", () => {
  expect(problem(failure("NotAuthorizedException", "Password attempts exceeded"), "password")).toBe("problem_too_many");
  expect(hasExpired(failure("NotAuthorizedException", "Invalid session for the user, session is expired."))).toBe(true);
});
