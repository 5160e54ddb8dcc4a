import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { words } from "../../shared/i18n";
import type common from "../../shared/i18n/en/common";
import type en from "../../shared/i18n/en/start";
import { go } from "../../shared/router";
import { Actions, Button, Disclosure, LitArea, Notice, Page } from "../../shared/ui";
import { CrisisLines } from "../../shared/ui/CrisisHelp";
import { answer } from "./answers";

const t = words<typeof en>("start");
const c = words<typeof common>("common");
const last = 7;

/** Crisis help in the middle of a question: the lines to call, nothing to fill in. */
export function CrisisNow({ lead }: { lead?: string }) {
  const place = useRef<HTMLDivElement>(null);
  // It comes in above the answer that called for it, where a browser would keep it out of sight.
  useEffect(() => place.current?.scrollIntoView({ block: "start" }), []);
  return (
    <div ref={place}>
      <Notice kind="danger" title={t("crisis_now")}>
        {lead && <p>{lead}</p>}
        <CrisisLines />
      </Notice>
    </div>
  );
}

interface QuestionProps {
  step: number;
  why: string;
  /** Shown above the question. */
  above?: ComponentChildren;
  /** Whether the person may go on; the missing answer is explained, never blamed. */
  answered: boolean;
  /** Words of the button where going on needs saying. */
  onward?: string;
  children: (error: string | null) => ComponentChildren;
}

/** One question a page: question, answers, why we ask, on and back. */
export function Question({ step, why, above, answered, onward, children }: QuestionProps) {
  const [asked, setAsked] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    answer({ began: true });
    if (answered) go(step === last ? "/start/answer" : `/start/${step + 1}`);
    else setAsked(true);
  };
  return (
    <Page task>
      <p class="second small">{t("place", { step })}</p>
      {above}
      <LitArea>
        <form onSubmit={submit} noValidate class="stack">
          {children(asked && !answered ? t("choose_one") : null)}
          <Disclosure summary={c("why_we_ask")}><p>{why}</p></Disclosure>
          <Actions>
            <Button type="submit">{onward ?? c("continue")}</Button>
            <a href={step === 1 ? "/" : `/start/${step - 1}`}>{c("back")}</a>
          </Actions>
        </form>
      </LitArea>
      {step === 1 && <p class="second small">{t("leaving")}</p>}
    </Page>
  );
}
