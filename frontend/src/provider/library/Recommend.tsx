import { useState } from "preact/hooks";
import { post } from "../../shared/api/client";
import { once } from "../../shared/api/once";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_homework";
import { useDraft } from "../../shared/session/drafts";
import { Area, Button, Failed, Loading, Select, useLoad, useSave } from "../../shared/ui";
import { loadCaseload, sorted } from "../clients/caseload";
import { nameOf } from "../staff";

const t = words<typeof en>("staff_homework");

interface Given {
  kind: "reading" | "worksheet";
  slug: string;
}

function Form({ kind, slug }: Given) {
  const { data, error, again } = useLoad(loadCaseload, []);
  const [client_id, setClient] = useState("");
  const [note, setNote, forget] = useDraft(`recommend-${slug}`, "");
  const [given, setGiven] = useState(false);
  const save = useSave(async () => {
    if (!client_id) return;
    const body = { kind, ref: slug, note };
    await once(`homework-${client_id}`, body, (given, idempotencyKey) => post("/api/clients/{client_id}/homework", given, { path: { client_id }, idempotencyKey }));
    setClient("");
    setNote("");
    forget();
    setGiven(true);
  });
  if (error !== undefined) return <Failed error={error} again={again} />;
  if (!data) return <Loading what={t("getting")} />;
  if (!data.items.length) return <p class="second">{t("no_clients")}</p>;
  return (
    <div class="form">
      <Select label={t("recommend_to")} empty={t("choose")} value={client_id} onValue={(id) => (setClient(id), setGiven(false))} options={sorted(data.items, "name").map((client) => ({ value: client.id, label: nameOf(client) }))} />
      <Area label={t("note")} hint={t("note_hint")} rows={3} maxLength={2000} value={note} onValue={setNote} />
      {save.error !== undefined && <Failed error={save.error} />}
      <Button look="quiet" busy={save.busy && t("giving")} onClick={() => save.run()}>{t("give")}</Button>
      <p role="status" class="second small">{given ? t("given") : ""}</p>
    </div>
  );
}

/** Giving a text or a worksheet to a client for between sessions. Clients are asked for only once it is opened. */
export function Recommend(given: Given) {
  const [open, setOpen] = useState(false);
  if (!open) return <p><Button look="quiet" onClick={() => setOpen(true)}>{t(`recommend_${given.kind}`)}</Button></p>;
  return <section class="stack-tight"><h2>{t(`recommend_${given.kind}`)}</h2><Form {...given} /></section>;
}
