import type { Route } from "../../shared/router";

export const routes: Route[] = [{ path: "/homework", page: () => import("./HomeworkPage"), words: ["homework"], access: "signed-in" }];
