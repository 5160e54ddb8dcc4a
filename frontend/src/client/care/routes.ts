import type { NavItem, Route } from "../../shared/router";

export const routes: Route[] = [
  { path: "/home", page: () => import("./HomePage"), words: ["home", "homework", "guardian", "record", "mood", "messages", "crisis", "care", "states"], access: "signed-in" },
];

export const nav: NavItem[] = [{ href: "/home", label: "nav_home", order: 1 }];
