import { APP_DATABASE, APP_ROLE, asAdministrator } from "./connection.ts";
import type { Instance } from "./instance.ts";

/**
 * Makes the app's role and database where they are missing. The role owns its database and may add trusted
 * extensions there, and is no administrator of the server: a hole in the app must not reach the machine.
 */
export async function ensureDatabase(instance: Instance, port: number): Promise<void> {
  await asAdministrator(instance, port, async (sql) => {
    const roles = await sql`select 1 from pg_roles where rolname = ${APP_ROLE}`;
    if (roles.length === 0) {
      // Passwords are base64url, so they need no escaping; parameters are not possible here.
      await sql.unsafe(`create role ${APP_ROLE} login password '${instance.password}'`);
    }
    const databases = await sql`select 1 from pg_database where datname = ${APP_DATABASE}`;
    if (databases.length === 0) await sql.unsafe(`create database ${APP_DATABASE} owner ${APP_ROLE}`);
  });
}
