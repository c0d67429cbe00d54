import { type S3Code, S3Error } from "#embedded/object-store/errors.ts";
import type { Operation } from "#embedded/object-store/operation.ts";
import { sendXml } from "#embedded/object-store/respond.ts";
import { xmlDocument } from "#embedded/object-store/xml.ts";

const OWNER = "<ID>athena</ID><DisplayName>athena</DisplayName>";
const ACL =
  `<Owner>${OWNER}</Owner><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser">` +
  `${OWNER}</Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList>`;

/** Features that this store does not have, as a new bucket's owner would see them: name and content of the document. */
const EMPTY: Readonly<Record<string, readonly [root: string, inner: string]>> = {
  acl: ["AccessControlPolicy", ACL],
  accelerate: ["AccelerateConfiguration", ""],
  logging: ["BucketLoggingStatus", ""],
  notification: ["NotificationConfiguration", ""],
  requestPayment: ["RequestPaymentConfiguration", "<Payer>BucketOwner</Payer>"],
  versioning: ["VersioningConfiguration", ""],
  location: ["LocationConstraint", "auto"],
};

const ABSENT: Readonly<Record<string, S3Code>> = {
  encryption: "ServerSideEncryptionConfigurationNotFoundError",
  "object-lock": "ObjectLockConfigurationNotFoundError",
  ownershipControls: "OwnershipControlsNotFoundError",
  policy: "NoSuchBucketPolicy",
  policyStatus: "NoSuchBucketPolicy",
  publicAccessBlock: "NoSuchPublicAccessBlockConfiguration",
  replication: "ReplicationConfigurationNotFoundError",
  website: "NoSuchWebsiteConfiguration",
};

/** Names that are no sub-resource: parameters of operations this store has, and what SDKs add for themselves. */
const PARAMETERS = new Set([
  "continuation-token",
  "delimiter",
  "encoding-type",
  "fetch-owner",
  "key-marker",
  "list-type",
  "marker",
  "max-keys",
  "max-parts",
  "max-uploads",
  "part-number-marker",
  "partNumber",
  "prefix",
  "start-after",
  "upload-id-marker",
  "uploadId",
  "versionId",
  "x-id",
]);

/** Sub-resources of S3 that may come with a value and change what the request means. */
const FOREIGN = new Set([
  "analytics",
  "append",
  "attributes",
  "intelligent-tiering",
  "inventory",
  "legal-hold",
  "metrics",
  "renameObject",
  "restore",
  "retention",
  "select",
  "select-type",
  "session",
  "tagging",
  "torrent",
  "versions",
  "metadataTable",
  ...Object.keys(EMPTY),
  ...Object.keys(ABSENT),
]);

/** The sub-resource a request names that no operation here serves, or undefined. `served` are those that are. */
export function foreignSubresource(
  query: ReadonlyMap<string, string>,
  served: ReadonlySet<string>,
): string | undefined {
  for (const [name, value] of query) {
    if (served.has(name) || PARAMETERS.has(name) || /^(x-amz-|response-)/i.test(name)) continue;
    if (FOREIGN.has(name) || value === "") return name;
  }
  return undefined;
}

/**
 * Answers a sub-resource this store does not have: reads as for a new bucket, so that clients that look before they
 * act go on; everything else throws NotImplemented.
 */
export async function answerForeign({ exchange, bucket, key }: Operation, name: string): Promise<void> {
  const notImplemented = new S3Error(
    "NotImplemented",
    "A parameter you provided implies functionality that is not implemented.",
  );
  if (exchange.method !== "GET") throw notImplemented;
  if (key !== "") {
    const { release } = await bucket.open(key);
    release();
    if (name === "tagging") sendXml(exchange, xmlDocument("Tagging", "<TagSet></TagSet>"));
    else if (name === "acl") sendXml(exchange, xmlDocument("AccessControlPolicy", ACL));
    else throw notImplemented;
    return;
  }
  const empty = Object.hasOwn(EMPTY, name) ? EMPTY[name] : undefined;
  const absent = name === "tagging" ? "NoSuchTagSet" : Object.hasOwn(ABSENT, name) ? ABSENT[name] : undefined;
  if (absent) throw new S3Error(absent, "This bucket has no such configuration.");
  if (!empty) throw notImplemented;
  sendXml(exchange, xmlDocument(empty[0], empty[1]));
}
