/** Why a therapist fits and what rules others out, in words for the API's codes. */
import type { Answer } from "../../shared/api/client";
import { language, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/matching";
import { practice } from "../../shared/practice";
import { stateName } from "../../shared/states";
import { money } from "../../shared/time";

const t = words<typeof en>("matching");

export type Matches = Answer<"/api/matches", "get">;
export type Match = Matches["matches"][number];
type Reason = Match["reasons"][number];

export function listed(items: string[]): string {
  return new Intl.ListFormat(language.value, { type: "conjunction" }).format(items);
}

/** The word for a code inside a sentence, the code itself where there is none. */
export function word(kind: string, code: string): string {
  return t.code(kind, code) ?? code;
}

export function payerName(code: string): string {
  return practice.value?.payers.find((payer) => payer.code === code)?.name ?? code;
}

/** "Licensed in New York" and the like; null for a code this version does not know. */
export function reasonInWords(reason: Reason): string | null {
  const values: Record<string, string | number> = {
    state: stateName(reason.state ?? ""),
    age_group: word("age", reason.age_group ?? ""),
    payer: payerName(reason.payer ?? ""),
    budget: money(reason.budget_cents ?? 0),
    format: word("format", reason.format ?? ""),
    language: word("language", reason.language ?? ""),
    concerns: listed((reason.concerns ?? []).map((code) => word("concern", code))),
    compact: word("compact", reason.compact ?? ""),
    times: listed((reason.times ?? []).map((code) => word("time", code))),
    gender: word("gender", reason.gender ?? ""),
    approaches: listed((reason.approaches ?? []).map((code) => word("approach", code))),
  };
  const sentence = t.code("reason", reason.payer === "self_pay" ? "self_pay" : reason.code);
  return sentence === undefined ? null : sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

export function costInWords(match: Match): string {
  if (match.cost_cents == null) return t("cost_plan");
  return match.cost_cents === 0 ? t("cost_free") : t("cost", { fee: money(match.cost_cents) });
}
