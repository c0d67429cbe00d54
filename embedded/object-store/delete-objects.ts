import { receiveDocument } from "#embedded/object-store/body.ts";
import type { Bucket } from "#embedded/object-store/bucket.ts";
import { S3Error, toS3Error } from "#embedded/object-store/errors.ts";
import type { Operation } from "#embedded/object-store/operation.ts";
import { sendXml } from "#embedded/object-store/respond.ts";
import { assertKey } from "#embedded/object-store/target.ts";
import {
  childrenOf,
  childText,
  parseXml,
  tag,
  type XmlElement,
  xmlDocument,
} from "#embedded/object-store/xml.ts";

/** How many deletions wait for the disk at once. */
const PARALLEL = 16;

async function deleteOne(bucket: Bucket, element: XmlElement, quiet: boolean): Promise<string> {
  const key = childText(element, "Key") ?? "";
  try {
    const foreign = element.children.find(
      ({ name }) => name !== "Key" && name !== "VersionId" && name !== "ETag",
    );
    if (foreign) throw new S3Error("NotImplemented", `${foreign.name} is not implemented.`);
    const version = childText(element, "VersionId");
    if (version !== undefined && version !== "null") {
      throw new S3Error("NoSuchVersion", "The specified version does not exist.");
    }
    assertKey(key);
    const etag = childText(element, "ETag");
    await bucket.delete(key, etag === undefined ? {} : { ifMatch: etag });
    return quiet ? "" : `<Deleted>${tag("Key", key)}</Deleted>`;
  } catch (error) {
    const { code, message } = toS3Error(error);
    return `<Error>${tag("Key", key)}${tag("Code", code)}${tag("Message", message)}</Error>`;
  }
}

/** DeleteObjects: up to 1,000 keys, each with an outcome of its own. */
export async function deleteObjects({ exchange, signed, bucket }: Operation): Promise<void> {
  const root = parseXml(await receiveDocument(exchange, signed));
  const objects = childrenOf(root, "Object");
  const keyed = objects.every((object) => (childText(object, "Key") ?? "") !== "");
  if (root.name !== "Delete" || objects.length === 0 || objects.length > 1000 || !keyed) {
    throw new S3Error("MalformedXML", "A Delete document holds 1 to 1000 objects with a Key each.");
  }
  const quiet = childText(root, "Quiet")?.trim() === "true";
  const outcomes: string[] = objects.map(() => "");
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < objects.length; i = next++) {
      const object = objects[i];
      if (object) outcomes[i] = await deleteOne(bucket, object, quiet);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  sendXml(exchange, xmlDocument("DeleteResult", outcomes.join("")));
}
