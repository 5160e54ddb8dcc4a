import { useState } from "preact/hooks";
import { type Answer, get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type matching from "../../shared/i18n/en/matching";
import type en from "../../shared/i18n/en/staff_licences";
import type profile from "../../shared/i18n/en/staff_profile";
import { useDraft } from "../../shared/session/drafts";
import { loadMe, me } from "../../shared/session/me";
import { stateName, stateOptions } from "../../shared/states";
import { dayOf, todayAt } from "../../shared/time";
import { Actions, Button, Failed, Field, FormErrors, LitArea, Loading, Notice, Page, Select, useLoad, useSave } from "../../shared/ui";
import { endingSoon } from "../profile/licences";
import { blank, type Entry, enter, type Kind, missing, type Profession, professions } from "./entry";

const t = words<typeof en>("staff_licences");
const m = words<typeof matching>("matching");
const p = words<typeof profile>("staff_profile");

type Held = Answer<"/api/credentials", "get">["items"][number];

async function load() {
  if (!me.peek()) await loadMe();
  return (await get("/api/credentials")).items;
}

function EntryForm({ everybody, onEntered }: { everybody: Held[]; onEntered: (held: Held) => void }) {
  const [entry, setEntry, forget] = useDraft("licence", blank);
  const [wrong, setWrong] = useState<(keyof Entry)[]>([]);
  const change = (part: Partial<Entry>) => setEntry({ ...entry, ...part });
  const save = useSave(async () => {
    const held = await enter(entry);
    setEntry(blank);
    forget();
    onEntered(held);
  });
  const submit = (event: Event) => {
    event.preventDefault();
    const found = missing(entry);
    setWrong(found);
    if (!found.length) void save.run();
  };
  const error = (name: keyof Entry) => (wrong.includes(name) ? t.code("need", name) : undefined);
  const compact = entry.kind !== "licence";
  const kinds: Kind[] = ["licence", "psypact", "counseling"];
  return (
    <LitArea title={t("enter_title")}>
      <form class="form" onSubmit={submit} noValidate>
        <FormErrors errors={wrong.map((name) => t.code("need", name)!)} />
        {save.error !== undefined && <Failed error={save.error} />}
        <Select label={t("who")} name="provider" value={entry.provider_id} error={error("provider_id")} onValue={(provider_id) => change({ provider_id })} options={[{ value: "", label: t("pick") }, ...everybody.map((one) => ({ value: one.provider_id, label: one.name }))]} />
        <Select label={t("kind")} name="kind" value={entry.kind} onValue={(kind) => change({ kind: kind as Kind })} options={kinds.map((value) => ({ value, label: t.code("kind", value)! }))} />
        <Select label={t(compact ? "home_state" : "state")} hint={compact ? t("home_hint") : undefined} name="state" value={entry.state} error={error("state")} onValue={(state) => change({ state })} options={[{ value: "", label: t("pick") }, ...stateOptions()]} />
        {!compact && <Select label={t("profession")} name="profession" value={entry.profession} onValue={(profession) => change({ profession: profession as Profession })} options={professions.map((value) => ({ value, label: m.code("profession", value)! }))} />}
        <Field label={t("number")} name="number" value={entry.number} error={error("number")} onValue={(number) => change({ number })} maxLength={40} />
        {compact && <Field label={t("states")} hint={t("states_hint")} name="states" value={entry.states} error={error("states")} onValue={(states) => change({ states })} maxLength={240} />}
        {compact && <Field label={t("granted")} type="date" name="granted" value={entry.granted} error={error("granted")} onValue={(granted) => change({ granted })} />}
        <Field label={t("expires")} type="date" name="expires" value={entry.expires} error={error("expires")} onValue={(expires) => change({ expires })} />
        <p class="small second">{t("replaces")}</p>
        <Actions><Button type="submit" busy={save.busy && t("entering")}>{t("enter")}</Button></Actions>
      </form>
    </LitArea>
  );
}

function End({ expires, today }: { expires: string; today: string }) {
  const ended = expires < today;
  return <span class={ended || endingSoon({ expires }, today) ? "due small" : "small second"}>{ended ? t("ended", { day: dayOf(expires) }) : p("ends", { day: dayOf(expires) })}</span>;
}

function Everything({ held, today }: { held: Held; today: string }) {
  return (
    <section class="stack-tight">
      <h2>{held.name}</h2>
      {!held.states.length && <Notice kind="caution"><p>{t("may_see_nobody")}</p></Notice>}
      <ul class="rows">
        {held.licences.map((one) => (
          <li key={`${one.state}${one.profession}`}><div><strong>{stateName(one.state)}</strong> <span class="second">{m.code("profession", one.profession) ?? one.profession}, {p("number", { number: one.number })}</span><div><End expires={one.expires} today={today} /></div></div></li>
        ))}
        {held.compacts.map((one) => (
          <li key={`${one.kind}${one.number}`}><div><strong>{p.code("compact", one.kind)}</strong> <span class="second">{p("number", { number: one.number })}</span><div class="small">{t("covers", { states: one.states.map(stateName).join(", "), home: stateName(one.home_state) })}</div><div><End expires={one.expires} today={today} /></div></div></li>
        ))}
      </ul>
    </section>
  );
}

/** What lets each therapist work, and the one form that keeps it current. */
export default function LicencesPage() {
  const { data, error, again, set } = useLoad(load, []);
  const [entered, setEntered] = useState("");
  const today = todayAt(me.value?.utc_offset ?? 0);
  const told = (held: Held) => {
    setEntered(held.name);
    set(data!.map((one) => (one.provider_id === held.provider_id ? held : one)));
  };
  return (
    <Page title={t("title")} lead={t("lead")} task>
      {entered && <Notice><p>{t("entered", { name: entered })}</p></Notice>}
      {error !== undefined ? <Failed error={error} again={again} /> : !data && <Loading what={t("getting")} />}
      {data && <EntryForm everybody={[...data].sort((one, other) => one.name.localeCompare(other.name))} onEntered={told} />}
      {data?.map((held) => <Everything key={held.provider_id} held={held} today={today} />)}
    </Page>
  );
}
