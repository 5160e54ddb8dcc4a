import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_worksheets";
import { Area, Field } from "../../shared/ui";
import type { Sheet, Words } from "./building";

const t = words<typeof en>("staff_worksheets");

interface Saying {
  label: string;
  hint?: string;
  words: Words | null | undefined;
  onWords: (words: Words) => void;
  sheet: Pick<Sheet, "language">;
  long?: boolean;
  maxLength?: number;
}

/** One text of the worksheet: a field, or one for each language where it is written in both. */
export function Say({ label, hint, words: said, onWords, sheet, long, maxLength = 1000 }: Saying) {
  const given = said ?? { en: "", es: "" };
  const Control = long ? Area : Field;
  const field = (language: "en" | "es", name: string) => <Control label={name} hint={hint} rows={long ? 3 : undefined} maxLength={maxLength} lang={language} value={given[language]} onValue={(value: string) => onWords({ ...given, [language]: value })} />;
  if (sheet.language) return field(sheet.language, label);
  return <>{field("en", t("in_english", { label }))}{field("es", t("in_spanish", { label }))}</>;
}
