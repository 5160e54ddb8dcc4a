import { language, words } from "./i18n";
import type en from "./i18n/en/states";
import type { Option } from "./ui";

const t = words<typeof en>("states");

const codes =
  "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI".split(" ");

/** "Ohio" for "OH". The page's route names the "states" catalogue. */
export function stateName(code: string): string {
  return t.code("state", code) ?? code;
}

/** States to choose from, by name in the page's language; all of them unless codes are given. */
export function stateOptions(only: readonly string[] = codes): Option[] {
  return only.map((code) => ({ value: code, label: stateName(code) })).sort((one, other) => one.label.localeCompare(other.label, language.value));
}
