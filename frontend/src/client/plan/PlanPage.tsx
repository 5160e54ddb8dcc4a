import { useEffect } from "preact/hooks";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/plan";
import { type Plan, removeKeptPlan } from "../../shared/keptPlan";
import { go } from "../../shared/router";
import { Actions, Button, ButtonLink, Failed, LitArea, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { type Contact, firstToCall, hasContacts, isEmpty, type Part, parts } from "./parts";
import { keep, loadPlan, type Shown } from "./plan";
import "./plan.css";

const t = words<typeof en>("plan");

/** The one step: call the first person on it, else write what is missing for that. */
function First({ plan, editable }: { plan: Plan; editable: boolean }) {
  const person = firstToCall(plan);
  if (person) {
    return (
      <LitArea eyebrow={t("when_hard")} title={t("call_first", { name: person.name })}>
        {person.note && <p>{person.note}</p>}
        <Actions><ButtonLink href={`tel:${person.phone}`}>{t("call", { phone: person.phone ?? "" })}</ButtonLink></Actions>
      </LitArea>
    );
  }
  if (!editable) return null;
  const empty = isEmpty(plan);
  return (
    <LitArea eyebrow={t("next")} title={t(empty ? "begin_title" : "people_title")}>
      <p>{t(empty ? "begin_text" : "people_text")}</p>
      <Actions><ButtonLink href={empty ? "/plan/signs" : "/plan/people"}>{t(empty ? "begin" : "people_button")}</ButtonLink></Actions>
    </LitArea>
  );
}

function ContactLine({ contact }: { contact: Contact }) {
  return (
    <li>
      {contact.name}{contact.phone && <> <a class="lone" href={`tel:${contact.phone}`}>{contact.phone}</a></>}
      {contact.note && <span class="second"> {contact.note}</span>}
    </li>
  );
}

function PartOf({ plan, part, editable }: { plan: Plan; part: Part; editable: boolean }) {
  const filled = plan[part].length > 0;
  return (
    <section class="plan-part stack-tight" aria-labelledby={`part-${part}`}>
      <h2 id={`part-${part}`}>{t(part)}</h2>
      {!filled && <p class="second">{t("nothing_yet")}</p>}
      {filled && <ul>{hasContacts(part) ? plan[part].map((contact, index) => <ContactLine key={index} contact={contact} />) : plan[part].map((line, index) => <li key={index}>{line}</li>)}</ul>}
      {editable && <p class="tools"><a class="lone" href={`/plan/${part}`}>{t(filled ? "change" : "write")}<span class="visually-hidden"> {t(part)}</span></a></p>}
    </section>
  );
}

/** A copy for times without network: only by choice, said plainly who else could read it, removed in one step. */
function OnThisDevice({ shown, onChanged }: { shown: Shown; onChanged: (kept: boolean) => void }) {
  const change = useSave(async (kept: boolean) => {
    await (kept ? keep(shown.plan) : removeKeptPlan());
    onChanged(kept);
  });
  return (
    <section class="tools stack-tight">
      <h2>{t("device")}</h2>
      <p role="status">{t(shown.kept ? "kept" : "not_kept")}</p>
      <p>{t("device_warning")}</p>
      {change.error !== undefined && <Failed error={change.error}>{t("device_refused")}</Failed>}
      <Button look="quiet" busy={change.busy && t("device_busy")} onClick={() => change.run(!shown.kept)}>{t(shown.kept ? "remove" : "keep")}</Button>
    </section>
  );
}

/** The client's own safety plan: theirs to write, to print, and to read offline where they have chosen so. */
export default function PlanPage() {
  const { data, error, again, set } = useLoad(loadPlan, []);
  const nobody = data === null;
  useEffect(() => {
    if (nobody) go("/sign-in?to=/plan", { replace: true });
  }, [nobody]);
  const changed = (kept: boolean) => (data?.from === "record" ? set({ ...data, kept }) : again());
  const editable = data?.from === "record";
  return (
    <Page title={t("title")} lead={t("lead")} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {data === undefined && error === undefined && <Loading what={t("getting")} />}
      {data && (
        <>
          {data.from === "device" && <p role="status" class="second">{t("from_device")}</p>}
          <First plan={data.plan} editable={editable} />
          <div class="stack-wide">
            {parts.map((part) => <PartOf key={part} plan={data.plan} part={part} editable={editable} />)}
            <p><strong>{t("not_enough")}</strong> {t("not_enough_how")} <a href="tel:988">988</a></p>
            {!isEmpty(data.plan) && <p class="tools"><Button look="quiet" onClick={() => print()}>{t("print")}</Button></p>}
            <OnThisDevice shown={data} onChanged={changed} />
          </div>
        </>
      )}
    </Page>
  );
}
