import "server-only";
import { config } from "#lib/config.ts";
import { ConfigurationError } from "#lib/env.ts";
import { tellContentLength } from "#lib/http/content-length.ts";
import { beforeEveryRequest } from "#lib/http/every-request.ts";
import { tellPeerAddress } from "#lib/http/peer-address.ts";
import { keepFlushing } from "#lib/usage/flush.ts";

/**
 * Checks the settings and prepares the process for requests. Ends the process where the settings cannot be used.
 * @returns the address of the database, as the role that may change its tables and as the app's own.
 */
export function startServer(): { owner: string; app: string } {
  try {
    const { DATABASE_MIGRATION_URL, DATABASE_URL } = config();
    beforeEveryRequest(tellPeerAddress, tellContentLength);
    keepFlushing();
    // An empty setting counts as absent; next-auth, which reads this one by itself, would answer 500 to it.
    if (process.env.NEXTAUTH_URL?.trim() === "") delete process.env.NEXTAUTH_URL;
    return { owner: DATABASE_MIGRATION_URL ?? DATABASE_URL, app: DATABASE_URL };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
