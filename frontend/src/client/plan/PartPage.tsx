import { useEffect, useState } from "preact/hooks";
import { get, put } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import { words } from "../../shared/i18n";
import type common from "../../shared/i18n/en/common";
import type en from "../../shared/i18n/en/plan";
import type { Plan } from "../../shared/keptPlan";
import { go, type PageProps } from "../../shared/router";
import { useDraft } from "../../shared/session/drafts";
import { Actions, Area, Button, Disclosure, Failed, FormErrors, LitArea, Loading, Notice, Page, useLoad, useSave } from "../../shared/ui";
import { Contacts } from "./Contacts";
import { type Contact, type ContactProblem, contactsOf, hasContacts, isPart, linesOf, nextEmpty, type Part, problemsOf, withPart } from "./parts";

const t = words<typeof en>("plan");
const c = words<typeof common>("common");

const limit = 20;
const longest = 300;

/**
 * Keeping one part: after it the next part that is still empty, else the plan. What was typed stays if the plan changed elsewhere, and Save
 * is back only once the plan as it is now is here.
 */
function useKeeping(plan: Plan, part: Part, forget: () => void, renew: () => Promise<void>) {
  return useSave(async (value: string[] | Contact[]) => {
    try {
      const kept = await put("/api/safety/plan", withPart(plan, part, value));
      forget();
      const next = nextEmpty(kept, part);
      go(next ? `/plan/${next}` : "/plan");
    } catch (refused) {
      if (refused instanceof ApiError && refused.code === "plan_changed") await renew();
      throw refused;
    }
  });
}

function NotKept({ error }: { error: unknown }) {
  if (error === undefined) return null;
  const elsewhere = error instanceof ApiError && error.code === "plan_changed";
  return elsewhere ? <Notice kind="caution"><p>{t("changed_elsewhere")}</p></Notice> : <Failed error={error} />;
}

interface FormProps {
  plan: Plan;
  part: Part;
  renew: () => Promise<void>;
}

function Frame({ part, errors, save, onSave, children }: { part: Part; errors: string[]; save: ReturnType<typeof useKeeping>; onSave: () => void; children: preact.ComponentChildren }) {
  return (
    <LitArea>
      <form class="stack" noValidate onSubmit={(event) => (event.preventDefault(), onSave())}>
        <FormErrors errors={errors} />
        {children}
        <Disclosure summary={t("examples")}><p>{t(`${part}_examples`)}</p></Disclosure>
        <NotKept error={save.error} />
        <Actions><Button type="submit" busy={save.busy && c("saving")}>{c("save")}</Button><a href="/plan">{t("back")}</a></Actions>
      </form>
    </LitArea>
  );
}

function Lines({ plan, part, renew }: FormProps & { part: "signs" | "coping" | "safer" }) {
  const [text, setText, forget] = useDraft(`plan-${part}`, plan[part].join("\n"));
  const [error, setError] = useState<string | null>(null);
  const save = useKeeping(plan, part, forget, renew);
  const keep = () => {
    const lines = linesOf(text);
    const problem = lines.length > limit ? t("too_many", { limit }) : lines.some((line) => line.length > longest) ? t("too_long", { limit: longest }) : null;
    setError(problem);
    if (!problem) void save.run(lines);
  };
  return (
    <Frame part={part} errors={error ? [error] : []} save={save} onSave={keep}>
      <Area label={t(`${part}_label`)} hint={t("one_a_line")} value={text} onValue={setText} rows={6} error={error} />
    </Frame>
  );
}

function People({ plan, part, renew }: FormProps & { part: "people" | "professionals" }) {
  const [typed, setTyped, forget] = useDraft<Contact[]>(`plan-${part}`, plan[part].length ? plan[part] : [{ name: "", phone: "", note: "" }]);
  const [problems, setProblems] = useState<Record<number, ContactProblem>>({});
  const save = useKeeping(plan, part, forget, renew);
  const keep = () => {
    const found = problemsOf(typed);
    setProblems(found);
    if (!Object.keys(found).length) void save.run(contactsOf(typed));
  };
  return (
    <Frame part={part} errors={[...new Set(Object.values(problems))].map((problem) => t(problem))} save={save} onSave={keep}>
      <Contacts typed={typed} onTyped={setTyped} problems={problems} limit={limit} />
    </Frame>
  );
}

/** One part of the plan to write. */
export default function PartPage({ params }: PageProps) {
  const { data: plan, error, again, set } = useLoad(() => get("/api/safety/plan"), []);
  const part = isPart(params.part) ? params.part : null;
  useEffect(() => {
    if (!part) go("/plan", { replace: true });
  }, [part]);
  if (!part) return null;
  const form = { plan: plan!, renew: async () => set(await get("/api/safety/plan")) };
  return (
    <Page title={t(part)} lead={t(`${part}_lead`)} task>
      {!plan && (error !== undefined ? <Failed error={error} again={again} /> : <Loading what={t("getting")} />)}
      {plan && (hasContacts(part) ? <People key={part} part={part} {...form} /> : <Lines key={part} part={part} {...form} />)}
      <p class="small second">{t("who_sees")}</p>
    </Page>
  );
}
