import type { Route } from "../../shared/router";

const words = ["plan", "crisis"];

export const routes: Route[] = [
  // Open: a plan kept on this device is read without signing in. The page itself sends others to sign-in.
  { path: "/plan", page: () => import("./PlanPage"), words, access: "open" },
  { path: "/plan/:part", page: () => import("./PartPage"), words, access: "signed-in" },
];
