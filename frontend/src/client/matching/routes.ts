import type { Route } from "../../shared/router";

const own = { words: ["matching", "waiting", "states"], access: "signed-in" } as const;

export const routes: Route[] = [
  { path: "/matches", page: () => import("./MatchesPage"), ...own },
  { path: "/waitlist", page: () => import("./WaitlistPage"), ...own },
  { path: "/therapists/:provider_id", page: () => import("./TherapistPage"), ...own },
];
