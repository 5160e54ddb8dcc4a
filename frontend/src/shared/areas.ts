import type { NavItem, Route } from "./router";

interface Area {
  routes: Route[];
  nav?: NavItem[];
}

/** Join the routes and main pages that the areas of an app export from their routes.ts. */
export function collectAreas(modules: Record<string, unknown>): Required<Area> {
  const areas = Object.values(modules) as Area[];
  return {
    routes: areas.flatMap((area) => area.routes),
    nav: areas.flatMap((area) => area.nav ?? []).sort((one, other) => one.order - other.order),
  };
}
