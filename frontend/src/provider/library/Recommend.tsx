import { useState } from "preact/hooks";
import { get, post } from "../../shared/api/client";
import { once } from "../../shared/api/once";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_homework";
import { Area, Button, Failed, Loading, Select, useLoad, useSave } from "../../shared/ui";
import { nameOf } from "../staff";

const t = words<typeof en>("staff_homework");

function Form({ article }: { article: string }) {
  const { data, error, again } = useLoad(() => get("/api/clients"), []);
  const [client_id, setClient] = useState("");
  const [note, setNote] = useState("");
  const [given, setGiven] = useState(false);
  const save = useSave(async () => {
    if (!client_id) return;
    const body = { kind: "reading" as const, ref: article, note };
    await once(`homework-${client_id}`, body, (given, idempotencyKey) => post("/api/clients/{client_id}/homework", given, { path: { client_id }, idempotencyKey }));
    setClient("");
    setNote("");
    setGiven(true);
  });
  if (error !== undefined) return <Failed error={error} again={again} />;
  if (!data) return <Loading what={t("getting")} />;
  if (!data.items.length) return <p class="second">{t("no_clients")}</p>;
  return (
    <div class="form">
      <Select label={t("recommend_to")} empty={t("choose")} value={client_id} onValue={(id) => (setClient(id), setGiven(false))} options={data.items.map((client) => ({ value: client.id, label: nameOf(client) }))} />
      <Area label={t("note")} hint={t("note_hint")} rows={3} maxLength={2000} value={note} onValue={setNote} />
      {save.error !== undefined && <Failed error={save.error} />}
      <Button look="quiet" busy={save.busy && t("giving")} onClick={() => save.run()}>{t("give")}</Button>
      <p role="status" class="second small">{given ? t("given") : ""}</p>
    </div>
  );
}

/** Giving this text to a client as something to read between sessions. Clients are asked for only once it is opened. */
export function Recommend({ article }: { article: string }) {
  const [open, setOpen] = useState(false);
  if (!open) return <p><Button look="quiet" onClick={() => setOpen(true)}>{t("recommend")}</Button></p>;
  return <section class="stack-tight"><h2>{t("recommend")}</h2><Form article={article} /></section>;
}
