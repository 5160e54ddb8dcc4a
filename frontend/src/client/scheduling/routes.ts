import type { NavItem, Route } from "../../shared/router";

const own = { words: ["booking", "states"], access: "signed-in" } as const;

export const routes: Route[] = [
  { path: "/sessions", page: () => import("./SessionsPage"), ...own },
  { path: "/sessions/:appointment_id/change", page: () => import("./ChangePage"), ...own },
  { path: "/sessions/:appointment_id/move", page: () => import("./MovePage"), ...own },
  { path: "/book", page: () => import("./BookPage"), ...own },
  { path: "/book/check", page: () => import("./CheckPage"), ...own },
  { path: "/booked/:appointment_id", page: () => import("./BookedPage"), ...own },
];

export const nav: NavItem[] = [{ href: "/sessions", label: "nav_sessions", order: 2 }];
