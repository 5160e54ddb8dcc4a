import { expect, test, vi } from "vitest";
import { Lobby } from "../../../src/provider/room/lobby";

const { get } = vi.hoisted(() => ({ get: vi.fn(() => Promise.resolve({ items: [] })) }));
vi.mock("../../../src/shared/api/client", () => ({ get }));

test("the door is looked at once a second at most, but at once after something was done there", async () => {
  const door = new Lobby("a", "2026-12-01T16:00:00-05:00", {
    seen: () => undefined,
    verification: () => undefined as never,
    changed: () => undefined,
    failed: () => undefined,
  });
  await door.look();
  await door.look();
  expect(get).toHaveBeenCalledTimes(1);
  await door.look(true);
  expect(get).toHaveBeenCalledTimes(2);
});
