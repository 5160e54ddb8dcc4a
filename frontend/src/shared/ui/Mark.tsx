/** A door ajar with light behind it: small beside the name, large on Home and the front door only. Decoration, so hidden from screen readers. */
export function Mark() {
  return (
    <svg viewBox="0 0 24 28" aria-hidden="true">
      <path class="mark-light" d="M2 26V10a8 8 0 0 1 8-8v22Z" />
      <path class="mark-frame" stroke-width="1.8" d="M2 27V11C2 5.5 6.5 1.5 12 1.5S22 5.5 22 11v16H2ZM10 2v21.500L2 27" />
    </svg>
  );
}

export function Door() {
  return (
    <svg class="door" viewBox="0 0 190 200" aria-hidden="true">
      <path d="M40 200 120 160h40l30 40Z" fill="var(--lamp)" />
      <path d="M133 166V10c26 0 47 20 47 50v106Z" fill="var(--lamp)" stroke="var(--lamp-edge)" stroke-width="1.5" />
      <path d="M133 10c-26 0-47 20-47 50v106l47-16Z" fill="var(--lamp-soft)" stroke="var(--lamp-edge)" stroke-width="1.5" />
      <path d="M40 166h46m94 0h10" stroke="var(--lamp-edge)" stroke-width="1.5" />
      <circle cx="122" cy="92" r="3" fill="var(--lamp-edge)" />
    </svg>
  );
}
