// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { staticPage } from "../static-pages";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const crisis = JSON.parse(read("../chalicelib/practice/crisis/us.json")) as { emergency: string; lines: Record<string, string>[] };

describe.each(["index.html", "es/index.html", "help.html", "es/help.html", "provider/index.html"])("%s", (path) => {
  const html = staticPage(read(path));

  test("shows crisis help before any script runs", () => {
    expect(html).toContain('href="tel:988"');
    expect(html).toContain('href="sms:988"');
    expect(html.indexOf("help-bar")).toBeLessThan(html.indexOf("<main"));
  });

  test("has a way to leave that needs no script", () => {
    expect(html).toMatch(/class="leave" href="https:\/\/[^"]+" rel="noreferrer"/);
  });

  test("has nothing inline that the content security policy would refuse", () => {
    expect(html).not.toMatch(/<script>|<style|\sstyle=|\son\w+=|javascript:/);
  });

  test("names no page's topic in the tab", () => {
    expect(html).toContain("<title>Quietroom</title>");
  });
});

test.each(["help.html", "es/help.html"])("%s names every number of the practice's crisis lines", (path) => {
  const html = staticPage(read(path));
  const spanish = path.startsWith("es");
  expect(html).toContain(`tel:${crisis.emergency}`);
  for (const line of crisis.lines) {
    for (const part of ["call", "text", "send", "chat"]) if (line[part]) expect(html).toContain(line[part]);
    if (line.press) expect(html).toMatch(new RegExp(spanish ? `marque ${line.press}` : `(press|luego) ${line.press}`));
  }
});

test("an unknown word stops the build", () => {
  expect(() => staticPage('<html lang="en">{{no_such_word}}')).toThrow("no_such_word");
});
