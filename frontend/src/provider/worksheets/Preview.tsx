import { useState } from "preact/hooks";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_worksheets";
import type sheets from "../../shared/i18n/en/worksheets";
import { Actions, Button } from "../../shared/ui";
import { PartField } from "../../shared/worksheets/PartField";
import { type Answers, say, type Worksheet, withAnswer } from "../../shared/worksheets/worksheets";

const t = words<typeof en>("staff_worksheets");
const w = words<typeof sheets>("worksheets");

/** The worksheet as a client goes through it. What is filled in here is kept nowhere. */
export function Preview({ sheet }: { sheet: Worksheet }) {
  const [place, setPlace] = useState(0);
  const [answers, setAnswers] = useState<Answers>({});
  const at = Math.min(place, sheet.pages.length - 1);
  const page = sheet.pages[at]!;
  return (
    <section class="sheet-preview stack" aria-label={t("preview")} lang={sheet.language ?? undefined}>
      <p class="small second">{t("preview_what")} {w("page_of", { title: say(sheet.title), page: at + 1, pages: sheet.pages.length })}</p>
      <h2>{say(page.title)}</h2>
      {page.text && <p class="sheet-text">{say(page.text)}</p>}
      {page.example && <p class="second"><span class="small">{w("for_example")}</span> <span class="voice">{say(page.example)}</span></p>}
      {(page.parts ?? []).map((part) => <PartField key={part.id} part={part} value={answers[part.id]} onValue={(value) => setAnswers(withAnswer(answers, part.id, value))} />)}
      <Actions>
        {at < sheet.pages.length - 1 && <Button look="quiet" onClick={() => setPlace(at + 1)}>{w("onward")}</Button>}
        {at > 0 && <Button look="text" onClick={() => setPlace(at - 1)}>{w("page_back")}</Button>}
      </Actions>
    </section>
  );
}
