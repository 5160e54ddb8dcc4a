import { expect, test } from "vitest";
import { remedy } from "../../../../src/shared/call/engine/remedy";

const untried = { sinceTry: Infinity, answered: 0 };

test("a short silence is waited out", () => {
  expect(remedy({ ...untried, silentFor: 2400 })).toBe("wait");
  expect(remedy({ ...untried, silentFor: 2500 })).toBe("restart");
});

test("a try is given three seconds, and six once the line has been gone for a minute", () => {
  expect(remedy({ silentFor: 9000, sinceTry: 2900, answered: 0 })).toBe("wait");
  expect(remedy({ silentFor: 9000, sinceTry: 3000, answered: 0 })).toBe("restart");
  expect(remedy({ silentFor: 61_000, sinceTry: 5900, answered: 0 })).toBe("wait");
  expect(remedy({ silentFor: 61_000, sinceTry: 6000, answered: 0 })).toBe("restart");
});

test("tries that are answered and bring nothing end in a new connection, unanswered ones never do", () => {
  expect(remedy({ silentFor: 9000, sinceTry: 3000, answered: 7 })).toBe("restart");
  expect(remedy({ silentFor: 9000, sinceTry: 3000, answered: 8 })).toBe("anew");
  expect(remedy({ silentFor: 600_000, sinceTry: 6000, answered: 0 })).toBe("restart");
});
