import "server-only";
import { v4 } from "uuid";
import { type Env, readEnv, type Settings } from "#lib/env.ts";
import { bucketOrigin } from "#lib/http/csp.ts";
import { type Capabilities, probeAgain } from "#lib/storage/capabilities.ts";
import { type Store, store } from "#lib/storage/client.ts";
import type { Guards } from "#lib/storage/guards.ts";
import { abortMultiparts } from "#lib/storage/multipart.ts";
import { insertProbeObjects } from "#lib/storage/mutations.ts";
import { deleteObject } from "#lib/storage/objects.ts";

/** Seconds for which what the doctor signs is good: a slow line must get 10 MiB through. */
export const SIGNED_SECONDS = 600;

/** What the test files hold. */
export const TEXT = "Athena Docs tries this store out.\n";
export const BYTES = Buffer.from(TEXT);
export const DISPOSITION = 'attachment; filename="stored.txt"';

const NAMES = ["sample", "doomed", "typed", "list", "unequal", "origin", "browser"] as const;
type Name = (typeof NAMES)[number];

/** Where the checks of one examination keep what a later one needs. */
export class Exam {
  readonly settings: Settings;
  /** Pages of these origins upload and read. */
  readonly origins: readonly string[];
  readonly #prefix = `probes/${v4()}`;
  #proven: Promise<Capabilities> | undefined;
  #written = false;

  constructor(settings: Settings, origins: readonly string[]) {
    this.settings = settings;
    this.origins = origins;
  }

  /** @throws {ConfigurationError} which the first check has told of. */
  env(): Env {
    return readEnv(this.settings);
  }

  target(): Store {
    return store();
  }

  /** The address that signed requests go to. */
  origin(): URL {
    return new URL(bucketOrigin(this.settings) ?? "");
  }

  key = (name: Name) => `${this.#prefix}/${name}.txt`;

  /** What is signed for a test file. */
  write = (name: Name) => ({
    key: this.key(name),
    contentType: "text/plain",
    disposition: DISPOSITION,
    size: BYTES.length,
    sha256: null,
    expiresIn: SIGNED_SECONDS,
  });

  /** Gives the test files their rows, marked for deletion from the start. */
  async begin(): Promise<void> {
    await insertProbeObjects(NAMES.map(this.key), new Date(Date.now() + SIGNED_SECONDS * 1000));
    this.#written = true;
  }

  /** What a probe of the store finds now; remembered for the uploads as well. */
  proven(): Promise<Capabilities> {
    this.#proven ??= probeAgain(this.target());
    return this.#proven;
  }

  /** What a signed PUT must carry here. */
  async guards(): Promise<Guards> {
    return this.proven();
  }

  /** Deletes the test files; what cannot be now, or is written later, goes by the jobs that their rows have. */
  async end(kept: Name | null): Promise<void> {
    if (!this.#written) return;
    const names = NAMES.filter((name) => name !== kept);
    await Promise.allSettled([
      ...names.map((name) => deleteObject(this.key(name))),
      abortMultiparts(this.key("list")),
      abortMultiparts(this.key("unequal")),
    ]);
  }
}
