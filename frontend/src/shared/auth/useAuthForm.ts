import { useState } from "preact/hooks";
import { words } from "../i18n";
import type en from "../i18n/en/auth";
import { problem, shortestPassword, type Where } from "./problems";

const t = words<typeof en>("auth");

interface AuthForm {
  busy: boolean;
  /** Sentences for the top of the form. */
  errors: string[];
  /** Field name to the sentence at the field. */
  at: Record<string, string>;
  /** For `onSubmit`: checks, then works; a failure becomes a sentence. */
  submit: (event: Event) => void;
}

/** What is wrong with a password that somebody chooses, by field. */
export function checkPassword(password: string): Record<string, string> {
  return password.length >= shortestPassword ? {} : { password: t.count("short_password", password.length) };
}

/** One step on the way in: what the person has to mend first, then the call, then what went wrong with it. */
export function useAuthForm(where: Where, check: () => Record<string, string>, work: () => Promise<unknown>, onFailed?: (error: unknown) => boolean): AuthForm {
  const [busy, setBusy] = useState(false);
  const [at, setAt] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<unknown>();
  const run = async () => {
    const found = check();
    setAt(found);
    setFailure(undefined);
    if (Object.keys(found).length) return;
    setBusy(true);
    try {
      await work();
    } catch (error) {
      if (!onFailed?.(error)) setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!busy) void run();
  };
  const errors = failure === undefined ? Object.values(at) : [t(problem(failure, where) as keyof typeof en)];
  return { busy, errors, at, submit };
}
