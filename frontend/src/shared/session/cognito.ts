/** The three Cognito calls needed outside the sign-in pages. Each is one request without credentials of ours. */
import { cognitoEndpoint, config } from "../config";
import { forgetSession, keepSession, session, sessionPool } from "./session";

async function ask(operation: string, body: object): Promise<Response> {
  return fetch(cognitoEndpoint(await config()), {
    method: "POST",
    headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify(body),
  });
}

let refreshing: Promise<boolean> | undefined;

async function refreshOnce(): Promise<boolean> {
  const held = session.peek();
  if (!held) return false;
  const { client_id } = (await config())[sessionPool()];
  const answer = await ask("GetTokensFromRefreshToken", { RefreshToken: held.refresh, ClientId: client_id });
  if (!answer.ok) return false;
  const { AuthenticationResult: fresh } = (await answer.json()) as { AuthenticationResult: { AccessToken: string; RefreshToken?: string } };
  keepSession({ access: fresh.AccessToken, refresh: fresh.RefreshToken ?? held.refresh });
  return true;
}

/** Get a new access token; false when the person has to sign in again. Requests that ask at the same time share one call. */
export function refreshTokens(): Promise<boolean> {
  refreshing ??= refreshOnce().finally(() => (refreshing = undefined));
  return refreshing;
}

/** End this session here, then at Cognito. The tab forgets first: a lost connection must not keep somebody signed in. */
export async function signOut(): Promise<void> {
  const held = session.peek();
  forgetSession();
  if (!held) return;
  const { client_id } = (await config())[sessionPool()];
  await ask("RevokeToken", { Token: held.refresh, ClientId: client_id });
}

/** End every session of this person on every device. Throws when Cognito did not confirm it. */
export async function signOutEverywhere(): Promise<void> {
  await refreshTokens();
  const held = session.peek();
  if (held) {
    const answer = await ask("GlobalSignOut", { AccessToken: held.access });
    if (!answer.ok) throw new Error("GlobalSignOut");
  }
  forgetSession();
}
