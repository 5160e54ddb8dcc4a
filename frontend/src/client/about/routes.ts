import type { Route } from "../../shared/router";

const open = { words: ["about"], access: "open" } as const;

export const routes: Route[] = [
  { path: "/accessibility", page: () => import("./AccessibilityPage"), ...open },
  { path: "/privacy", page: () => import("./PrivacyPage"), ...open },
];
