/**
 * Own small router: paths of the address bar, pages loaded when first opened, focus on the h1 after each navigation.
 */
import { signal } from "@preact/signals";
import type { ComponentType, FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadWords } from "./i18n";

type Params = Record<string, string>;
export interface PageProps {
  params: Params;
}

export interface Route {
  /** Below the app's base; `:name` takes one part of the path. */
  path: string;
  /** The page's module; its default export is the page component. */
  page: () => Promise<{ default: ComponentType<PageProps> }>;
  /** Catalogues the page speaks from, beside "common". */
  words: readonly string[];
  /** "open": anybody; "signed-in": sends others to sign-in and back. */
  access: "open" | "signed-in";
  /** "room" leaves out header and footer and is dark in both themes. */
  frame?: "page" | "room";
}

export interface NavItem {
  href: string;
  /** Paths of other pages that belong to it. */
  also?: readonly string[];
  /** Key of the "common" catalogue. */
  label: string;
  order: number;
  /** Only for these roles; for everybody signed in unless given. */
  roles?: readonly string[];
}

/** Current path below the base, always with a leading slash and without a trailing one. */
export const path = signal("/");
let base = "";

function readPath(): string {
  const below = location.pathname.slice(base.length).replace(/\/+$/, "");
  return below || "/";
}

/** Begin to follow the address bar. `below` is "" for the client app and "/provider" for the portal. */
export function startRouter(below: string): void {
  base = below;
  path.value = readPath();
  addEventListener("popstate", () => (path.value = readPath()));
  document.addEventListener("click", followLink);
  keepFocus();
}

/** The address of a page, as written in `href`. */
export function href(to: string): string {
  return base + to;
}

/** Open a page of this app. `replace` leaves no entry to come back to. */
export function go(to: string, options: { replace?: boolean } = {}): void {
  history[options.replace ? "replaceState" : "pushState"](null, "", href(to));
  path.value = readPath();
  scrollTo(0, 0);
}

export function queryValue(name: string): string | null {
  return new URLSearchParams(location.search).get(name);
}

function followLink(event: MouseEvent): void {
  const link = (event.target as Element).closest?.("a");
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.target || link.hasAttribute("download") || link.dataset.full !== undefined) return;
  const below = link.pathname.slice(base.length) || "/";
  const otherApp = base === "" ? link.pathname.startsWith("/provider") : !link.pathname.startsWith(base);
  if (otherApp || /\.\w+$/.test(below) || link.pathname.startsWith("/local")) return;
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  go(below + link.search);
}

/** Match a path against a route's; undefined when it is another page. */
export function match(pattern: string, at: string): Params | undefined {
  const wanted = pattern.split("/");
  const given = at.split("/");
  if (wanted.length !== given.length) return undefined;
  const params: Params = {};
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith(":")) params[part.slice(1)] = given[index]!;
    else if (part !== given[index]) return undefined;
  }
  return params;
}

export function findRoute(routes: readonly Route[], at: string): { route: Route; params: Params } | undefined {
  for (const route of routes) {
    const params = match(route.path, at);
    if (params) return { route, params };
  }
  return undefined;
}

/** Load a page's code and words; show `waiting` until they are here and `failed` when they do not come. */
export function Outlet(props: { route: Route; params: Params; waiting: FunctionComponent; failed: FunctionComponent<{ again: () => void }> }) {
  const { route, params } = props;
  const [state, setState] = useState<{ route: Route; Page?: ComponentType<PageProps>; failed?: boolean }>({ route });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let current = true;
    Promise.all([route.page(), loadWords(route.words)]).then(
      ([module]) => current && setState({ route, Page: module.default }),
      () => current && setState({ route, failed: true }),
    );
    return () => void (current = false);
  }, [route, attempt]);
  useFocusOnHeading(state.Page, path.value);
  const again = () => {
    // A second failure is no lost packet: the page's code has gone from the server with an older version, and only a reload finds the new one.
    if (attempt > 0) return location.reload();
    setState({ route });
    setAttempt(attempt + 1);
  };

  if (state.route !== route || (!state.Page && !state.failed)) return <props.waiting />;
  if (!state.Page) return <props.failed again={again} />;
  return <state.Page key={path.value} params={params} />;
}

let pagesSeen = 0;
let focused: HTMLElement | null = null;
let awaited = false;

function focusHeading(): void {
  focused = document.querySelector<HTMLElement>("main h1");
  awaited = focused === null;
  focused?.focus({ preventScroll: true });
}

/** Every page after the first begins at its heading. */
export function useFocusOnHeading(page: unknown, at: string): void {
  useEffect(() => {
    if (!page) return;
    pagesSeen += 1;
    // The first page keeps the browser's own start of reading, so that the skip link comes first.
    if (pagesSeen > 1) focusHeading();
  }, [page, at]);
}

/** What in the page has the focus, and the parts it stands in from the innermost on. */
let held: { element: Element; within: Element[] } | null = null;

function hold(element: Element): void {
  const within: Element[] = [];
  for (let one = element.parentElement; one && one.id !== "main"; one = one.parentElement) within.push(one);
  held = element.closest("main:not(.room)") ? { element, within } : null;
}

/** What came in the same moment in the place of what is gone: the question that a button gave way to. */
function cameFor(gone: Element, records: MutationRecord[]): HTMLElement | undefined {
  const at = records.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(gone)))?.target;
  const came = records.flatMap(({ target, addedNodes }) => (target === at ? [...addedNodes] : []));
  return came.find((node): node is HTMLElement => node instanceof HTMLElement && node.isConnected);
}

/** Where something had the focus and is gone, what came for it takes the focus, else the part it stood in, without moving the page. */
function focusInstead({ element, within }: { element: Element; within: Element[] }, records: MutationRecord[]): void {
  const part = within.find((one): one is HTMLElement => one instanceof HTMLElement && one.isConnected && one.matches("section, form, article, ul"));
  const place = cameFor(element, records) ?? part;
  if (!place) return focusHeading();
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/** A heading that is not here yet, or is drawn anew once the page's data is here, takes the focus when it comes, unless something else has it. */
function keepFocus(): void {
  const look = (records: MutationRecord[]) => {
    if (document.activeElement !== document.body) return;
    if (awaited || focused?.isConnected === false) focusHeading();
    else if (held?.element.isConnected === false) focusInstead(held, records);
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("focusin", ({ target }) => target instanceof Element && hold(target));
  // Whoever leaves a field for an empty place of the page is not called back.
  document.addEventListener("focusout", ({ target }) => setTimeout(() => held?.element === target && held.element.isConnected && document.activeElement === document.body && (held = null)));
}
