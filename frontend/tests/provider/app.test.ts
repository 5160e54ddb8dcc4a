// @vitest-environment jsdom
import { expect, test } from "vitest";
import { placesFor } from "../../src/provider/app";
import { findRoute } from "../../src/shared/router";

const isThere = (role: string | undefined, path: string) => findRoute(placesFor(role).routes, path) !== undefined;

test("a page of the other role's menu is not here, and its menu does not name it", () => {
  for (const [path, role, other] of [["/people", "admin", "provider"], ["/licenses", "admin", "provider"], ["/clients", "provider", "admin"]]) {
    expect(isThere(role, path!)).toBe(true);
    expect(isThere(other, path!)).toBe(false);
    expect(placesFor(other).nav.some((item) => item.href === path)).toBe(false);
  }
});

test("what both have is there for both, and everything is until the role is known", () => {
  for (const path of ["/", "/settings", "/sign-in"]) for (const role of ["admin", "provider", undefined]) expect(isThere(role, path)).toBe(true);
  expect(isThere(undefined, "/people")).toBe(true);
});
