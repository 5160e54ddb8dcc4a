import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/plan";
import { Button, Field } from "../../shared/ui";
import type { Contact, ContactProblem } from "./parts";

const t = words<typeof en>("plan");

interface Props {
  typed: Contact[];
  onTyped: (typed: Contact[]) => void;
  problems: Record<number, ContactProblem>;
  limit: number;
}

/** People with their phone numbers, as many as there are. */
export function Contacts({ typed, onTyped, problems, limit }: Props) {
  const change = (index: number, part: Partial<Contact>) => onTyped(typed.map((contact, at) => (at === index ? { ...contact, ...part } : contact)));
  return (
    <>
      {typed.map((contact, index) => (
        <fieldset key={index} class="stack-tight">
          <legend class="field-label">{t("person", { number: index + 1 })}</legend>
          <Field label={t("name")} value={contact.name} maxLength={120} onValue={(name) => change(index, { name })} error={problems[index] === "need_name" ? t("need_name") : null} />
          <Field label={t("phone")} type="tel" value={contact.phone ?? ""} maxLength={24} onValue={(phone) => change(index, { phone })} error={problems[index] === "bad_phone" ? t("bad_phone") : null} />
          <Field label={t("note")} hint={t("note_hint")} value={contact.note ?? ""} maxLength={120} onValue={(note) => change(index, { note })} />
          {typed.length > 1 && <Button look="text" onClick={() => onTyped(typed.filter((_, at) => at !== index))}>{t("take_out", { name: contact.name || t("person", { number: index + 1 }) })}</Button>}
        </fieldset>
      ))}
      {typed.length < limit && <Button look="quiet" onClick={() => onTyped([...typed, { name: "", phone: "", note: "" }])}>{t("one_more")}</Button>}
    </>
  );
}
