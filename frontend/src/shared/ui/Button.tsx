import type { ComponentChildren, JSX } from "preact";

type Look = "primary" | "quiet" | "text" | "danger";

interface ButtonProps extends Omit<JSX.HTMLAttributes<HTMLButtonElement>, "label" | "icon"> {
  look?: Look;
  /** Words to show while the work runs ("Saving"); the button stays focusable and ignores clicks. */
  busy?: string | false;
  type?: "button" | "submit";
  name?: string;
  children: ComponentChildren;
}

/** A button. Never disabled: where something cannot be done, a sentence says why. */
export function Button({ look = "primary", busy, onClick, type = "button", children, ...rest }: ButtonProps) {
  const press = (event: JSX.TargetedMouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button {...rest} type={type} class={`button ${look}`} aria-disabled={busy ? "true" : undefined} onClick={press}>
      {busy || children}
    </button>
  );
}

interface LinkProps extends Omit<JSX.HTMLAttributes<HTMLAnchorElement>, "label" | "icon"> {
  look?: Look;
  href: string;
  children: ComponentChildren;
}

/** A link that looks like a button, for what opens another page. */
export function ButtonLink({ look = "primary", children, ...rest }: LinkProps) {
  return (
    <a {...rest} class={`button ${look}`}>
      {children}
    </a>
  );
}

/** The buttons at the end of a form or lit area: the one step first. */
export function Actions({ children }: { children: ComponentChildren }) {
  return <div class="actions">{children}</div>;
}
