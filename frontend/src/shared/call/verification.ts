/** The digits of one connection and who has found them to match. */
import { signal } from "@preact/signals";
import type { Note } from "./engine/notes";

/** code: undefined until there is one, null where the other side did not keep to the rules. */
interface Verified {
  code: string | null | undefined;
  /** This person says they match. */
  own: boolean;
  /** The other one says so. */
  other: boolean;
}

const nothing: Verified = { code: undefined, own: false, other: false };

export class Verification {
  readonly state = signal<Verified>(nothing);

  constructor(private readonly tell: (note: Note) => void) {}

  /** Another connection has other digits, which nobody has compared. */
  take(code: string | null | undefined): void {
    this.state.value = { ...nothing, code };
  }

  mark(): void {
    this.state.value = { ...this.state.peek(), own: true };
    this.tell({ kind: "checked" });
  }

  hear(): void {
    this.state.value = { ...this.state.peek(), other: true };
  }
}
