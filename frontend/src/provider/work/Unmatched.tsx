import { type Answer, get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_work";
import { stateName } from "../../shared/states";
import { dayOf } from "../../shared/time";
import { Button, Failed, Rows, useSave } from "../../shared/ui";
import { mine } from "../staff";

const t = words<typeof en>("staff_work");

type UnmatchedClients = Answer<"/api/unmatched", "get">;

/** Clients nobody fits yet: number, since when, state. What they wish for is not shown and not opened. */
export function Unmatched({ found, more }: { found: UnmatchedClients; more: (found: UnmatchedClients) => void }) {
  const earlier = useSave(async () => {
    const next = await get("/api/unmatched", { query: { cursor: found.next } });
    more({ items: [...found.items, ...next.items], next: next.next });
  });
  if (!found.items.length) return null;
  return (
    <section class="stack-tight">
      <h2>{t("unmatched")}</h2>
      <p class="second small">{t("unmatched_lead")}</p>
      <Rows label={t("unmatched")}>
        {found.items.map((one) => (
          <li key={one.client_id}>
            <div>
              <strong>{t("unmatched_client", { number: one.client_id.slice(-6), state: stateName(one.state) })}</strong>
              <div class="small second">{t("unmatched_since", { day: dayOf(mine(one.since).start) })} {one.told_at && t("unmatched_told", { day: dayOf(mine(one.told_at).start) })}</div>
            </div>
          </li>
        ))}
      </Rows>
      {found.next && <div><Button look="quiet" busy={earlier.busy && t("getting")} onClick={() => earlier.run()}>{t("unmatched_earlier")}</Button></div>}
      {earlier.error !== undefined && <Failed error={earlier.error} />}
    </section>
  );
}
