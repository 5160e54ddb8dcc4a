import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/intake";
import { AnswerList } from "../../shared/ui";
import type { Instrument } from "./instruments";

const t = words<typeof en>("intake");

/** One item of a questionnaire in its published words, which are never translated. item: from 1; one past the items is the difficulty question. */
export function ItemQuestion({ instrument, item, said, onSaid, missing }: { instrument: Instrument; item: number; said: string | null; onSaid: (said: string) => void; missing: boolean }) {
  const extra = item > instrument.items.length;
  const question = extra ? instrument.difficulty! : instrument.items[item - 1]!;
  const choices = question.answers?.length ? question.answers : instrument.answers;
  return (
    <div lang="en" class="stack-tight">
      {!extra && <p class="second">{instrument.stem}</p>}
      <AnswerList title legend={question.text} name="answer" value={said} onValue={onSaid} options={choices.map(({ value, text }) => ({ value: String(value), label: text }))} error={missing ? t("pick_one_item") : null} />
    </div>
  );
}
