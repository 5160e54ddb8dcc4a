import type { Route } from "../../shared/router";

const own = { words: ["account", "states"], access: "signed-in" } as const;

export const routes: Route[] = [
  { path: "/consents", page: () => import("./ConsentsPage"), ...own },
  { path: "/consents/:document", page: () => import("./ConsentPage"), ...own },
  { path: "/wards/:client_id/consents", page: () => import("./ConsentsPage"), ...own },
  { path: "/wards/:client_id/consents/:document", page: () => import("./ConsentPage"), ...own },
  { path: "/profile", page: () => import("./ProfilePage"), ...own },
  { path: "/settings", page: () => import("./SettingsPage"), ...own },
];
