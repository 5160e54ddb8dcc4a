// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Tokens = Record<string, string>;

const css = readFileSync(new URL("../../src/shared/tokens.css", import.meta.url), "utf8");

function coloursAfter(selector: string): Tokens {
  const start = css.indexOf(selector + " {");
  const block = css.slice(start, css.indexOf("}", start));
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9A-F]{6});/g)].map((found) => [found[1], found[2]]));
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const everyGround = ["paper", "surface", "sunk", "tint", "lamp", "lamp-soft", "heather-tint", "ok-tint", "caution-tint", "danger-tint"];

/** Token, grounds it is drawn on, lowest contrast on them in light and in dark, and the limit (4.5 text, 3 controls and marks). */
const table: [string, string[], number, number, number][] = [
  ["ink", everyGround, 11.83, 9.2, 4.5],
  ["ink-2", ["paper", "surface", "sunk", "tint", "lamp"], 5.75, 5.3, 4.5],
  ["edge", ["paper", "surface", "sunk", "lamp-soft"], 3.25, 3.85, 3],
  ["action", ["paper", "surface", "sunk", "tint", "lamp"], 6.91, 6.34, 4.5],
  ["action-hover", ["paper", "surface", "sunk"], 9.7, 11.47, 4.5],
  ["on-action", ["action", "action-hover"], 8.56, 9.17, 4.5],
  ["lamp-ink", ["lamp", "lamp-soft"], 10.41, 8.96, 4.5],
  ["lamp-edge", ["lamp", "lamp-soft", "paper"], 3.48, 4.28, 3],
  ["heather", ["paper", "surface", "heather-tint"], 5.62, 7.19, 4.5],
  ["ok", ["paper", "surface", "ok-tint"], 5.7, 8.2, 4.5],
  ["caution", ["paper", "surface", "caution-tint"], 6.23, 8.49, 4.5],
  ["danger", ["paper", "surface", "lamp-soft", "danger-tint"], 6.38, 8.14, 4.5],
  ["on-danger", ["danger"], 7.82, 10.01, 4.5],
  ["focus", everyGround, 7.08, 6.97, 3],
];

const light = coloursAfter(":root");
const dark = coloursAfter('[data-theme="dark"]');

describe("tokens", () => {
  test("dark by preference and dark by choice are the same colours", () => {
    expect(coloursAfter(':root:not([data-theme="light"])')).toEqual(dark);
    expect(Object.keys(dark)).toEqual(Object.keys(light));
  });

  test.each(table)("%s keeps its contrast on %j", (token, grounds, inLight, inDark, limit) => {
    for (const [theme, lowest] of [[light, inLight], [dark, inDark]] as [Tokens, number][]) {
      const found = Math.min(...grounds.map((ground) => contrast(theme[token]!, theme[ground]!)));
      expect(found).toBeCloseTo(lowest, 2);
      expect(found).toBeGreaterThanOrEqual(limit);
    }
  });
});
