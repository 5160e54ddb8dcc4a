import type { NavItem, Route } from "../../shared/router";

export const routes: Route[] = [
  { path: "/messages", page: () => import("./ThreadsPage"), words: ["staff_messages"], access: "signed-in" },
  { path: "/messages/away", page: () => import("./AwayPage"), words: ["staff_messages"], access: "signed-in" },
  { path: "/messages/:thread_id", page: () => import("./ThreadPage"), words: ["staff_messages", "thread"], access: "signed-in" },
];
export const nav: NavItem[] = [{ href: "/messages", label: "nav_messages", order: 4 }];
