import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/common";
import { href, type NavItem, path } from "../router";
import { Mark } from "../ui/Mark";

const t = words<typeof en>("common");

/** Whether a main page is the one that is open, or the one that the open page belongs to. */
function current({ href, also = [] }: NavItem): "page" | "true" | undefined {
  if (path.value === href) return "page";
  const places = href === "/" ? also : [href, ...also];
  return places.some((place) => path.value === place || path.value.startsWith(`${place}/`)) ? "true" : undefined;
}

function Items({ nav }: { nav: NavItem[] }) {
  return (
    <>
      {nav.map((item) => (
        <li key={item.href}>
          <a href={href(item.href)} aria-current={current(item)}>{t(item.label as keyof typeof en)}</a>
        </li>
      ))}
    </>
  );
}

/** Name, main pages and one's own links; below 760 px all of them behind Menu. */
export function Header({ nav, own, home }: { nav: NavItem[]; own: ComponentChildren; home: string }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const at = path.value;
  useEffect(() => menu.current?.removeAttribute("open"), [at]);
  return (
    <header class="page-header">
      <div class="inside">
        <a class="brand" href={href(home)}><Mark />Quietroom</a>
        <nav class="main" aria-label={t("main_pages")}><ul><Items nav={nav} /></ul></nav>
        <nav class="own" aria-label={t("your_account")}><ul>{own}</ul></nav>
        <details class="menu" ref={menu}>
          <summary>{t("menu")}</summary>
          <nav aria-label={t("menu")}><ul><Items nav={nav} />{own}</ul></nav>
        </details>
      </div>
    </header>
  );
}
