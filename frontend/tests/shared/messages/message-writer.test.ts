import { expect, test } from "vitest";
import { writerOf } from "../../../src/shared/messages/writer";

test.each([
  ["me", { mine: true, sender: "client", sender_id: "dee" }],
  ["client", { mine: false, sender: "client", sender_id: "dee" }],
  ["companion", { mine: false, sender: "client", sender_id: "eli" }],
  ["staff", { mine: false, sender: "provider", sender_id: "pat" }],
] as const)("in the thread of one of a couple it is told who wrote: %s", (writer, message) => {
  expect(writerOf(message, "dee")).toBe(writer);
});
