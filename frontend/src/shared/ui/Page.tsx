import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, Offline } from "../api/errors";
import { words } from "../i18n";
import type en from "../i18n/en/common";
import type errors from "../i18n/en/errors";
import { href } from "../router";
import { sessionPool } from "../session/session";
import { Button } from "./Button";
import { Notice } from "./Parts";

const t = words<typeof en>("common");
const e = words<typeof errors>("errors");

interface PageProps {
  /** The h1. Leave out where the question of a fieldset is the h1 (`<AnswerList title>`). */
  title?: string;
  lead?: ComponentChildren;
  /** One column of 36rem, for a page that is one task. */
  task?: boolean;
  children?: ComponentChildren;
}

/** The main part of a page: one h1, focused by the router after navigation. */
export function Page({ title, lead, task, children }: PageProps) {
  return (
    <main id="main" tabIndex={-1}>
      <div class={task ? "task stack" : ""}>
        {title && (
          <header>
            <h1 tabIndex={-1}>{title}</h1>
            {lead && <p class="lead">{lead}</p>}
          </header>
        )}
        {children}
      </div>
    </main>
  );
}

/** What to say while something loads: nothing for 400 ms, then what we fetch, after 8 s that it is slow today. */
export function Loading({ what }: { what: string }) {
  const [stage, setStage] = useState(0);
  useEffect(() => {
    const timers = [setTimeout(() => setStage(1), 400), setTimeout(() => setStage(2), 8000)];
    return () => timers.forEach(clearTimeout);
  }, []);
  return <p role="status" class="second">{stage === 0 ? "" : stage === 1 ? what : t("slow_today")}</p>;
}

/** A sentence for any failure that a page does not explain better itself. */
export function explain(error: unknown): string {
  if (error instanceof Offline) return t("error_offline");
  if (!(error instanceof ApiError)) return t("error_unknown");
  if (error.status === 404) return t("error_not_here");
  if (error.status === 503) return t(error.changing ? "error_not_done" : sessionPool() === "staff" ? "error_unavailable_staff" : "error_unavailable");
  if (error.status === 429) return t("error_too_many");
  if (error.status === 403) return t("error_not_allowed");
  return e.code("code", error.code) ?? t("error_unknown");
}

/** Where a client goes to do what a refusal asks for. */
const ways: Record<string, string> = { consent_needed: "/consents", intake_needed: "/intake", screen_open: "/screen", review_open: "/help" };

function Way({ code }: { code: string }) {
  const to = sessionPool() === "clients" ? ways[code] : undefined;
  return to ? <> <a href={to}>{e.code("way", code)}</a></> : null;
}

/** What is not here, or not this account's, is no more so a second time. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 403);
}

/** A failed load or save: what happened, that nothing typed is lost, what to do. */
export function Failed({ error, again, children }: { error: unknown; again?: () => void; children?: ComponentChildren }) {
  const id = error instanceof ApiError ? error.requestId : undefined;
  return (
    <Notice kind="caution">
      <p>{children ?? <>{explain(error)}{error instanceof ApiError && <Way code={error.code} />}</>}</p>
      {again && (isFinal(error) ? <p><a href={href("/")}>{t("to_start")}</a></p> : <Button look="quiet" onClick={again}>{t("try_again")}</Button>)}
      {id && <p class="small second">{t("request_number", { id })}</p>}
    </Notice>
  );
}

/** The errors of a form, on top and focused when they appear. */
export function FormErrors({ errors }: { errors: string[] }) {
  const place = useRef<HTMLDivElement>(null);
  const text = errors.join("\n");
  useEffect(() => {
    if (text) place.current?.focus();
  }, [text]);
  if (!errors.length) return null;
  return (
    <div class="notice caution" role="alert" tabIndex={-1} ref={place}>
      {errors.length === 1 ? <p>{errors[0]}</p> : <ul>{errors.map((error) => <li key={error}>{error}</li>)}</ul>}
    </div>
  );
}
