import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";

test("the error of a query names the query and none of its values", async () => {
  const secret = "ana@example.org";
  const error = await database()
    .execute(sql`select ${secret}::int from users`)
    .then(
      () => null,
      (thrown: Error) => thrown,
    );
  expect(error?.message).toBe("Failed query: select $1::int from users");
  const cause = error?.cause as Error & { code?: string };
  expect(cause.code).toBe("22P02");
  expect(error?.stack).not.toContain(secret);
  expect(inspect(Object.entries(error ?? {}))).not.toContain(`'${secret}'`);
});
