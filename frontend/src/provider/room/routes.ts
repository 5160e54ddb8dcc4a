import type { Route } from "../../shared/router";

export const routes: Route[] = [
  { path: "/room/:appointment_id", page: () => import("./RoomPage"), words: ["room", "homework", "staff_homework", "call", "staff_intake", "intake", "states"], access: "signed-in", frame: "room" },
];
