// @vitest-environment node
import { readFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";
import { expect, test } from "vitest";

test("the API's types are those of docs/openapi.json (run `npm run types`)", async () => {
  const made = astToString(await openapiTS(new URL("../../../../docs/openapi.json", import.meta.url), { defaultNonNullable: false }));
  const kept = readFileSync(new URL("../../../src/shared/api/schema.d.ts", import.meta.url), "utf8");
  expect(kept.endsWith(made)).toBe(true);
}, 30_000);
