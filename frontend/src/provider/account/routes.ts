import type { Route } from "../../shared/router";

export const routes: Route[] = [{ path: "/settings", page: () => import("./SettingsPage"), words: ["account"], access: "signed-in" }];
