/**
 * The way in, by Cognito: SRP, so that the password never leaves the browser in readable form. Only the sign-in pages load this module.
 * Tokens pass through memory into our own session (sessionStorage); Amplify itself stores none.
 */
import {
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  resendSignUpCode,
  resetPassword,
  signIn,
  type SignInOutput,
  signUp,
} from "@aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "@aws-amplify/auth/cognito";
import { Amplify, type KeyValueStorageInterface } from "@aws-amplify/core";
import { cognitoEndpoint, config } from "../config";
import { forgetSession, keepSession, onForget, session, sessionPool } from "../session/session";

/** What a sign-in asks for next. */
export type Step =
  | { kind: "done" }
  | { kind: "authenticator-code" }
  | { kind: "text-code"; to: string }
  | { kind: "choose-factor" }
  | { kind: "set-up-authenticator"; secret: string; link: string }
  | { kind: "new-password" }
  | { kind: "confirm-email" }
  | { kind: "reset-password" };

const held = new Map<string, string>();
const inMemory: KeyValueStorageInterface = {
  setItem: async (key, value) => void held.set(key, value),
  getItem: async (key) => held.get(key) ?? null,
  removeItem: async (key) => void held.delete(key),
  clear: async () => held.clear(),
};
onForget(() => held.clear());

let ready: Promise<void> | undefined;

async function configure(): Promise<void> {
  const settings = await config();
  const { pool_id, client_id } = settings[sessionPool()];
  const endpoint = settings.cognito_endpoint ? { userPoolEndpoint: cognitoEndpoint(settings) } : {};
  const Auth = { Cognito: { userPoolId: pool_id, userPoolClientId: client_id, ...endpoint } };
  cognitoUserPoolsTokenProvider.setAuthConfig(Auth);
  cognitoUserPoolsTokenProvider.setKeyValueStorage(inMemory);
  Amplify.configure({ Auth }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
}

function prepare(): Promise<void> {
  ready ??= configure().catch((error: unknown) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

function tokenNamed(name: string): string {
  for (const [key, value] of held) if (key.endsWith(`.${name}`)) return value;
  throw new Error(`sign-in gave no ${name}`);
}

function takeTokens(): Step {
  const tokens = { access: tokenNamed("accessToken"), refresh: tokenNamed("refreshToken") };
  held.clear();
  keepSession(tokens);
  return { kind: "done" };
}

function stepOf({ nextStep }: SignInOutput, email: string, issuer: string): Step {
  switch (nextStep.signInStep) {
    case "DONE":
      return takeTokens();
    case "CONFIRM_SIGN_IN_WITH_TOTP_CODE":
      return { kind: "authenticator-code" };
    case "CONFIRM_SIGN_IN_WITH_SMS_CODE":
      return { kind: "text-code", to: nextStep.codeDeliveryDetails?.destination ?? "" };
    case "CONTINUE_SIGN_IN_WITH_MFA_SELECTION":
      return { kind: "choose-factor" };
    case "CONTINUE_SIGN_IN_WITH_TOTP_SETUP":
      return {
        kind: "set-up-authenticator",
        secret: nextStep.totpSetupDetails.sharedSecret,
        link: nextStep.totpSetupDetails.getSetupUri(issuer, email).toString(),
      };
    case "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED":
      return { kind: "new-password" };
    case "CONFIRM_SIGN_UP":
      return { kind: "confirm-email" };
    case "RESET_PASSWORD":
      return { kind: "reset-password" };
    default:
      throw new Error(`unexpected sign-in step ${nextStep.signInStep}`);
  }
}

/** Who is signing in: kept in the page's memory between the steps, gone when it closes. */
export interface Attempt {
  email: string;
  password: string;
  /** The name an authenticator app shows; neutral, since it stands on the phone. */
  issuer: string;
}

/** Begin with e-mail and password. */
export async function begin(attempt: Attempt): Promise<Step> {
  await prepare();
  held.clear();
  const answer = await signIn({ username: attempt.email, password: attempt.password });
  return stepOf(answer, attempt.email, attempt.issuer);
}

/** Answer the step a sign-in stands at: a code, a new password, or "TOTP" / "SMS" where there is a choice. */
export async function answerStep(attempt: Attempt, answer: string): Promise<Step> {
  await prepare();
  return stepOf(await confirmSignIn({ challengeResponse: answer }), attempt.email, attempt.issuer);
}

/** Make an account; Cognito mails a code. Somebody else's session ends first; what a visitor said in this tab goes with them. */
export async function makeAccount(email: string, password: string): Promise<void> {
  await prepare();
  if (session.peek()) forgetSession();
  await signUp({ username: email, password, options: { userAttributes: { email } } });
}

export async function confirmEmail(email: string, code: string): Promise<void> {
  await prepare();
  await confirmSignUp({ username: email, confirmationCode: code });
}

export async function mailCodeAgain(email: string): Promise<void> {
  await prepare();
  await resendSignUpCode({ username: email });
}

/** Mail a code for a new password. Answers alike whether there is such an account or not. */
export async function mailResetCode(email: string): Promise<void> {
  await prepare();
  await resetPassword({ username: email });
}

export async function setNewPassword(email: string, code: string, password: string): Promise<void> {
  await prepare();
  await confirmResetPassword({ username: email, confirmationCode: code, newPassword: password });
}
