import { type Answer, get, put } from "../../shared/api/client";
import { words } from "../../shared/i18n";
import type en from "../../shared/i18n/en/record";
import { loadMe, me } from "../../shared/session/me";
import { Check, Failed, Loading, Page, useLoad, useSave } from "../../shared/ui";
import { atHome } from "../hereAndNow";
import { roughly } from "../messages/times";
import { loadThreads, therapistsOf } from "../scheduling/therapist";

const t = words<typeof en>("record");

type State = Answer<"/api/sharing", "get">;

interface Loaded {
  state: State;
  /** Who would see it; empty while nobody treats the client. */
  therapists: string[];
}

async function load(): Promise<Loaded> {
  if (!me.peek()) await loadMe();
  const [state, threads] = await Promise.all([get("/api/sharing"), loadThreads()]);
  return { state, therapists: therapistsOf(threads).map(({ party }) => party.name) };
}

function who(therapists: string[]): string {
  return therapists.length ? new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(therapists) : t("your_therapist");
}

/** How it stands: who can read it and since when, or who no longer can. */
function standing({ state, therapists }: Loaded): string {
  const since = state.changed_at ? atHome(state.changed_at) : null;
  if (state.moods) return since ? t("on_since", { who: who(therapists), time: roughly(since) }) : t("on", { who: who(therapists) });
  return since ? t("off_since", { who: who(therapists), time: roughly(since) }) : t("off");
}

/** One switch per kind; it takes effect at once. */
export default function SharingPage() {
  const { data, error, again, set } = useLoad(load, []);
  const save = useSave(async (before: Loaded, moods: boolean) => set({ ...before, state: await put("/api/sharing", { moods }) }));
  return (
    <Page title={t("sharing")} lead={t("sharing_lead")} task>
      {error !== undefined && <Failed error={error} again={again} />}
      {!data && error === undefined && <Loading what={t("getting_sharing")} />}
      {data && (
        <>
          <Check name="moods" label={t("share_moods", { who: who(data.therapists) })} hint={t("share_moods_hint")} checked={data.state.moods} onChecked={(moods) => save.run(data, moods)} />
          <p role="status" class="second">{save.busy ? t("saving") : standing(data)}</p>
          {save.error !== undefined && <Failed error={save.error} />}
          <p class="small second">{t("sharing_note")}</p>
        </>
      )}
      <p><a class="lone" href="/record">{t("back")}</a></p>
    </Page>
  );
}
