import { Readable } from "node:stream";
import { beforeAll, describe, expect, test } from "vitest";
import { store } from "#lib/storage/client.ts";
import { allowOrigins } from "#lib/storage/cors.ts";
import { isUnknown, listParts } from "#lib/storage/multipart.ts";
import { putObject } from "#lib/storage/objects.ts";
import { signGet, signPut } from "#lib/storage/presign.ts";
import {
  ask,
  can,
  openMultipart,
  ownFolder,
  tellOpenMultiparts,
  underTest,
  writeOf,
} from "#lib/testing/contract.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";

const at = ownFolder("facts");
/** Local R2 lets pages of this machine in, whatever it is asked, and no others. */
const ORIGIN = "http://localhost:3000";

/** Found here beside what the product's probe finds. */
const seen = { listsParts: false, findsOpenUploads: false, namesDownloads: false, takesCorsRules: false };
type Fact = keyof typeof can | keyof typeof seen;

/** What a store does or does not, and what the product does then. */
const WORDS: Record<Fact, [yes: string, no: string]> = {
  signedHeaders: [
    "holds a PUT to its signed length and type",
    "holds a PUT to nothing: uploads go by a safe POST, or are refused",
  ],
  conditionalPut: [
    "keeps stored bytes by If-None-Match",
    "stores over stored bytes: uploads go by a safe POST, or are refused",
  ],
  putChecksum: [
    "checks the checksum of a PUT",
    "does not check the checksum of a PUT: confirm hashes the file, the worker a large one",
  ],
  post: ["takes POST forms", "takes no POST forms: files go by PUT"],
  postChecksum: ["checks the checksum of a POST", "does not check the checksum of a POST: files go by PUT"],
  copyGuard: [
    "obeys an unsigned copy: every signed PUT carries headers that make it fail",
    "obeys no unsigned copy",
  ],
  aclGuard: ["obeys an unsigned ACL: every signed PUT holds it private", "obeys no unsigned ACL"],
  multipart: ["takes files in parts", "takes no files in parts: they go in one PUT, up to 5 GiB"],
  listsParts: ["lists the parts it has", "lists no parts: those that the browser has recorded count"],
  findsOpenUploads: [
    "lists unfinished uploads",
    "lists no unfinished uploads: they are given up by the id that is on record",
  ],
  namesDownloads: [
    "names a download as its address says",
    "does not name a download as its address says: it has the name stored with the object",
  ],
  takesCorsRules: [
    "takes CORS rules from its key",
    "takes no CORS rules from its key: they are set elsewhere",
  ],
};

/** What is known of the stores that can be started here: a change is news, whoever made it. */
const KNOWN: Record<string, Record<Fact, boolean>> = {
  embedded: {
    signedHeaders: true,
    conditionalPut: true,
    putChecksum: true,
    post: true,
    postChecksum: true,
    copyGuard: false,
    aclGuard: false,
    multipart: true,
    listsParts: true,
    findsOpenUploads: true,
    namesDownloads: true,
    takesCorsRules: true,
  },
  "local-r2": {
    signedHeaders: true,
    conditionalPut: true,
    putChecksum: false,
    post: false,
    postChecksum: false,
    copyGuard: true,
    aclGuard: false,
    multipart: true,
    listsParts: false,
    findsOpenUploads: false,
    namesDownloads: false,
    takesCorsRules: false,
  },
  ceph: {
    signedHeaders: true,
    conditionalPut: true,
    putChecksum: false,
    post: true,
    postChecksum: false,
    copyGuard: true,
    aclGuard: true,
    multipart: true,
    listsParts: true,
    findsOpenUploads: true,
    namesDownloads: true,
    takesCorsRules: true,
  },
};

async function tryCors(): Promise<boolean> {
  try {
    await allowOrigins([ORIGIN]);
    return true;
  } catch (error) {
    if (isUnknown((error as Error).cause)) return false;
    throw error;
  }
}

/** A preflight for a signed PUT, as a browser on a page of `origin` sends it. */
async function preflight(origin: string) {
  const bytes = await pdfFile();
  const { url, headers } = await signPut(store(), writeOf(at("preflight"), bytes), can);
  const answer = await ask(url, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "PUT",
      "access-control-request-headers": Object.keys(headers).join(","),
    },
  });
  const list = (name: string) => (answer.headers.get(name) ?? "").toLowerCase().split(/,\s*/);
  return {
    origin: answer.headers.get("access-control-allow-origin"),
    methods: list("access-control-allow-methods"),
    names: list("access-control-allow-headers"),
    wanted: Object.keys(headers),
  };
}

describe.skipIf(underTest === null)("the store", () => {
  beforeAll(async () => {
    if (underTest === null) return;
    const key = at("named.pdf");
    const bytes = await pdfFile();
    await putObject(key, Readable.from([bytes]), writeOf(key, bytes));
    const wanted = 'attachment; filename="wanted.pdf"';
    const signed = { key, contentType: "application/pdf", disposition: wanted, expiresIn: 300 };
    const { headers } = await ask(await signGet(store(), signed));
    seen.namesDownloads = headers.get("content-disposition") === wanted;
    const open = await openMultipart(at("open"));
    seen.listsParts = Array.isArray(await listParts(at("open"), open));
    seen.findsOpenUploads = (await tellOpenMultiparts(at("open")))?.length === 1;
    // The rules of a bucket that somebody uses are theirs.
    if (underTest.name !== "settings") seen.takesCorsRules = await tryCors();
  });

  test("can do what it is known for, and where it cannot the product knows what to do", () => {
    const found = { ...can, ...seen };
    const lines = Object.entries(WORDS).map(([fact, [yes, no]]) => {
      if (fact === "takesCorsRules" && underTest?.name === "settings")
        return "  not asked to take CORS rules: those of your bucket are yours";
      return `  ${found[fact as Fact] ? yes : no}`;
    });
    const { endpoint, bucket } = store();
    console.info(`${underTest?.name}, ${endpoint}/${bucket}:\n${lines.join("\n")}`);
    const known = KNOWN[underTest?.name ?? ""];
    if (known !== undefined) expect(found).toMatchObject(known);
    // Without these nobody's file would be safe on it.
    expect((can.conditionalPut && can.signedHeaders) || (can.post && can.postChecksum)).toBe(true);
  });

  test("lets our pages send what is signed, and read the tag of what was stored", async () => {
    const own = underTest?.name === "settings" ? underTest.settings.NEXTAUTH_URL : ORIGIN;
    if (own === undefined) {
      console.info("CORS was not tried: NEXTAUTH_URL says from which pages uploads come.");
      return;
    }
    const { origin } = new URL(own);
    const allowed = await preflight(origin);
    expect(["*", origin]).toContain(allowed.origin);
    expect(allowed.methods).toContain("put");
    if (!allowed.names.includes("*")) expect(allowed.names).toEqual(expect.arrayContaining(allowed.wanted));
    if (!seen.takesCorsRules) return;
    expect((await preflight("https://elsewhere.example")).origin).toBeNull();
  });
});
