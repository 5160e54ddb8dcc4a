import type { ComponentChildren } from "preact";

/** One thing that is tried before a session. */
export function Check({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <li>
      <h3>{title}</h3>
      {children}
    </li>
  );
}
