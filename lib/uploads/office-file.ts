import type { ByteSource } from "#lib/uploads/byte-source.ts";

const EOCD = "PK\x05\x06";
const EOCD_SIZE = 22;
const MAX_COMMENT = 65_535;
const MAX_DIRECTORY = 4 * 1024 * 1024;
const ENTRY = 0x02014b50;

/**
 * The names in a ZIP file's central directory (APPNOTE 4.3.12, 4.3.16), or null when it has none that is whole: such a
 * file was cut short. ZIP64 is not looked into: no Word file needs it.
 */
export async function zipNames(source: ByteSource): Promise<string[] | null> {
  const start = Math.max(0, source.size - EOCD_SIZE - MAX_COMMENT);
  const tail = Buffer.from(await source.read(start, source.size - 1));
  const at = tail.lastIndexOf(EOCD, undefined, "latin1");
  if (at < 0 || at + EOCD_SIZE > tail.length) return null;
  const size = tail.readUInt32LE(at + 12);
  const offset = tail.readUInt32LE(at + 16);
  if (size > MAX_DIRECTORY || offset + size > start + at) return null;
  const directory = Buffer.from(await source.read(offset, offset + size - 1));
  const names: string[] = [];
  for (let p = 0; p + 46 <= directory.length; ) {
    if (directory.readUInt32LE(p) !== ENTRY) return null;
    const nameEnd = p + 46 + directory.readUInt16LE(p + 28);
    names.push(directory.toString("utf8", p + 46, nameEnd));
    p = nameEnd + directory.readUInt16LE(p + 30) + directory.readUInt16LE(p + 32);
  }
  return names;
}

/** Class ids ([MS-CFB] 2.6.1, root entry) of compound files that are no Word document. */
const FOREIGN_CLASSES: Readonly<Record<string, string>> = {
  "84100c0000000000c000000000000046": "application/x-msi",
  "2008020000000000c000000000000046": "application/vnd.ms-excel",
  "1008020000000000c000000000000046": "application/vnd.ms-excel",
  "108d81649b4fcf1186ea00aa00b929e8": "application/vnd.ms-powerpoint",
};

/** What a compound file ([MS-CFB]) is, where its root entry says that it is something else than a Word document. */
export async function foreignCompoundType(source: ByteSource): Promise<string | null> {
  const header = Buffer.from(await source.read(0, 511));
  if (header.length < 512) return "application/x-cfb";
  const shift = header.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return "application/x-cfb";
  const sectorSize = 1 << shift;
  const rootOffset = (header.readUInt32LE(48) + 1) * sectorSize;
  const root = Buffer.from(await source.read(rootOffset, rootOffset + 127));
  if (root.length < 128) return "application/x-cfb";
  return FOREIGN_CLASSES[root.subarray(80, 96).toString("hex")] ?? null;
}
