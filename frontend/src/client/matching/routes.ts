import type { Route } from "../../shared/router";

const own = { words: ["matching", "waiting", "states", "care"], access: "signed-in" } as const;

export const routes: Route[] = [
  { path: "/matches", page: () => import("./MatchesPage"), ...own },
  { path: "/waitlist", page: () => import("./WaitlistPage"), ...own },
  { path: "/talk/:provider_id", page: () => import("./TalkPage"), words: [...own.words, "booking"], access: own.access },
  { path: "/switch/:provider_id", page: () => import("./SwitchPage"), ...own },
  { path: "/therapists/:provider_id", page: () => import("./TherapistPage"), ...own },
];
