import { useState } from "preact/hooks";
import { get, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type common from "../../shared/i18n/en/common";
import type en from "../../shared/i18n/en/reminders";
import { loadMe, me, type Me } from "../../shared/session/me";
import { Actions, Button, Check, Chips, Failed, Field, FormErrors, LitArea, Loading, Notice, Page, useLoad, useSave } from "../../shared/ui";
import { type Channel, HOURS, missingIn, updateOf, wishesOf } from "./wishes";

const t = words<typeof en>("reminders");
const c = words<typeof common>("common");

async function load() {
  const [facts, sample] = await Promise.all([loadMe(), get("/api/me/reminders")]);
  return { facts, sample };
}

type Sample = Awaited<ReturnType<typeof load>>["sample"];

interface ChannelProps {
  name: "mail" | "sms";
  chosen: Channel;
  onChosen: (chosen: Channel) => void;
  error: string | undefined;
  about: string;
  says: string[];
}

/** One way to be reminded: whether, how long before, and the words. */
function ChannelPart({ name, chosen, onChosen, error, about, says }: ChannelProps) {
  const hours = HOURS.map((value) => ({ value, label: t.count("hours", Number(value)) }));
  return (
    <section class="stack-tight">
      <Check name={`remind-${name}`} label={t(name)} checked={chosen.on} onChecked={(on) => onChosen({ ...chosen, on })} />
      {chosen.on && <Chips name={`${name}-hours`} legend={t(`${name}_hours`)} options={hours} chosen={chosen.hours} onChosen={(next) => onChosen({ ...chosen, hours: next })} error={error} />}
      {chosen.on && (
        <figure class="stack-tight">
          <figcaption class="small second">{about}</figcaption>
          <blockquote class="notice small" data-says={name}>{says.map((line, at) => <p key={line}>{says.length > 1 && at === 0 ? <strong>{line}</strong> : line}</p>)}</blockquote>
        </figure>
      )}
    </section>
  );
}

/** Why nothing comes, where the service has been told to send no more. */
function Stopped({ facts, sample }: { facts: Me; sample: Sample }) {
  return (
    <>
      {facts.mail_stopped && <Notice kind="caution" title={t(`mail_${facts.mail_stopped}`)} live={false}><p>{t("mail_again")}</p></Notice>}
      {sample.texts_stopped === true && <Notice kind="caution" title={t("texts_stopped")} live={false}><p>{t("texts_again")}</p></Notice>}
      {sample.texts_stopped === null && <Notice live={false}><p>{t("texts_unknown")}</p></Notice>}
    </>
  );
}

function Editor({ facts, sample, onSaved }: { facts: Me; sample: Sample; onSaved: () => void }) {
  const [wishes, setWishes] = useState(() => wishesOf(facts, sample.hours));
  const [missing, setMissing] = useState<ReturnType<typeof missingIn>>({});
  const [saved, setSaved] = useState(false);
  const save = useSave(async () => {
    me.value = await put("/api/me", updateOf(wishes, sample.hours));
    setSaved(true);
    onSaved();
  });
  const set = (part: Partial<typeof wishes>) => (setSaved(false), setWishes({ ...wishes, ...part }));
  const submit = (event: Event) => {
    event.preventDefault();
    const found = missingIn(wishes);
    setMissing(found);
    if (!Object.keys(found).length) void save.run();
  };
  const at = (field: keyof typeof missing) => missing[field] && t(missing[field]);
  return (
    <LitArea>
      <form class="form" onSubmit={submit} noValidate>
        <FormErrors errors={[...new Set(Object.values(missing))].map((key) => t(key))} />
        <ChannelPart name="mail" chosen={wishes.mail} onChosen={(mail) => set({ mail })} error={at("mail")} about={t("mail_says")} says={[sample.mail_subject, ...sample.mail_text.trim().split("\n\n")]} />
        <ChannelPart name="sms" chosen={wishes.sms} onChosen={(sms) => set({ sms })} error={at("sms")} about={`${t("sms_says")} ${t(facts.mail_stopped ? "sms_night_waits" : "sms_night_mail")}`} says={[sample.text]} />
        {wishes.sms.on && <Field label={t("phone")} hint={t("phone_hint")} type="tel" short value={wishes.phone} onValue={(phone) => set({ phone })} error={at("phone")} name="tel" autocomplete="tel" maxLength={23} />}
        <p class="small second">{t("open")}</p>
        {save.error !== undefined && <Failed error={save.error} />}
        {saved && <Notice kind="ok"><p>{t("saved")}</p></Notice>}
        <Actions><Button type="submit" busy={save.busy && c("saving")}>{c("save")}</Button></Actions>
      </form>
    </LitArea>
  );
}

/** What reminds of sessions: by which channel, how long before, in which words. */
export default function RemindersPage() {
  const { data, error, again } = useLoad(load, []);
  return (
    <Page title={t("title")} lead={t("lead")} task>
      {error !== undefined ? <Failed error={error} again={again} /> : !data && <Loading what={t("getting")} />}
      {data && <Stopped {...data} />}
      {data && <Editor {...data} onSaved={again} />}
    </Page>
  );
}
