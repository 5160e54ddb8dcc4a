import { useState } from "preact/hooks";
import { language, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/account";
import type common from "../../shared/i18n/en/common";
import type { PageProps } from "../../shared/router";
import { Actions, Button, Failed, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { type Consent, decide, listOf, ownDay, readConsents } from "./consents";
import { ConsentText } from "./ConsentText";

const t = words<typeof en>("account");
const c = words<typeof common>("common");

/** One text read again, with the way to withdraw or to agree. */
export default function ConsentPage({ params }: PageProps) {
  const ward = params.client_id;
  const { data, error, again } = useLoad(() => readConsents(ward), [language.value, ward]);
  const consent = data?.find((one) => one.document === params.document);
  if (!consent) {
    return (
      <Page title={t("consents_title")} task>
        {data ? <p>{c("error_not_here")} <a href={listOf(ward)}>{t("consent_back")}</a></p> : error ? <Failed error={error} again={again} /> : <Loading what={t("getting_consents")} />}
      </Page>
    );
  }
  return (
    <Page title={consent.title} lead={<a href={listOf(ward)}>{t("consent_back")}</a>} task>
      <ConsentText consent={consent}>
        <Standing consent={consent} ward={ward} onDecided={again} />
      </ConsentText>
    </Page>
  );
}

function Standing({ consent, ward, onDecided }: { consent: Consent; ward: string | undefined; onDecided: () => void }) {
  const [withdrawn, setWithdrawn] = useState(false);
  const save = useSave(async (agreed: boolean) => {
    await decide(consent, agreed, ward);
    setWithdrawn(!agreed);
    onDecided();
  });
  const state = consent.agreed && consent.agreed_at
    ? t("consent_agreed_on", { day: ownDay(consent.agreed_at), version: consent.version })
    : t(withdrawn ? "consent_withdrawn" : "consent_not_agreed");
  return (
    <div class="stack-tight">
      <p role="status"><strong>{state}</strong></p>
      {save.error !== undefined && <Failed error={save.error} />}
      {consent.agreed && <p class="small">{t("consent_withdraw_note")}</p>}
      <Actions>
        {consent.agreed ? (
          <Button look="quiet" busy={save.busy && t("consent_withdrawing")} onClick={() => save.run(false)}>{t("consent_withdraw")}</Button>
        ) : (
          <Button busy={save.busy && t("consent_agreeing")} onClick={() => save.run(true)}>{t("consent_agree")}</Button>
        )}
      </Actions>
    </div>
  );
}
