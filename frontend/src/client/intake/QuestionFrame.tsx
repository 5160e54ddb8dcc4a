import type { ComponentChildren } from "preact";
import { words } from "../../shared/i18n";
import type common from "../../shared/i18n/en/common";
import type en from "../../shared/i18n/en/intake";
import { Actions, Button, Disclosure, Failed, LitArea, Page } from "../../shared/ui";
import { CrisisLines } from "../../shared/ui/CrisisHelp";

const t = words<typeof en>("intake");
const c = words<typeof common>("common");

interface Props {
  /** Where one is, in words. */
  place: ComponentChildren;
  /** Where Back leads. */
  back: string;
  busy: boolean;
  error: unknown;
  onSubmit: () => void;
  /** A way to stop here, beside Back. */
  stop?: ComponentChildren;
  why: string;
  above?: ComponentChildren;
  /** The answer names a danger: while it cannot be sent, nobody but the crisis lines can hear it. */
  atRisk?: boolean;
  children: ComponentChildren;
}

/** Around one question: where one is, why we ask, on and back. */
export function QuestionFrame({ place, back, busy, error, onSubmit, stop, why, above, atRisk, children }: Props) {
  const submit = (event: Event) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Page task>
      <p class="second small">{place}</p>
      <LitArea>
        <form onSubmit={submit} noValidate class="stack">
          {above}
          {children}
          <Disclosure summary={c("why_we_ask")}><p>{why}</p></Disclosure>
          {error !== undefined && <Failed error={error}>{t("save_failed")}</Failed>}
          {error !== undefined && atRisk && <CrisisLines />}
          <Actions>
            <Button type="submit" busy={busy && c("saving")}>{c("continue")}</Button>
            <a href={back}>{c("back")}</a>
            {stop}
          </Actions>
        </form>
      </LitArea>
    </Page>
  );
}
