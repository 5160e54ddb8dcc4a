import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import enCommon from "./src/shared/i18n/en/common.ts";
import enCrisis from "./src/shared/i18n/en/crisis.ts";
import enFront from "./src/shared/i18n/en/front.ts";
import esCommon from "./src/shared/i18n/es/common.ts";
import esCrisis from "./src/shared/i18n/es/crisis.ts";
import esFront from "./src/shared/i18n/es/front.ts";

const catalogues: Record<string, Record<string, string>> = {
  en: { ...enCommon, ...enCrisis, ...enFront },
  es: { ...esCommon, ...esCrisis, ...esFront },
};

const parts = new URL("./static-pages/", import.meta.url);

function withParts(html: string): string {
  return html.replace(/\{\{> ([\w-]+)\}\}/g, (_, name: string) => withParts(readFileSync(new URL(`${name}.html`, parts), "utf8").trimEnd()));
}

/**
 * Put together a page that must read without JavaScript. `{{> name}}` is static-pages/name.html, `{{key}}` a word of the page's language,
 * `{{#en}}...{{/en}}` what only this language has. A part or a word that is not there stops the build.
 */
export function staticPage(html: string): string {
  const language = /<html lang="(\w+)"/.exec(html)?.[1] ?? "en";
  const whole = withParts(html).replace(/\{\{#(\w+)\}\}(.*?)\{\{\/\1\}\}/gs, (_, only: string, text: string) => (only === language ? text : ""));
  const words: Record<string, string> = { ...catalogues[language] };
  // The crisis page leads to itself without a request, which would lose it where there is no network.
  if (whole.includes('class="crisis-links"')) words.help_page = "#main";
  return whole.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const word = words[key];
    if (word === undefined) throw new Error(`no word "${key}" in the ${language} catalogues of the static pages`);
    return word.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  });
}

/** One source of words and frame for the pages that must read without JavaScript and for the app. */
export function staticPages(): Plugin {
  return { name: "static-pages", transformIndexHtml: { order: "pre", handler: staticPage } };
}
