import { S3Error } from "#embedded/object-store/errors.ts";
import { toBytes } from "#embedded/object-store/keyindex.ts";
import { nameWriter, parseMax } from "#embedded/object-store/list.ts";
import type { Operation } from "#embedded/object-store/operation.ts";
import type { UploadRecord } from "#embedded/object-store/record.ts";
import { sendXml } from "#embedded/object-store/respond.ts";
import { tag, xmlDocument } from "#embedded/object-store/xml.ts";

const PERSON = "<ID>athena</ID><DisplayName>athena</DisplayName>";
const PEOPLE = `<Initiator>${PERSON}</Initiator><Owner>${PERSON}</Owner>`;

/** ListParts. Throws NoSuchUpload and InvalidArgument. */
export async function listParts({ exchange, bucket, key }: Operation): Promise<void> {
  const { query } = exchange.target;
  const upload = bucket.uploads.get(query.get("uploadId") ?? "", key);
  const marker = query.get("part-number-marker") ?? "0";
  const max = parseMax(query.get("max-parts"), "max-parts");
  if (!/^\d{1,9}$/.test(marker)) throw new S3Error("InvalidArgument", "part-number-marker must be a number.");
  const rest = (await bucket.uploads.parts(upload)).filter((part) => part.number > Number(marker));
  const shown = rest.slice(0, max);
  const truncated = rest.length > shown.length && max > 0;
  const parts = shown.map(
    ({ number, modified, etag, blob, checksum }) =>
      `<Part>${tag("PartNumber", number)}${tag("LastModified", new Date(modified).toISOString())}${tag("ETag", `"${etag}"`)}` +
      `${tag("Size", blob.size)}${checksum ? tag(`Checksum${checksum.algorithm}`, checksum.value) : ""}</Part>`,
  );
  const head =
    tag("Bucket", bucket.name) +
    tag("Key", nameWriter(query.get("encoding-type"))(key)) +
    tag("UploadId", upload.id) +
    PEOPLE +
    tag("StorageClass", "STANDARD") +
    tag("PartNumberMarker", Number(marker)) +
    tag("NextPartNumberMarker", truncated ? shown.at(-1)?.number : undefined) +
    tag("MaxParts", max) +
    tag("IsTruncated", truncated) +
    tag("ChecksumAlgorithm", upload.algorithm) +
    tag("ChecksumType", upload.type);
  sendXml(exchange, xmlDocument("ListPartsResult", head + parts.join("")));
}

type Row = { bytes: string; upload: UploadRecord } | { bytes: string; prefix: string };

/** Uploads by key and age, those with `delimiter` behind the prefix rolled up into one row each. */
function rows(uploads: UploadRecord[], prefix: string, delimiter: string): Row[] {
  const found = uploads
    .map((upload) => ({ bytes: toBytes(upload.key), upload }))
    .filter(({ upload }) => upload.key.startsWith(prefix))
    .sort((a, b) => {
      if (a.bytes !== b.bytes) return a.bytes < b.bytes ? -1 : 1;
      return a.upload.created - b.upload.created || (a.upload.id < b.upload.id ? -1 : 1);
    });
  const out: Row[] = [];
  const seen = new Set<string>();
  for (const row of found) {
    const at = delimiter === "" ? -1 : row.upload.key.indexOf(delimiter, prefix.length);
    const common = row.upload.key.slice(0, at + delimiter.length);
    if (at < 0) out.push(row);
    else if (!seen.has(common)) out.push({ bytes: toBytes(common), prefix: common });
    if (at >= 0) seen.add(common);
  }
  return out;
}

/** ListMultipartUploads. Throws InvalidArgument. */
export function listUploads({ exchange, bucket }: Operation): void {
  const { query } = exchange.target;
  const write = nameWriter(query.get("encoding-type"));
  const [prefix, delimiter] = [query.get("prefix") ?? "", query.get("delimiter") ?? ""];
  const [keyMarker, idMarker] = [query.get("key-marker") ?? "", query.get("upload-id-marker") ?? ""];
  const max = parseMax(query.get("max-uploads"), "max-uploads");
  const all = rows(bucket.uploads.all(), prefix, delimiter);
  const markerBytes = toBytes(keyMarker);
  const at = all.findIndex(
    (row) => "upload" in row && row.bytes === markerBytes && row.upload.id === idMarker,
  );
  const rest = at >= 0 ? all.slice(at + 1) : all.filter((row) => row.bytes > markerBytes);
  const shown = rest.slice(0, max);
  const truncated = rest.length > shown.length && max > 0;
  const last = truncated ? shown.at(-1) : undefined;
  const body = shown.map((row) =>
    "prefix" in row
      ? `<CommonPrefixes>${tag("Prefix", write(row.prefix))}</CommonPrefixes>`
      : `<Upload>${tag("Key", write(row.upload.key))}${tag("UploadId", row.upload.id)}${PEOPLE}` +
        `${tag("StorageClass", "STANDARD")}${tag("Initiated", new Date(row.upload.created).toISOString())}</Upload>`,
  );
  const head =
    tag("Bucket", bucket.name) +
    tag("KeyMarker", write(keyMarker)) +
    tag("UploadIdMarker", idMarker) +
    tag("NextKeyMarker", last && write("upload" in last ? last.upload.key : last.prefix)) +
    tag("NextUploadIdMarker", last && "upload" in last ? last.upload.id : undefined) +
    tag("Prefix", write(prefix)) +
    tag("Delimiter", delimiter === "" ? undefined : write(delimiter)) +
    tag("MaxUploads", max) +
    tag("EncodingType", query.get("encoding-type") || undefined) +
    tag("IsTruncated", truncated);
  sendXml(exchange, xmlDocument("ListMultipartUploadsResult", head + body.join("")));
}
