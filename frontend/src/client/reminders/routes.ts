import type { Route } from "../../shared/router";

export const routes: Route[] = [{ path: "/reminders", page: () => import("./RemindersPage"), words: ["reminders"], access: "signed-in" }];
