import type { Plugin } from "vite";
import enCrisis from "./src/shared/i18n/en/crisis.ts";
import enFront from "./src/shared/i18n/en/front.ts";
import esCrisis from "./src/shared/i18n/es/crisis.ts";
import esFront from "./src/shared/i18n/es/front.ts";

const catalogues: Record<string, Record<string, string>> = {
  en: { ...enCrisis, ...enFront },
  es: { ...esCrisis, ...esFront },
};

/** Fill `{{key}}` in the static pages from the catalogue of the page's language; an unknown key stops the build. */
export function fillWords(html: string): string {
  const language = /<html lang="(\w+)"/.exec(html)?.[1] ?? "en";
  return html.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const word = catalogues[language]?.[key];
    if (word === undefined) throw new Error(`no word "${key}" in the ${language} catalogues of the static pages`);
    return word.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  });
}

/** One source of words for the pages that must read without JavaScript and for the app. */
export function staticWords(): Plugin {
  return { name: "static-words", transformIndexHtml: { order: "pre", handler: fillWords } };
}
