import { get, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_clients";
import { Button, Failed, useLoad, useSave } from "../../shared/ui";
import { nameOf } from "../staff";
import type { Client } from "./ClientPage";

const t = words<typeof en>("staff_clients");

async function load(client_id: string): Promise<boolean> {
  return (await get("/api/clients/{client_id}/conflicts", { path: { client_id } })).items.length > 0;
}

/** Stating a conflict of interest: nobody asks for a reason, and none is kept. */
export function Conflict({ client }: { client: Client }) {
  const { data: stated, error, again, set } = useLoad(() => load(client.id), [client.id]);
  const save = useSave(async () => {
    const said = await put("/api/clients/{client_id}/conflicts", { conflict: !stated }, { path: { client_id: client.id } });
    set(said.conflict);
  });
  const name = nameOf(client);
  return (
    <section class="stack-tight">
      <h2>{t("conflict")}</h2>
      {error !== undefined && <Failed error={error} again={again} />}
      {stated !== undefined && (
        <>
          <p class={stated ? undefined : "small second"} role="status">{t(stated ? "conflict_stated" : "conflict_what", { name })}</p>
          <div><Button look="quiet" busy={save.busy && t("conflict_saving")} onClick={() => save.run()}>{t(stated ? "conflict_take_back" : "conflict_state")}</Button></div>
        </>
      )}
      {save.error !== undefined && <Failed error={save.error} />}
    </section>
  );
}
