import { practice } from "../practice";
import type { Attempt, Step } from "./gateway";
import { begin } from "./gateway";
import { ChooseFactorStep, CodeStep, ConfirmEmailStep, IntroStep, NewPasswordStep, SetUpAuthenticator } from "./Steps";

/** Where a way in stands: asked for e-mail and password, told about the second factor, or at a step of Cognito's. */
export type Stage = { kind: "start" } | { kind: "intro" } | Step;

export function newAttempt(email: string, password: string): Attempt {
  return { email, password, issuer: practice.peek()?.neutral_name ?? "Quietroom" };
}

/** The page of the step a way in stands at, whichever page it began on. */
export function NextStep({ stage, attempt, onStage }: { stage: Stage; attempt: Attempt; onStage: (stage: Stage) => void }) {
  const common = { attempt, onStep: onStage };
  switch (stage.kind) {
    case "confirm-email":
      return <ConfirmEmailStep attempt={attempt} onConfirmed={async () => onStage({ kind: "intro" })} />;
    case "intro":
      return <IntroStep onReady={async () => onStage(await begin(attempt))} />;
    case "set-up-authenticator":
      return <SetUpAuthenticator {...common} step={stage} />;
    case "authenticator-code":
      return <CodeStep key="app" {...common} />;
    case "text-code":
      return <CodeStep key="text" {...common} sentTo={stage.to} />;
    case "choose-factor":
      return <ChooseFactorStep {...common} />;
    case "new-password":
      return <NewPasswordStep {...common} />;
    default:
      return null;
  }
}
