import { DrizzleQueryError } from "drizzle-orm/errors";

/**
 * Keeps the values of a query out of its error: drizzle writes them into the message, and so names of files and
 * people, e-mail addresses and hashes of passwords would stand in logs (ASVS 16.2.5). The query itself stays.
 */
export function quietQueryErrors(): void {
  // Its constructor assigns `params` after `query`, and takes the stack after both.
  Object.defineProperty(DrizzleQueryError.prototype, "params", {
    configurable: true,
    get: () => [],
    set(this: DrizzleQueryError) {
      this.message = `Failed query: ${this.query}`;
    },
  });
}
