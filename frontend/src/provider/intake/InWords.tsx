import type { Answer } from "../../shared/api/client";
import { language, words } from "../../shared/i18n";
import type client from "../../shared/i18n/en/intake";
import type en from "../../shared/i18n/en/staff_intake";
import { practice } from "../../shared/practice";
import { stateName } from "../../shared/states";
import { money } from "../../shared/time";
import { Facts } from "../../shared/ui";

import "./intake.css";

const t = words<typeof en>("staff_intake");
const asked = words<typeof client>("intake");

type Case = Answer<"/api/safety/reviews/{review_id}", "get">;

/** Each question in the words it was put in, and the answer in words: more than a score can say. Instruments are in English. */
export function Questionnaires({ items }: { items: Case["questionnaires"] }) {
  return (
    <div class="stack">
      {items.length > 0 && <p class="small second">{t("asked_in_english")}</p>}
      {items.map((one) => (
        <section key={one.instrument} class="stack-tight">
          <h3>{one.title}</h3>
          {one.total !== null && one.total !== undefined && <p>{t("score", { total: one.total, band: t.code("band", (one.band ?? "").replace(/ /g, "_")) ?? one.band ?? "" })}</p>}
          <ol class="said" lang="en">
            {one.items.map((item) => <li key={item.question}>{item.question} <strong>{item.answer ?? t("no_answer")}</strong></li>)}
          </ol>
        </section>
      ))}
    </div>
  );
}

type Field = string | number | boolean | null | (string | number)[];

/** Where the words of a list are named for one of its kind, and where a question's label leaves out the unit. */
const kinds: Record<string, string> = { times: "time", approaches: "approach" };
const labels: Record<string, string> = { budget_cents: "budget" };

/** One answer in the client's words: a code of the form, or what they wrote. */
function inWords(step: string, field: string, value: string | number): string {
  if (field === "budget_cents") return money(Number(value));
  if (field === "state") return stateName(String(value));
  const code = String(value);
  if (field === "payer") return asked.code("payer", code) ?? practice.value?.payers.find((payer) => payer.code === code)?.name ?? code;
  return asked.code(`${step}_${field}`, code) ?? asked.code("any", code) ?? asked.code(kinds[field] ?? field, code) ?? code;
}

/** What was asked: the field's own label, the page's title where the title is the question. */
function question(step: string, field: string): string {
  const title = asked.code(step, "title");
  return (field === "items" ? title : (asked.code(step, labels[field] ?? field) ?? title)) ?? field;
}

function shown(step: string, field: string, value: Field): string | null {
  // A yes or no that is no answer: how the page was begun.
  if (typeof value === "boolean") return null;
  if (value === null || value === "" || (Array.isArray(value) && !value.length)) return null;
  if (!Array.isArray(value)) return inWords(step, field, value);
  return new Intl.ListFormat(language.value, { type: "conjunction" }).format(value.map((one) => inWords(step, field, one)));
}

/** The rest of the intake, question by question, as far as it was answered. */
export function OtherAnswers({ intake }: { intake: Case["intake"] }) {
  const items = Object.entries(intake).flatMap(([step, fields]) =>
    Object.entries((fields ?? {}) as Record<string, Field>).flatMap(([field, value]): [string, string][] => {
      const answer = shown(step, field, value);
      return answer === null ? [] : [[question(step, field), answer]];
    }),
  );
  return items.length ? <Facts items={items} /> : <p class="second">{t("nothing_else_told")}</p>;
}

/** What the rule proposes to the clinician, and why. The client never sees it. */
export function Proposal({ proposed, reasons }: Pick<Case, "proposed" | "reasons">) {
  if (!proposed) return <p>{t("not_proposed")}</p>;
  return (
    <>
      <p><strong>{t.code("level", proposed)}</strong></p>
      {reasons.length > 0 ? <ul>{reasons.map((reason) => <li key={reason}>{t.code("reason", reason) ?? reason}</li>)}</ul> : <p class="second">{t("no_reasons")}</p>}
    </>
  );
}

/** The sentence the client was shown when they handed in. */
export function Told({ told }: Pick<Case, "told">) {
  return <p>{told ? t.code("told", told.next_step) : t("told_nothing")}</p>;
}
