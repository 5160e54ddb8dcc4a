import { ApiError } from "../../shared/api/errors";
import { hasSound } from "../../shared/call/format";
import { words } from "../../shared/i18n";
import type callWords from "../../shared/i18n/en/call";
import type en from "../../shared/i18n/en/room";
import { stateName } from "../../shared/states";
import { Actions, Button, Failed, LitArea, Notice, useSave } from "../../shared/ui";
import { Emergency } from "./Emergency";
import { type Guest, heardLately } from "./lobby";
import type { RoomCall } from "./roomCall";
import { nameOf, Said } from "./Said";
import { clockAt } from "./times";

const t = words<typeof en>("room");
const c = words<typeof callWords>("call");

function homeState(error: unknown): string {
  return error instanceof ApiError && error.code === "home_state_needed" ? String(error.details.home_state) : "";
}

/** Under PSYPACT somebody is let in only once the therapist has said that they are in their home state. */
function AtHome({ call, state, then }: { call: RoomCall; state: string; then: () => void }) {
  const save = useSave(async () => {
    await call.sayWhere(state);
    then();
  });
  return (
    <Notice kind="caution">
      <p>{t("at_home_why", { state: stateName(state) })}</p>
      {save.error !== undefined && <Failed error={save.error} />}
      <Actions><Button look="quiet" busy={save.busy && t("letting_in")} onClick={() => save.run()}>{t("at_home", { state: stateName(state) })}</Button></Actions>
    </Notice>
  );
}

/** Whether this client can be let in now. */
export function maybeLetIn(guest: Guest, call: RoomCall): boolean {
  return Boolean(guest.said?.licensed) && call.stage.value === "open";
}

/** The step of letting one client in, and what stands in its way. */
function LettingIn({ guest, call, lit }: { guest: Guest; call: RoomCall; lit: boolean }) {
  const save = useSave(() => call.admit(guest));
  const name = nameOf(guest);
  const refused = save.error ?? guest.refused;
  return (
    <>
      {hasSound(call.format) && !heardLately(guest) && <p class="second" role="status">{t("page_silent", { name })}</p>}
      {refused !== undefined && (homeState(refused) ? <AtHome call={call} state={homeState(refused)} then={() => save.run()} /> : <Failed error={refused} />)}
      <Actions><Button look={lit ? "primary" : "quiet"} busy={save.busy && t("letting_in")} onClick={() => save.run()}>{t("let_in", { name })}</Button></Actions>
    </>
  );
}

/** They say they are where the therapist may not see them: what is allowed then. */
export function NotThere({ guest }: { guest: Guest }) {
  if (!guest.said || guest.said.licensed) return null;
  return <Notice kind="caution"><p role="alert">{t("what_is_allowed", { name: nameOf(guest) })}</p></Notice>;
}

/** One client at the door: since when, from where, and the one step where there is one. lit: whether it is the page's next step. */
export function AtDoor({ guest, call, appointmentId, lit = false }: { guest: Guest; call: RoomCall; appointmentId: string; lit?: boolean }) {
  const name = nameOf(guest);
  const since = t("waits_since", { time: clockAt(guest.since) });
  if (!guest.said) return null;
  const inner = (
    <>
      {guest.differed && <Notice kind="caution"><p>{c("differ_text")}</p></Notice>}
      <Said guest={guest} />
      <NotThere guest={guest} />
      {maybeLetIn(guest, call) && <LettingIn guest={guest} call={call} lit={lit} />}
      <Emergency appointmentId={appointmentId} guest={guest} />
    </>
  );
  if (lit) return <LitArea eyebrow={since} title={name}>{inner}</LitArea>;
  return (
    <section class="stack-tight">
      <h2>{name}</h2>
      <p>{since}</p>
      {inner}
    </section>
  );
}
