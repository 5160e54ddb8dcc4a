import type { Route } from "../../shared/router";

export const routes: Route[] = [{ path: "/screen", page: () => import("./ScreenPage"), words: ["screen"], access: "signed-in" }];
