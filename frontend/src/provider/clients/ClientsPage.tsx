import { useState } from "preact/hooks";
import { words } from "../../shared/i18n";
import type staff from "../../shared/i18n/en/staff";
import type en from "../../shared/i18n/en/staff_clients";
import { href } from "../../shared/router";
import { stateName } from "../../shared/states";
import { dayAndTime, zonePlace } from "../../shared/time";
import { Actions, ButtonLink, Failed, LitArea, Loading, Page, Row, Rows, Select, useLoad } from "../../shared/ui";
import { dueBy, formatAndMinutes, nameOf } from "../staff";
import { AtAGlance } from "./AtAGlance";
import { type Caseload, type ClientRow, loadCaseload, muchWorse, needOf, nothingWaits, type Order, orders, sorted } from "./caseload";
import "./clients.css";

const t = words<typeof en>("staff_clients");
const s = words<typeof staff>("staff");

/** What of a client waits, in a sentence; null where nothing does. */
function waits(row: ClientRow, zone: string): string | null {
  if (row.flag) return `${s.code("flag", row.flag)}${row.flag_due_local ? ` ${t("decide", { due: dueBy({ start: row.flag_due_local, zone }) })}` : ""}`;
  if (row.worse) return t("scores_worse");
  if (row.due_local) return `${t("message_waits")} ${t("due", { due: dueBy({ start: row.due_local, zone }, row.overdue) })}`;
  return row.unread ? t("message_unread") : null;
}

function Next({ row }: { row: ClientRow }) {
  if (!row.next_session) return <>{t("nothing_booked")}</>;
  return <>{t("next", { when: dayAndTime(row.next_session) })} <span class="nowrap">({formatAndMinutes(row.next_session)})</span></>;
}

/** The client who most needs this therapist: in danger, waiting for an answer, or the next to come. */
function First({ row, list }: { row: ClientRow; list: Caseload }) {
  const name = nameOf(row);
  const waiting = waits(row, list.zone);
  if (row.flag) {
    return (
      <section class="notice danger first">
        <h2>{t("safety_of", { name })}</h2>
        <p>{waiting}</p>
        <ButtonLink look="danger" href={href(`/clients/${row.id}`)}>{t("open_page", { name })}</ButtonLink>
      </section>
    );
  }
  const toScores = needOf(row) === muchWorse;
  const needs = needOf(row) < nothingWaits;
  const toThread = needs && !toScores;
  const to = toScores ? `/clients/${row.id}/measures` : toThread ? `/messages/${row.thread_id}` : `/clients/${row.id}`;
  return (
    <LitArea eyebrow={needs ? t("needs_you_most") : t("next_to_come")} title={name}>
      <p>{waiting ?? (row.next_session && `${dayAndTime(row.next_session)}. ${formatAndMinutes(row.next_session)}.`)}</p>
      <Actions>
        <ButtonLink href={href(to)}>{toScores ? t("see_scores") : toThread ? t("reply") : t("open_page", { name })}</ButtonLink>
        {needs && <a href={href(`/clients/${row.id}`)}>{t("open_page", { name })}</a>}
      </Actions>
    </LitArea>
  );
}

function List({ list }: { list: Caseload }) {
  const [order, setOrder] = useState<Order>("need");
  const first = sorted(list.items, "need")[0]!;
  return (
    <div class="stack-wide">
      {(needOf(first) < nothingWaits || first.next_session) && <First row={first} list={list} />}
      <section>
        <div class="sort"><Select label={t("sort")} value={order} onValue={(value) => setOrder(value as Order)} options={orders.map((one) => ({ value: one, label: t(`sort_${one}`) }))} /></div>
        <Rows label={t("title")}>
          {sorted(list.items, order).map((row) => {
            const waiting = waits(row, list.zone);
            return (
              <Row key={row.id} href={href(`/clients/${row.id}`)} link={t("open")} about={nameOf(row)} unread={row.unread} due={row.overdue || row.flag ? (waiting ?? "") : ""}>
                <strong>{nameOf(row)}</strong>
                <span class="second">{row.home_state && `, ${stateName(row.home_state)}`}{row.zone && row.zone !== list.zone && ` (${t("their_zone", { zone: zonePlace(row.zone) })})`}</span>
                <div class="second small"><Next row={row} /></div>
                <AtAGlance row={row} />
                {waiting && !row.overdue && !row.flag && <div class="small">{waiting}</div>}
              </Row>
            );
          })}
        </Rows>
      </section>
    </div>
  );
}

/** Whom this therapist treats. */
export default function ClientsPage() {
  const { data, error, again } = useLoad(loadCaseload, []);
  return (
    <Page title={t("title")} lead={data && data.items.length > 0 && t.count("in_care", data.items.length)}>
      {error ? <Failed error={error} again={again} /> : !data && <Loading what={t("getting_list")} />}
      {data && !data.items.length && (
        <LitArea title={t("none")}>
          <p>{t("none_how")}</p>
          <Actions><ButtonLink href={href("/calendar")}>{t("set_hours")}</ButtonLink><a href={href("/profile")}>{t("see_profile")}</a></Actions>
        </LitArea>
      )}
      {data && data.items.length > 0 && <List list={data} />}
    </Page>
  );
}
