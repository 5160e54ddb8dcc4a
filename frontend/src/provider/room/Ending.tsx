import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/room";
import { Failed, useSave } from "../../shared/ui";
import type { RoomCall } from "./roomCall";

const t = words<typeof en>("room");

/** Ends the session for everybody, also once the client has gone: what came of it is kept then. */
export function Ending({ call }: { call: RoomCall }) {
  const save = useSave(() => call.end());
  return (
    <>
      {save.error !== undefined && <Failed error={save.error} />}
      <button type="button" class="button leave-call" aria-disabled={save.busy ? "true" : undefined} onClick={() => save.run()}>
        {save.busy ? t("ending") : t("end_session")}
      </button>
    </>
  );
}
