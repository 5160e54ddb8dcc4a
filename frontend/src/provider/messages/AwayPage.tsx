import { useState } from "preact/hooks";
import { type Answer, get, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_messages";
import { href } from "../../shared/router";
import { zonePlace } from "../../shared/time";
import { Actions, Button, ButtonLink, Failed, Field, FormErrors, LitArea, Loading, Page, Row, Rows, useLoad, useSave } from "../../shared/ui";
import { type Absence, said, wrong } from "./away";

const t = words<typeof en>("staff_messages");

type Absences = Answer<"/api/away", "get">;

const blank: Absence = { first: "", last: "", note: "" };

function Form({ absences, onSaved }: { absences: Absences; onSaved: (absences: Absences) => void }) {
  const [wish, setWish] = useState(blank);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (part: Partial<Absence>) => setWish({ ...wish, ...part });
  const save = useSave(async () => {
    const found = wrong(wish, absences.items, absences.today);
    setProblem(found && t(`away_${found}`));
    if (found) return;
    onSaved(await put("/api/away", { items: [...absences.items, { ...wish, last: wish.last || wish.first, note: wish.note?.trim() ?? "" }] }));
    setWish(blank);
  });
  return (
    <LitArea title={t("away_new")}>
      <form class="form" noValidate onSubmit={(event) => (event.preventDefault(), void save.run())}>
        <FormErrors errors={problem ? [problem] : []} />
        <Field type="date" label={t("away_first")} min={absences.today} value={wish.first} onValue={(first) => change({ first })} />
        <Field type="date" label={t("away_last")} hint={t("away_last_hint")} min={wish.first || absences.today} value={wish.last} onValue={(last) => change({ last })} />
        <Field label={t("away_note")} hint={t("away_note_hint")} maxLength={200} value={wish.note ?? ""} onValue={(note) => change({ note })} />
        {save.error !== undefined && <Failed error={save.error} />}
        <Actions><Button type="submit" busy={save.busy && t("saving")}>{t("away_save")}</Button></Actions>
      </form>
    </LitArea>
  );
}

/** The days on which clients are told that nobody answers, and by when an answer is due otherwise. */
export default function AwayPage() {
  const { data, error, again, set } = useLoad(() => get("/api/away"), []);
  const [saved, setSaved] = useState(false);
  const keep = (absences: Absences) => (set(absences), setSaved(true));
  const back = useSave(async (taken: Absence) => keep(await put("/api/away", { items: data!.items.filter((one) => one.first !== taken.first) })));
  return (
    <Page title={t("away_title")} lead={data && `${t.count("window", data.response_days)} ${t("away_lead", { zone: zonePlace(data.zone) })}`} task>
      {error ? <Failed error={error} again={again} /> : !data && <Loading what={t("away_getting")} />}
      {data && (
        <div class="stack-wide">
          <p role="status" class={saved ? "" : "visually-hidden"}>{saved && <strong>{t("away_saved")}</strong>}</p>
          <Form absences={data} onSaved={keep} />
          <section class="stack-tight">
            <h2>{t("away_list")}</h2>
            {!data.items.length && <p class="second">{t("away_none")}</p>}
            <Rows label={t("away_list")}>
              {data.items.map((one) => (
                <Row key={one.first}>
                  <strong>{said(one)}</strong>
                  {one.note && <div class="small">{one.note}</div>}
                  <Button look="text" onClick={() => back.run(one)}>{t("away_back")}<span class="visually-hidden"> {said(one)}</span></Button>
                </Row>
              ))}
            </Rows>
            {back.error !== undefined && <Failed error={back.error} />}
          </section>
          <p class="small second">{t("away_means")}</p>
          <Actions><ButtonLink look="quiet" href={href("/messages")}>{t("all_threads")}</ButtonLink></Actions>
        </div>
      )}
    </Page>
  );
}
