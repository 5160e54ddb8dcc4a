// @vitest-environment node
import { expect, test } from "vitest";
import { addressesIn } from "../addresses";
import { collectAreas } from "../src/shared/areas";

const texts = import.meta.glob<string>("../src/{client,provider}/*/routes.ts", { eager: true, query: "?raw", import: "default" });
const modules = import.meta.glob("../src/{client,provider}/*/routes.ts", { eager: true });

test("the list of addresses names every route and nothing else", () => {
  const listed = Object.values(texts).flatMap((text) => addressesIn(text, ""));
  expect(listed.sort()).toEqual(collectAreas(modules).routes.map(({ path }) => path).sort());
});
