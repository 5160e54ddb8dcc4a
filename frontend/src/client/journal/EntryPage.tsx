import { useEffect, useState } from "preact/hooks";
import { get, post, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/journal";
import { go, type PageProps } from "../../shared/router";
import { useAutosave } from "../../shared/session/autosave";
import { useDraft } from "../../shared/session/drafts";
import { loadMe, me } from "../../shared/session/me";
import { dayAndTime } from "../../shared/time";
import { Actions, Area, Button, Failed, FormErrors, LitArea, Loading, Notice, Page, useLoad, useSave } from "../../shared/ui";
import { SavedMark } from "../SavedMark";
import { ShareSwitch } from "../sharing/ShareSwitch";
import type { Entry } from "./journal";
import "./journal.css";

const t = words<typeof en>("journal");

async function load(entry_id: string): Promise<Entry> {
  if (!me.peek()) await loadMe();
  return get("/api/journal/{entry_id}", { path: { entry_id } });
}

/** Other words for the entry, saved as they are typed. While there are none it has the words it had when this began. */
function Edit({ entry, onDone }: { entry: Entry; onDone: (entry: Entry) => void }) {
  const path = { path: { entry_id: entry.id } };
  const [text, setText, forget] = useDraft(`journal-${entry.id}`, entry.text, { autosaved: true });
  const [blank, setBlank] = useState(false);
  const empty = !text.trim();
  useEffect(() => document.querySelector<HTMLElement>("main textarea")?.focus(), []);
  const auto = useAutosave(entry.text, (value) => put("/api/journal/{entry_id}", { text: value }, path));
  const change = (value: string) => {
    setText(value);
    setBlank(false);
    auto.changed(value.trim() ? value : entry.text);
  };
  const done = useSave(async () => {
    setBlank(empty);
    if (empty) return;
    auto.changed(text);
    if (!(await auto.flush())) return;
    forget();
    onDone(await get("/api/journal/{entry_id}", path));
  });
  return (
    <LitArea>
      <FormErrors errors={blank ? [t("emptied_done")] : []} />
      <Area name="journal" label={t("your_words")} rows={12} maxLength={30_000} value={text} onValue={change} onBlur={() => void auto.flush()} />
      {!empty && <SavedMark standing={auto.standing} />}
      <div role="status">{empty && <p>{t("emptied")}</p>}</div>
      {empty && <Actions><Button look="quiet" onClick={() => change(entry.text)}>{t("put_back")}</Button></Actions>}
      {done.error !== undefined && <Failed error={done.error} />}
      <Actions><Button busy={done.busy && t("keeping")} onClick={() => done.run()}>{t("done_editing")}</Button></Actions>
      {empty && <Remove entry={entry} />}
    </LitArea>
  );
}

/** Removing asks once more, in its place, and says what is lost. */
function Remove({ entry }: { entry: Entry }) {
  const [asked, setAsked] = useState(false);
  const remove = useSave(async () => {
    await post("/api/journal/{entry_id}/remove", {}, { path: { entry_id: entry.id } });
    go("/journal", { replace: true });
  });
  if (!asked) return <Button look="text" onClick={() => setAsked(true)}>{t("remove")}</Button>;
  return (
    <Notice kind="caution">
      <p>{t("remove_sure")}</p>
      {remove.error !== undefined && <Failed error={remove.error} />}
      <Actions>
        <Button look="quiet" busy={remove.busy && t("removing")} onClick={() => remove.run()}>{t("remove_yes")}</Button>
        <Button look="text" onClick={() => setAsked(false)}>{t("remove_no")}</Button>
      </Actions>
    </Notice>
  );
}

function Shown({ entry, set }: { entry: Entry; set: (entry: Entry) => void }) {
  const [editing, setEditing] = useState(false);
  const share = async (shared: boolean) => set(await put("/api/journal/{entry_id}/sharing", { shared }, { path: { entry_id: entry.id } }));
  return (
    <>
      {entry.prompt && <p class="second">{entry.prompt}</p>}
      {editing ? <Edit entry={entry} onDone={(changed) => (set(changed), setEditing(false))} /> : (
        <>
          <p class="paper-text">{entry.text}</p>
          <Actions><Button look="quiet" onClick={() => setEditing(true)}>{t("edit")}</Button></Actions>
        </>
      )}
      <ShareSwitch entry={entry} kind="journal" onShare={share} />
      {!editing && <Remove entry={entry} />}
    </>
  );
}

/** One entry: read, said differently, shared or taken back, removed. */
export default function EntryPage({ params }: PageProps) {
  const entry_id = params.entry_id!;
  const { data, error, again, set } = useLoad(() => load(entry_id), [entry_id]);
  return (
    <Page title={t("entry")} lead={data && dayAndTime({ start: data.local, zone_name: data.zone_name })} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting_one")} />}
      {data && <Shown entry={data} set={set} />}
      <p><a class="lone" href="/journal">{t("back")}</a></p>
    </Page>
  );
}
