/** The pages of the intake that are not questionnaires: which fields, which answers. Words stand in the catalogue "intake". */

export interface Field {
  name: string;
  /** many: any of the options; one: exactly one; maybe: one or none; text: own words. */
  kind: "many" | "one" | "maybe" | "text";
  options?: string[];
  /** Shown only when this holds for what is chosen so far. */
  when?: (values: Values) => boolean;
}

export type Value = string | string[] | null;
export type Values = Record<string, Value>;

const often = ["never", "monthly", "weekly", "daily", "prefer_not"];
const note: Field = { name: "note", kind: "text" };

export const formSteps: Record<string, Field[]> = {
  concerns: [{
    name: "items", kind: "many", options: [
      "low_mood", "anxiety", "stress", "sleep", "loneliness", "grief", "relationship", "family", "parenting", "work_school", "life_change", "identity",
      "self_esteem", "anger", "eating", "substance_use", "health", "trauma", "other", "prefer_not",
    ],
  }, note],
  goals: [{ name: "text", kind: "text" }],
  symptoms: [
    { name: "items", kind: "many", options: ["sleep", "appetite", "energy", "concentration", "panic", "worry", "sadness", "irritability", "memories", "pain", "none", "prefer_not"] },
    { name: "since", kind: "maybe", options: ["days", "weeks", "months", "years", "prefer_not"] },
  ],
  attempt: [{ name: "when", kind: "one", options: ["past_3_months", "past_year", "earlier", "never", "prefer_not"] }, note],
  past_care: [
    { name: "therapy", kind: "one", options: ["now", "before", "never", "prefer_not"] },
    { name: "hospital", kind: "one", options: ["past_year", "earlier", "never", "prefer_not"] },
    note,
  ],
  experiences: [{ name: "items", kind: "many", options: ["voices_or_visions", "thoughts_controlled", "racing_no_sleep", "none", "prefer_not"] }],
  support: [
    { name: "safe_at_home", kind: "one", options: ["yes", "no", "unsure", "prefer_not"] },
    { name: "people", kind: "many", options: ["partner", "family", "friends", "community", "professional", "nobody", "prefer_not"] },
    note,
  ],
  school: [{ name: "attending", kind: "one", options: ["yes", "sometimes", "no", "prefer_not"] }],
  medication: [
    { name: "taking", kind: "one", options: ["yes", "no", "prefer_not"] },
    { name: "names", kind: "text", when: (values) => values.taking === "yes" },
  ],
  medication_change: [{ name: "change", kind: "one", options: ["none", "dose", "started_or_stopped", "ran_out", "prefer_not"] }],
  substances: [{ name: "alcohol", kind: "one", options: often }, { name: "drugs", kind: "one", options: often }],
  withdrawal: [{ name: "ill_without", kind: "one", options: ["yes", "no", "prefer_not"] }],
};

const alone = ["none", "nobody", "prefer_not"];

/** What was chosen, where "none" and its like stand by themselves: the latest choice wins. */
export function withoutContradiction(before: string[], chosen: string[]): string[] {
  const added = chosen.find((code) => !before.includes(code));
  if (!added) return chosen;
  return alone.includes(added) ? [added] : chosen.filter((code) => !alone.includes(code));
}

export function blankValues(fields: Field[]): Values {
  return Object.fromEntries(fields.map(({ name, kind }) => [name, kind === "many" ? [] : kind === "text" ? "" : null]));
}

/** Names of fields that need an answer and have none. Of "experiences" at least one is asked for, "none of these" included. */
export function unanswered(step: string, fields: Field[], values: Values): string[] {
  const open = (field: Field) => (field.kind === "one" && !values[field.name]) || (step === "experiences" && field.kind === "many" && !values[field.name]?.length);
  return fields.filter(open).map(({ name }) => name);
}
