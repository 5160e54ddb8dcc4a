import type { Route } from "../../shared/router";

const open = { words: ["start", "waiting", "states", "crisis"], access: "open" } as const;

export const routes: Route[] = [
  { path: "/start", page: () => import("./StartPage"), ...open },
  { path: "/start/answer", page: () => import("./AnswerPage"), ...open },
  { path: "/start/:step", page: () => import("./StartPage"), ...open },
];
