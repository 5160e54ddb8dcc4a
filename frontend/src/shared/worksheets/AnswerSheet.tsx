import { words } from "../i18n";
import type en from "../i18n/en/worksheets";
import { type Answers, asks, isBlank, linesOf, say, type Worksheet } from "./worksheets";

const t = words<typeof en>("worksheets");

/**
 * What was filled in, page by page, one column. Parts without an answer are left out, unless `blanks` says to name them.
 * level: of its headings, one below that of what it stands under.
 */
export function AnswerSheet({ sheet, answers, blanks, level = 3, onChange }: { sheet: Worksheet; answers: Answers; blanks?: boolean; level?: 2 | 3; onChange?: (page: number) => void }) {
  const Heading = `h${level}` as const;
  const shown = (id: string) => blanks || !isBlank(answers[id]);
  return (
    <div class="stack" lang={sheet.language ?? undefined}>
      {sheet.pages.map((page, place) => {
        const parts = (page.parts ?? []).filter((part) => asks(part) && shown(part.id));
        if (!parts.length) return null;
        return (
          <section key={place} class="stack-tight">
            <Heading>{say(page.title)}</Heading>
            {parts.map((part) => (
              <div key={part.id}>
                <div class="small second">{say(part.label)}</div>
                {isBlank(answers[part.id]) ? <p class="second">{t(part.required ? "still_open" : "left_out")}</p> : linesOf(part, answers[part.id]!).map((line, at) => <p key={at} class="answered">{line}</p>)}
              </div>
            ))}
            {onChange && <button type="button" class="button text" onClick={() => onChange(place)}>{t("change")}<span class="visually-hidden"> {say(page.title)}</span></button>}
          </section>
        );
      })}
    </div>
  );
}
