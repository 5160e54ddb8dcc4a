import type { Route } from "../../shared/router";

const own = { words: ["session", "call", "states"], access: "signed-in" } as const;

export const routes: Route[] = [
  { path: "/session/:appointment_id/ready", page: () => import("./ReadyPage"), ...own },
  { path: "/session/:appointment_id", page: () => import("./SessionPage"), ...own, frame: "room" },
];
