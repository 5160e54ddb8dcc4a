import type { NavItem, Route } from "../../shared/router";

const own = { words: ["messages", "thread"], access: "signed-in" } as const;

export const routes: Route[] = [
  { path: "/messages", page: () => import("./MessagesPage"), ...own },
  { path: "/messages/:thread_id", page: () => import("./ThreadPage"), ...own },
];

export const nav: NavItem[] = [{ href: "/messages", label: "nav_messages", order: 3 }];
