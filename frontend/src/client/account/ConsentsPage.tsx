import { useEffect, useState } from "preact/hooks";
import { language, words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/account";
import { go, type PageProps } from "../../shared/router";
import { me } from "../../shared/session/me";
import { Actions, Button, ButtonLink, Failed, LitArea, Loading, Notice, Page, Row, Rows, useLoad, useSave } from "../../shared/ui";
import { type Consent, decide, listOf, ownDay, readConsents } from "./consents";
import { ConsentText } from "./ConsentText";

const t = words<typeof en>("account");

/** The texts still to be agreed to, one a page; once all are, the list of them. */
export default function ConsentsPage({ params }: PageProps) {
  const ward = params.client_id;
  const { data, error, again } = useLoad(() => readConsents(ward), [language.value, ward]);
  const [decidedHere, setDecidedHere] = useState(false);
  if (!data) return <Page title={t("consents_title")} task>{error ? <Failed error={error} again={again} /> : <Loading what={t("getting_consents")} />}</Page>;
  const at = data.findIndex((consent) => !consent.agreed);
  if (at < 0) return <AllAgreed consents={data} ward={ward} first={decidedHere} />;
  const decided = () => {
    setDecidedHere(true);
    again();
  };
  return <Decision key={data[at]!.document} consent={data[at]!} ward={ward} position={t("consent_of", { number: at + 1, count: data.length })} onDecided={decided} />;
}

function Decision({ consent, ward, position, onDecided }: { consent: Consent; ward: string | undefined; position: string; onDecided: () => void }) {
  const [declined, setDeclined] = useState(false);
  const save = useSave(async () => {
    await decide(consent, true, ward);
    onDecided();
  });
  useEffect(() => void document.querySelector<HTMLElement>("main h1")?.focus(), []);
  const why = t.code("consent_declined", consent.document);
  return (
    <Page title={consent.title} lead={position} task>
      {ward && <p>{t("consent_as_guardian")}</p>}
      {consent.last_version && consent.last_version !== consent.version && <Notice>{t("consent_new")}</Notice>}
      <ConsentText consent={consent}>
        {save.error !== undefined && <Failed error={save.error} />}
        {declined && (
          <div class="notice caution" role="status">
            <h3>{t("consent_declined_title")}</h3>
            <p>{why}</p>
            <p>{t("consent_declined_note")}</p>
          </div>
        )}
        <Actions>
          <Button busy={save.busy && t("consent_agreeing")} onClick={() => save.run()}>{t("consent_agree")}</Button>
          <Button look="text" onClick={() => setDeclined(true)}>{t("consent_decline")}</Button>
        </Actions>
      </ConsentText>
    </Page>
  );
}

function AllAgreed({ consents, ward, first }: { consents: Consent[]; ward: string | undefined; first: boolean }) {
  const needsFacts = !ward && me.value !== null && !(me.value.preferred_name && me.value.home_state);
  useEffect(() => {
    if (first) go(needsFacts ? "/profile" : "/home", { replace: true });
  }, [first]);
  return (
    <Page title={t("consents_title")} lead={t("consents_lead")} task>
      {needsFacts && (
        <LitArea title={t("consents_all_title")}>
          <p>{t("consents_all")}</p>
          <Actions><ButtonLink href="/profile">{t("consents_go_on")}</ButtonLink></Actions>
        </LitArea>
      )}
      <Rows>
        {consents.map((consent) => (
          <Row key={consent.document} href={`${listOf(ward)}/${consent.document}`} link={t("consent_read")} about={consent.title}>
            <div>{consent.title}</div>
            {consent.agreed_at && <div class="small second">{t("consent_agreed_on", { day: ownDay(consent.agreed_at), version: consent.version })}</div>}
          </Row>
        ))}
      </Rows>
    </Page>
  );
}
