// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { ApiError } from "../../../src/shared/api/errors";

const post = vi.fn();
const client_id = "ana", viewer_id = "viewer";
vi.mock("../../../src/shared/api/client", () => ({
  post: (...given: unknown[]) => post(...given),
  get: async () => ({ items: [{ client_id, viewer_id, revision: 1, said: { licensed: true } }], start: "2026-12-01T15:00:00Z", status: "booked" }),
}));
const { RoomCall } = await import("../../../src/provider/room/roomCall");

/** A room with one client at its door, and what its master was asked. */
async function room() {
  const call = new RoomCall("a", "2026-12-01T15:00:00Z", "video", () => undefined);
  const asked: string[] = [];
  Object.assign(call, { master: { admit: async () => asked.push("admit"), leave: () => asked.push("leave"), know: () => undefined, end: () => undefined } });
  await call.door.look();
  return { call, asked, guest: () => call.guests.peek()[0]! };
}

test("where the API lets nobody in the call is over again, and the door keeps why", async () => {
  const { call, asked, guest } = await room();
  const refusal = new ApiError(422, "home_state_needed", "r", { home_state: "CO" });
  post.mockRejectedValueOnce(refusal);
  await expect(call.admit(guest())).rejects.toBe(refusal);
  expect([asked, guest().refused]).toEqual([["admit", "leave"], refusal]);

  post.mockResolvedValueOnce({});
  await call.admit(guest());
  expect([asked.at(-1), guest().refused]).toEqual(["admit", undefined]);
  call.close();
});

test("an admission that could not be noted just now leaves the call as it is", async () => {
  const { call, asked, guest } = await room();
  post.mockRejectedValueOnce(new ApiError(503, "unavailable", "r", {}));
  await expect(call.admit(guest())).rejects.toThrow("unavailable");
  expect(asked).toEqual(["admit"]);
  call.close();
});

test("a room hears that its session was moved", async () => {
  const changed = vi.fn();
  const call = new RoomCall("a", "2026-12-01T14:00:00Z", "video", changed);
  await call.door.look();
  expect(changed).toHaveBeenCalledOnce();
  call.close();
});
