import type { ComponentChildren } from "preact";
import { words } from "../i18n";
import type en from "../i18n/en/common";
import { clockOf, dayOf, type When, zoneName } from "../time";
import { Door } from "./Mark";

const t = words<typeof en>("common");

/** The one lit area of a page: what comes next, and its one primary button. */
export function LitArea({ eyebrow, title, door, children }: { eyebrow?: string; title?: string; door?: boolean; children: ComponentChildren }) {
  return (
    <section class={`lit ${door ? "with-door" : ""}`}>
      {eyebrow && <p class="eyebrow">{eyebrow}</p>}
      {title && <h2>{title}</h2>}
      {children}
      {door && <Door />}
    </section>
  );
}

/** A sentence that stands out. Danger is for risk to a person only, never for errors of form. */
export function Notice({ kind = "plain", title, children, live = true }: { kind?: "plain" | "caution" | "danger" | "ok"; title?: string; children: ComponentChildren; live?: boolean }) {
  const role = !live ? undefined : kind === "danger" || kind === "caution" ? "alert" : "status";
  return (
    <div class={`notice ${kind}`} role={role}>
      {title && <h2>{title}</h2>}
      {children}
    </div>
  );
}

/** "Why we ask", "As a table". */
export function Disclosure({ summary, children }: { summary: string; children: ComponentChildren }) {
  return (
    <details class="disclosure">
      <summary>{summary}</summary>
      {children}
    </details>
  );
}

export function Rows({ children, label }: { children: ComponentChildren; label?: string }) {
  return <ul class="rows" aria-label={label}>{children}</ul>;
}

interface RowProps {
  children: ComponentChildren;
  href?: string;
  /** Words of the row's one link. */
  link?: string;
  /** Said after the link's words to screen readers, so that links of a list differ. */
  about?: string;
  unread?: boolean;
  due?: string;
}

/** One line of a list with at most one link. */
export function Row({ children, href, link, about, unread, due }: RowProps) {
  return (
    <li>
      <div>
        {unread && <span class="new small">{t("new")} </span>}
        {children}
        {due && <div class="due small">{due}</div>}
      </div>
      {href && <a class="row-link" href={href}>{link}{about && <span class="visually-hidden"> {about}</span>}</a>}
    </li>
  );
}

/** The time; day and zone, which stand above the list, are said with it. */
function SlotTime({ when }: { when: When }) {
  return <span><span class="visually-hidden">{dayOf(when.start)}, </span>{clockOf(when.start)}<span class="visually-hidden"> {zoneName(when)} </span></span>;
}

/** A bookable time. Its name says day, time and zone, and with whom where there are several; a taken one stays and says so. */
export function Slot({ when, who, state = "open", onTake }: { when: When; who?: string | undefined; state?: "open" | "busy" | "taken"; onTake: () => void }) {
  if (state === "taken") {
    return <button type="button" class="slot" data-state="taken" aria-disabled="true"><s><SlotTime when={when} /></s>{t("just_taken")}</button>;
  }
  return (
    <button type="button" class="slot" data-state={state} aria-disabled={state === "busy" ? "true" : undefined} onClick={state === "open" ? onTake : undefined}>
      {state === "busy" ? t("taking") : <SlotTime when={when} />}
      {who && <span class="small">{who}</span>}
    </button>
  );
}

/** A written message: theirs in the serif without a box, one's own on surface. */
export function Message({ own, words: text, said, children }: { own?: boolean; words: string; said: ComponentChildren; children?: ComponentChildren }) {
  return (
    <article class={`message ${own ? "own" : ""}`}>
      {text && <p class="words">{text}</p>}
      <p class="said">{said}</p>
      {children}
    </article>
  );
}

/** Parts of one subject, each with its own address. */
export function Tabs({ label, tabs, current }: { label: string; tabs: { href: string; label: string }[]; current: string }) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}><a href={tab.href} aria-current={tab.href === current ? "page" : undefined}>{tab.label}</a></li>
        ))}
      </ul>
    </nav>
  );
}

/** Pairs of name and value. */
export function Facts({ items }: { items: [name: string, value: ComponentChildren][] }) {
  return (
    <dl class="facts">
      {items.map(([name, value]) => (
        <><dt>{name}</dt><dd>{value}</dd></>
      ))}
    </dl>
  );
}
