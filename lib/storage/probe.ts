import "server-only";
import { createHash } from "node:crypto";
import { v4 } from "uuid";
import type { Capabilities } from "#lib/storage/capabilities.ts";
import type { Store } from "#lib/storage/client.ts";
import { type Guards, NO_GUARDS } from "#lib/storage/guards.ts";
import { insertProbeObjects } from "#lib/storage/mutations.ts";
import { deleteObject } from "#lib/storage/objects.ts";
import type { SignedWrite } from "#lib/storage/presign.ts";
import { takesParts } from "#lib/storage/probe-multipart.ts";
import { holds, isPublic, post, put, refused, taken, unwell } from "#lib/storage/probe-requests.ts";

const SECONDS = 120;
const RIGHT = Buffer.from("what was signed");
const WRONG = Buffer.from("what was forged");
const LONGER = Buffer.concat([RIGHT, Buffer.from("!")]);

const PUBLIC = { "x-amz-acl": "public-read" };

const sha256 = createHash("sha256").update(RIGHT).digest("hex");

const NAMES = [
  "first",
  "source",
  "copy",
  "public",
  "once",
  "longer",
  "forged",
  "post",
  "forged-post",
  "parts",
] as const;
type Name = (typeof NAMES)[number];

/** One probe of one store: signed writes of its objects, and the tries that need no more than them. */
class Probe {
  readonly #target: Store;
  readonly #prefix = `probes/${v4()}`;

  constructor(target: Store) {
    this.#target = target;
  }

  key = (name: Name) => `${this.#prefix}/${name}`;

  /** What is signed for an object: the right bytes, and their checksum. */
  write = (name: Name) => ({
    key: this.key(name),
    contentType: "text/plain",
    disposition: "attachment",
    size: RIGHT.length,
    sha256,
    expiresIn: SECONDS,
  });

  /** The header that turns a PUT into a copy of the object `source`. */
  copySource = () => ({ "x-amz-copy-source": `/${this.#target.bucket}/${this.key("source")}` });

  /** What the store obeys although nobody has signed it. */
  async guards(): Promise<Guards> {
    const source = await put(this.#target, { ...this.write("source"), sha256: null }, WRONG, NO_GUARDS);
    if (!taken(source)) throw unwell(source);
    const copied = await put(this.#target, this.write("copy"), RIGHT, NO_GUARDS, this.copySource());
    const shown = await put(this.#target, this.write("public"), RIGHT, NO_GUARDS, PUBLIC);
    return {
      copyGuard: !refused(copied) && (await holds(this.key("copy"), WRONG)),
      aclGuard: !refused(shown) && (await isPublic(this.#target, this.key("public"))),
    };
  }

  /** Whether a signed PUT stores its bytes and, used again, leaves them: with other bytes, and as a copy. */
  async conditionalPut(guards: Guards): Promise<boolean> {
    const write: SignedWrite = { ...this.write("once"), sha256: null };
    if (refused(await put(this.#target, write, RIGHT, guards))) return false;
    const again = await put(this.#target, write, WRONG, guards);
    const copied = await put(this.#target, write, RIGHT, guards, this.copySource());
    return refused(again) && refused(copied) && (await holds(write.key, RIGHT));
  }

  /** Whether the signed parts of a multipart upload are what was signed, and nothing once they are joined. */
  multipart = (guards: Guards): Promise<boolean> =>
    takesParts(this.#target, { ...this.write("parts"), guards }, RIGHT, LONGER, this.copySource());

  async posts(): Promise<{ post: boolean; postChecksum: boolean }> {
    const posted = await post(this.#target, this.write("post"), RIGHT);
    // A store that is unwell just now must not be remembered for a week as one without POST.
    if (refused(posted) || !taken(posted) || !(await holds(this.key("post"), RIGHT)))
      return { post: false, postChecksum: false };
    return { post: true, postChecksum: refused(await post(this.#target, this.write("forged-post"), WRONG)) };
  }
}

/**
 * Tries on the real store what the safety of uploads rests on (DESIGN, "Methods"): a few tiny objects under
 * `probes/`, deleted at once. Nothing is assumed from a store's name.
 * @throws {AppError} `storage_unavailable` or `storage_refused` when the store answers no plain upload at all.
 */
export async function probeStore(target: Store): Promise<Capabilities> {
  const probe = new Probe(target);
  const keys = NAMES.map(probe.key);
  await insertProbeObjects(keys, new Date(Date.now() + SECONDS * 1000));

  const first = await put(target, probe.write("first"), RIGHT, NO_GUARDS);
  if (!taken(first)) throw unwell(first);
  const guards = await probe.guards();
  const proven = {
    ...guards,
    conditionalPut: await probe.conditionalPut(guards),
    signedHeaders: refused(await put(target, probe.write("longer"), LONGER, guards)),
    putChecksum: refused(await put(target, probe.write("forged"), WRONG, guards)),
    ...(await probe.posts()),
    multipart: await probe.multipart(guards),
  };
  await Promise.all(keys.map((key) => deleteObject(key)));
  return proven;
}
