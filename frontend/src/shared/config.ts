/** What this deployment is: read once from /config.json, which the server writes. Holds no secret and nothing personal. */

interface Pool {
  pool_id: string;
  client_id: string;
}

interface Config {
  region: string;
  /** Where Cognito answers; the cloud's own address when absent. */
  cognito_endpoint?: string | null;
  clients: Pool;
  staff: Pool;
}

let reading: Promise<Config> | undefined;

async function read(): Promise<Config> {
  const answer = await fetch("/config.json", { cache: "no-cache" });
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
  return (await answer.json()) as Config;
}

export function config(): Promise<Config> {
  reading ??= read().catch((error: unknown) => {
    reading = undefined;
    throw error;
  });
  return reading;
}

export function cognitoEndpoint(settings: Config): string {
  return settings.cognito_endpoint ?? `https://cognito-idp.${settings.region}.amazonaws.com/`;
}
