import { useEffect, useState } from "preact/hooks";
import { get, post, put } from "../../shared/api/client";
import { once } from "../../shared/api/once";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/journal";
import { go } from "../../shared/router";
import { useAutosave } from "../../shared/session/autosave";
import { useDraft } from "../../shared/session/drafts";
import { loadMe, me } from "../../shared/session/me";
import { Actions, Area, Button, Check, Failed, FormErrors, LitArea, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { SavedMark } from "../SavedMark";
import { loadSharing, namesOf, type SharingFacts } from "../sharing/sharing";
import { dropHere, goOnWith, keepHere, keptHere, type Written } from "./journal";
import "./journal.css";
import { Prompts } from "./Prompts";

const t = words<typeof en>("journal");

interface Start {
  /** What the server has. */
  draft: Written;
  start: Written;
  person: string;
  sharing: SharingFacts;
}

async function load(inMemory: Written | null): Promise<Start> {
  const [{ id }, draft, sharing] = await Promise.all([me.peek() ?? loadMe(), get("/api/journal-draft"), loadSharing()]);
  const kept = { text: draft.text, prompt: draft.prompt };
  return { draft: kept, start: goOnWith(inMemory, keptHere(id), draft), person: id, sharing };
}

/** The choice to keep a copy on this device while writing; it is dropped when the entry is kept, on signing out and on Leave. */
function KeepHere({ person, written, on, onChange }: { person: string; written: Written; on: boolean; onChange: (on: boolean) => void }) {
  const [refused, setRefused] = useState(false);
  const choose = (wanted: boolean) => {
    const done = wanted ? keepHere(person, written) : (dropHere(), true);
    setRefused(!done);
    onChange(wanted && done);
  };
  return (
    <div>
      <Check name="keep-here" label={t("keep_here")} hint={t("keep_here_hint")} checked={on} onChecked={choose} />
      {refused && <p class="second small" role="status">{t("keep_here_refused")}</p>}
    </div>
  );
}

function Sheet({ draft, start, person, sharing, remember, forget }: Start & { remember: (written: Written) => void; forget: () => void }) {
  const [written, setWritten] = useState(start);
  const [here, setHere] = useState(keptHere(person) !== null);
  const [shared, setShared] = useState(sharing.state.journal);
  const [blank, setBlank] = useState(false);
  const auto = useAutosave<Written>(draft, (value) => put("/api/journal-draft", value));
  useEffect(() => {
    if (start.text !== draft.text || start.prompt !== draft.prompt) auto.changed(start);
  }, []);
  const change = (part: Partial<Written>) => {
    const next = { ...written, ...part };
    setWritten(next);
    remember(next);
    if (here) keepHere(person, next);
    auto.changed(next);
  };
  const keep = useSave(async () => {
    // The draft goes with the entry; a save under way must be over, or it would bring the draft back.
    await auto.flush();
    const body = { ...written, shared: shared === sharing.state.journal ? null : shared };
    const entry = await once("journal-new", body, (words, idempotencyKey) => post("/api/journal", words, { idempotencyKey }));
    auto.stop();
    forget();
    dropHere();
    go(`/journal/${entry.id}`, { replace: true });
  });
  const submit = (event: Event) => {
    event.preventDefault();
    setBlank(!written.text.trim());
    if (written.text.trim()) void keep.run();
  };
  const who = namesOf(sharing);
  return (
    <LitArea>
      <form class="form" onSubmit={submit}>
        <FormErrors errors={blank ? [t("nothing_yet")] : []} />
        <Prompts prompt={written.prompt} onPrompt={(prompt) => change({ prompt })} />
        <div>
          <Area name="journal" label={t("your_words")} rows={12} maxLength={30_000} value={written.text} onValue={(text) => change({ text })} onBlur={() => void auto.flush()} />
          <SavedMark standing={auto.standing} />
        </div>
        <Check name="share" label={who ? t("share_with", { who }) : t("share_later")} hint={t(shared ? "share_on_hint" : "share_off_hint")} checked={shared} onChecked={setShared} />
        <KeepHere person={person} written={written} on={here} onChange={setHere} />
        {keep.error !== undefined && <Failed error={keep.error} />}
        <Actions>
          <Button type="submit" busy={keep.busy && t("keeping")}>{t("keep")}</Button>
          <a href="/journal">{t("leave_draft")}</a>
        </Actions>
      </form>
    </LitArea>
  );
}

/** A blank sheet. What is typed goes to the sealed draft as one writes, and becomes an entry when it is kept. */
export default function WritePage() {
  const [inMemory, remember, forget] = useDraft<Written | null>("journal-new", null, { autosaved: true });
  const { data, error, again } = useLoad(() => load(inMemory), []);
  return (
    <Page title={t("write_title")} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting_draft")} />}
      {data && <Sheet {...data} remember={remember} forget={forget} />}
    </Page>
  );
}
