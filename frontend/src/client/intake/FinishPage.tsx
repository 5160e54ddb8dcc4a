import { post } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/intake";
import { go } from "../../shared/router";
import { Actions, Button, Failed, LitArea, Page, useSave } from "../../shared/ui";
import { intake, pageOf } from "./draft";

const t = words<typeof en>("intake");

interface Missing {
  step: string;
}

/** The steps that still need an answer, where that is what is wrong. */
function missingSteps(error: unknown): Missing[] | undefined {
  return error instanceof ApiError && error.code === "intake_incomplete" ? ((error.details.missing as Missing[] | undefined) ?? []) : undefined;
}

/** Handing the answers in: what happens with them, and one button. */
export default function FinishPage() {
  const save = useSave(async () => {
    await post("/api/intake/submit", undefined);
    intake.value = null;
    go("/results", { replace: true });
  });
  const missing = missingSteps(save.error);
  return (
    <Page title={t("finish_title")} task>
      <LitArea>
        <p>{t("finish_text")}</p>
        <p>{t("finish_who")}</p>
        {missing && (
          <div role="alert" class="notice caution">
            <p>{t("finish_missing")}</p>
            <ul>
              {missing.map(({ step }) => <li key={step}><a href={pageOf(step)}>{t.code("step", step) ?? step}</a></li>)}
              {missing.length === 0 && <li><a href="/intake">{t("title")}</a></li>}
            </ul>
          </div>
        )}
        {save.error !== undefined && !missing && <Failed error={save.error} />}
        <Actions>
          <Button busy={save.busy && t("finish_busy")} onClick={() => save.run()}>{t("finish_button")}</Button>
          <a href="/intake">{t("finish_look")}</a>
        </Actions>
      </LitArea>
    </Page>
  );
}
