import { APP_DATABASE, APP_ROLE, asAdministrator, OWNER_ROLE } from "./connection.ts";
import type { Instance } from "./instance.ts";

/**
 * Makes the roles and the database where they are missing. One owns the database and may add trusted extensions there;
 * the app is another, which may use what it is given (db/guard.ts). Neither is an administrator of the server: a hole in
 * the app must not reach the machine.
 */
export async function ensureDatabase(instance: Instance, port: number): Promise<void> {
  const passwords = { [OWNER_ROLE]: instance.password, [APP_ROLE]: instance.appPassword };
  await asAdministrator(instance, port, async (sql) => {
    for (const [role, password] of Object.entries(passwords)) {
      const roles = await sql`select 1 from pg_roles where rolname = ${role}`;
      // Passwords are base64url, so they need no escaping; parameters are not possible here.
      if (roles.length === 0) await sql.unsafe(`create role ${role} login password '${password}'`);
    }
    // Where an older instance.json was put back, the one in it is another.
    await sql.unsafe(`alter role ${APP_ROLE} password '${instance.appPassword}'`);
    const databases = await sql`select 1 from pg_database where datname = ${APP_DATABASE}`;
    if (databases.length === 0) await sql.unsafe(`create database ${APP_DATABASE} owner ${OWNER_ROLE}`);
  });
}
