import { signInByHttp } from "#e2e/fixtures/sign-in.ts";
import type { Place } from "#scripts/bench/place.ts";

/** The cookies of the place's administrator, signed in. */
export async function cookiesOf(place: Place): Promise<string> {
  const { cookies } = await signInByHttp(place.baseUrl, place);
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** Tokens of the school's, as many as it takes not to be told to wait: each may ask 1,200 times a minute. */
export async function tokensOf({ env, schoolId }: Place, count: number): Promise<string[]> {
  Object.assign(process.env, env);
  const { PERMISSIONS } = await import("#lib/auth/permissions.ts");
  const { localOrigin } = await import("#lib/http/origin.ts");
  const { makeTokenOnServer } = await import("#lib/tokens/mutations.ts");
  const { closeDatabase } = await import("#db/client.ts");
  try {
    const tokens: string[] = [];
    for (let at = 0; at < count; at += 1) {
      const token = { schoolId, name: `bench ${at}`, permissions: PERMISSIONS, expiresAt: null };
      tokens.push(await makeTokenOnServer(localOrigin("bench"), token));
    }
    return tokens;
  } finally {
    await closeDatabase();
  }
}
