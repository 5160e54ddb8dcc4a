import { useState } from "preact/hooks";
import { type Answer, get, post } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/staff_clients";
import { dayAndTime, money } from "../../shared/time";
import { Actions, Button, explain, Failed, Loading, Rows, Select, useLoad, useSave } from "../../shared/ui";
import type { Client } from "./ClientPage";

const t = words<typeof en>("staff_clients");
const reasons = ["other", "emergency", "illness", "technical"] as const;

type Line = Answer<"/api/clients/{client_id}/ledger", "get">["items"][number];

function said(line: Line): string {
  return line.kind === "credit" ? t.count("fee_credit", Math.abs(line.minutes ?? 0)) : t(`fee_${line.kind as "late_fee" | "no_show_fee"}`, { amount: money(line.cents ?? 0) });
}

function Waiving({ client, line, about, onDone }: { client: Client; line: Line; about: string; onDone: () => void }) {
  const [reason, setReason] = useState<string>(reasons[0]);
  const save = useSave(async () => {
    await post("/api/clients/{client_id}/ledger/{line_id}/waive", { reason: reason as (typeof reasons)[number] }, { path: { client_id: client.id, line_id: line.id } });
    onDone();
  });
  return (
    <details class="disclosure">
      <summary>{t("fee_waive")}<span class="visually-hidden"> {about}</span></summary>
      <form class="form" onSubmit={(event) => (event.preventDefault(), void save.run())}>
        <Select label={t("fee_why")} hint={t("fee_why_hint")} value={reason} onValue={setReason} options={reasons.map((one) => ({ value: one, label: t(`why_${one}`) }))} />
        {save.error !== undefined && <p role="alert">{explain(save.error)}</p>}
        <Actions><Button type="submit" look="quiet" busy={save.busy && t("fee_waiving")}>{t("fee_waive_do", { amount: money(line.cents ?? 0) })}</Button></Actions>
      </form>
    </details>
  );
}

/** What a client owes or is owed because of sessions, newest first; a fee can be let go. */
export function Fees({ client }: { client: Client }) {
  const path = { client_id: client.id };
  const { data, error, again } = useLoad(() => get("/api/clients/{client_id}/ledger", { path, query: { limit: 100 } }), [client.id]);
  if (!data) return error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("fees_getting")} />;
  const waivers = new Map(data.items.flatMap((line) => (line.waives ? [[line.waives, line]] : [])));
  const lines = data.items.filter((line) => !line.waives);
  if (!lines.length) return <p class="second">{t("fees_none")}</p>;
  return (
    <Rows>
      {lines.map((line) => {
        const session = [...client.coming, ...client.past].find((one) => one.id === line.appointment_id);
        const waiver = waivers.get(line.id);
        const when = session ? dayAndTime(session) : "";
        return (
          <li key={line.id}>
            <div>
              {said(line)}
              {when && <div class="second small">{t("fee_session", { time: when })}</div>}
              {waiver ? <div>{t("fee_waived")} {t.code("waived", waiver.reason ?? "")}</div> : line.kind !== "credit" && <Waiving client={client} line={line} about={`${said(line)} ${when}`} onDone={again} />}
            </div>
          </li>
        );
      })}
    </Rows>
  );
}
