/**
 * Words of the screens. One catalogue file an area and language: `en/<area>.ts` and `es/<area>.ts`, each a flat object of strings.
 * A catalogue is loaded with the pages that name it (see Route.words), so nobody downloads words of pages they never open.
 */
import { signal } from "@preact/signals";
import { keepOnDevice, keptOnDevice } from "../device";

export type Language = "en" | "es";
type Catalogue = Record<string, string>;
type Values = Record<string, string | number>;

export const language = signal<Language>("en");

const files = import.meta.glob<{ default: Catalogue }>("./{en,es}/*.ts");
const loaded = signal<Record<string, Catalogue>>({});
const areasInUse = new Set<string>();

async function load(chosen: Language, area: string): Promise<void> {
  const key = `${chosen}/${area}`;
  if (loaded.peek()[key]) return;
  const file = files[`./${key}.ts`];
  if (!file) throw new Error(`no catalogue ${key}`);
  const catalogue = (await file()).default;
  loaded.value = { ...loaded.peek(), [key]: catalogue };
}

/** Make the words of these areas ready in the current language. */
export async function loadWords(areas: readonly string[]): Promise<void> {
  areas.forEach((area) => areasInUse.add(area));
  await Promise.all(areas.map((area) => load(language.peek(), area)));
}

/** Make the words in use ready in every language, for a page that is to be read without network. */
export async function loadEveryLanguage(): Promise<void> {
  await Promise.all((["en", "es"] as const).flatMap((one) => [...areasInUse].map((area) => load(one, area))));
}

/** Change the language of the whole page, after every catalogue in use has arrived. */
export async function speak(chosen: Language): Promise<void> {
  await Promise.all([...areasInUse].map((area) => load(chosen, area)));
  language.value = chosen;
  document.documentElement.lang = chosen;
}

/** Change the language and keep the choice on this device. */
export async function chooseLanguage(chosen: Language): Promise<void> {
  await speak(chosen);
  keepOnDevice("language", chosen);
}

/** The language kept on this device, else the document's, else the browser's. */
export function preferredLanguage(): Language {
  const kept = keptOnDevice("language");
  if (kept === "en" || kept === "es") return kept;
  if (document.documentElement.lang === "es") return "es";
  return navigator.language.startsWith("es") ? "es" : "en";
}

/** Put values into `{name}` places; a phone number never breaks over two lines. */
export function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => (name === "phone" ? String(values[name] ?? place).replace(/ /g, "\u00a0") : String(values[name] ?? place)));
}

export interface Words<Keys> {
  (key: keyof Keys & string, values?: Values): string;
  /** Choose `<key>_one` or `<key>_other` by the plural rule of the language, `<key>_none` for 0 where there is one; `{count}` is filled in. */
  count(key: string, count: number, values?: Values): string;
  /** The word for a code from the API (`<key>_<code>`), or undefined where the catalogue does not know the code. */
  code(key: string, code: string): string | undefined;
}

/**
 * The words of one area: `const t = words<typeof en>("front")` with `import type en from "../../shared/i18n/en/front"`.
 * Call it at module level and use `t(...)` while rendering: the page renders again when the language changes.
 */
export function words<Keys extends Catalogue>(area: string): Words<Keys> {
  const find = (key: string): string | undefined => loaded.value[`${language.value}/${area}`]?.[key];
  const say = (key: string, values?: Values): string => {
    const said = fill(find(key) ?? key, values);
    // One o'clock is singular: "a las 2:00", "a la 1:00".
    return language.value === "es" ? said.replace(/\blas(?= 1:\d\d)/g, "la") : said;
  };
  const count = (key: string, number: number, values?: Values): string => {
    const plural = new Intl.PluralRules(language.value).select(number) === "one" ? "one" : "other";
    const form = number === 0 && find(`${key}_none`) ? "none" : plural;
    return say(`${key}_${form}`, { count: number, ...values });
  };
  const code = (key: string, value: string) => find(`${key}_${value}`);
  return Object.assign(say, { count, code });
}
