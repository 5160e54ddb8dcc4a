import { type Answer, get } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/record";
import { practice } from "../../shared/practice";
import { loadMe, me } from "../../shared/session/me";
import { money } from "../../shared/time";
import { Button, Failed, Loading, Page, Rows, useLoad, useSave } from "../../shared/ui";
import { atHome } from "../hereAndNow";
import { roughly } from "../messages/times";

const t = words<typeof en>("record");

type Lines = Answer<"/api/ledger", "get">;
type Line = Lines["items"][number];

async function load(): Promise<Lines> {
  if (!me.peek()) await loadMe();
  return get("/api/ledger");
}

/** One line of the ledger as a sentence: what it was for, and how much. */
export function sentence(line: Line): string {
  const reason = line.reason ? t.code("waived", line.reason) ?? "" : "";
  if (line.kind === "credit") return t.count(line.reason === "therapist_absent" ? "ledger_credit_absent" : "ledger_credit", Math.abs(line.minutes ?? 0));
  const amount = money(Math.abs(line.cents ?? 0));
  return line.kind === "waiver" ? t("ledger_waiver", { amount, reason }) : t(`ledger_${line.kind}`, { amount });
}

function Policy() {
  const policy = practice.value?.policies;
  if (!policy) return null;
  return <p class="second">{t("costs_policy", { hours: t.count("hours", policy.cancel_notice_hours ?? 24), late: money(policy.late_fee_cents ?? 0), missed: money(policy.no_show_fee_cents ?? 0) })}</p>;
}

/** Fees, what was let go of them, and minutes owed to the client, newest first. Nothing is paid on this site. */
export default function CostsPage() {
  const { data, error, again, set } = useLoad(load, []);
  const more = useSave(async (shown: Lines) => {
    const page = await get("/api/ledger", { query: { cursor: shown.next } });
    set({ items: [...shown.items, ...page.items], next: page.next });
  });
  return (
    <Page title={t("costs")} lead={t("costs_lead")} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting_costs")} />}
      {data && data.items.length === 0 && <p>{t("costs_none")}</p>}
      {data && data.items.length > 0 && (
        <Rows>
          {data.items.map((line) => {
            const when = atHome(line.at);
            return <li key={line.id}><div>{sentence(line)}{when && <div class="small second">{roughly(when)}</div>}</div></li>;
          })}
        </Rows>
      )}
      {data?.next && <Button look="quiet" busy={more.busy && t("getting_costs")} onClick={() => more.run(data)}>{t("costs_older")}</Button>}
      {more.error !== undefined && <Failed error={more.error} />}
      <Policy />
      <p><a class="lone" href="/record">{t("back")}</a></p>
    </Page>
  );
}
