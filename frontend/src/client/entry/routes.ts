import type { Route } from "../../shared/router";

const open = { words: ["auth"], access: "open" } as const;

export const routes: Route[] = [
  { path: "/sign-in", page: () => import("./SignInPage"), ...open },
  { path: "/sign-up", page: () => import("./SignUpPage"), ...open },
  { path: "/forgot", page: () => import("../../shared/auth/ForgotPage"), ...open },
  { path: "/locked-out", page: () => import("../../shared/auth/LockedOutPage"), words: [...open.words, "recovery"], access: "open" },
  { path: "/sign-out", page: () => import("../../shared/auth/SignOutPage"), ...open },
];
