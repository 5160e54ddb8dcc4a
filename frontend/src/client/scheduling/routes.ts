import type { NavItem, Route } from "../../shared/router";

const own = { words: ["booking", "states"], access: "signed-in" } as const;

export const routes: Route[] = [
  { path: "/sessions", page: () => import("./SessionsPage"), ...own },
  { path: "/sessions/:appointment_id/change", page: () => import("./ChangePage"), ...own },
  { path: "/sessions/:appointment_id/move", page: () => import("./MovePage"), ...own },
  { path: "/book", page: () => import("./BookPage"), ...own },
  { path: "/book/check", page: () => import("./CheckPage"), ...own },
  { path: "/booked/:appointment_id", page: () => import("./BookedPage"), ...own },
  { path: "/series/:series_id", page: () => import("./SeriesPage"), words: ["booking", "series"], access: "signed-in" },
  { path: "/wait/:provider_id", page: () => import("./WaitPage"), words: ["booking", "offers"], access: "signed-in" },
  { path: "/offers/:offer_id", page: () => import("./OfferPage"), words: ["booking", "states", "offers"], access: "signed-in" },
  { path: "/calendar", page: () => import("./FeedPage"), words: ["feed"], access: "signed-in" },
];

export const nav: NavItem[] = [{ href: "/sessions", also: ["/book", "/booked", "/series", "/wait", "/offers", "/calendar"], label: "nav_sessions", order: 2 }];
