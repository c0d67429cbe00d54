import type { ActionResult } from "#lib/action-result.ts";
import type { SignedDownloads } from "#lib/documents/types.ts";
import type { ErrorCode } from "#lib/errors.ts";

/** Why a file is not in the archive: the server's own reason, or bytes that did not come. */
export type Reason = ErrorCode | "transfer";

/** A file that cannot be had. */
export class Unavailable extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

/** Files signed in one request: few enough that their signatures are used before they end. */
const WINDOW = 100;
/** Milliseconds a signature must still be good for to be used. */
const FRESH = 60_000;

export type Sign = (ids: string[]) => Promise<ActionResult<SignedDownloads>>;

/** Signed URLs of a long list of files, asked for as they are needed and again when they have run out. */
export class Signatures {
  readonly #ids: readonly string[];
  readonly #sign: Sign;
  readonly #known = new Map<string, { url: string; until: number } | Reason>();
  #running: Promise<void> | null = null;

  constructor(ids: readonly string[], sign: Sign) {
    this.#ids = ids;
    this.#sign = sign;
  }

  /**
   * A URL that is good for another minute at least.
   * @throws {Unavailable} with the server's reason.
   */
  async urlOf(id: string): Promise<string> {
    while (!this.#settled(id)) await (this.#running ??= this.#ask(id).finally(() => (this.#running = null)));
    const known = this.#known.get(id);
    if (typeof known !== "object") throw new Unavailable(known ?? "not_found");
    return known.url;
  }

  /** Has the next look at this file sign it anew. */
  forget(id: string): void {
    this.#known.delete(id);
  }

  #settled(id: string): boolean {
    const known = this.#known.get(id);
    return typeof known === "object" ? known.until - Date.now() > FRESH : known !== undefined;
  }

  async #ask(first: string): Promise<void> {
    const from = this.#ids.slice(this.#ids.indexOf(first));
    const ids = from.filter((id) => !this.#settled(id)).slice(0, WINDOW);
    const answer = await this.#sign(ids).catch((cause: unknown) => {
      throw new Unavailable("transfer", { cause });
    });
    if (!answer.ok) throw new Unavailable(answer.code);
    for (const id of ids) this.#known.set(id, "not_found");
    for (const { id, code } of answer.data.refused) this.#known.set(id, code);
    for (const { id, url, expiresAt } of answer.data.signed) {
      this.#known.set(id, { url, until: Date.parse(expiresAt) });
    }
  }
}
