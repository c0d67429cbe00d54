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

const DIRECTORY_SECTORS = 64;
const TABLES_IN_HEADER = 109;
const LAST_SECTOR_ID = 0xfffffffa;

/** The sectors of a compound file ([MS-CFB] 2.2 to 2.4); null where what is asked lies outside the file. */
async function openCompound(source: ByteSource) {
  const header = Buffer.from(await source.read(0, 511));
  const shift = header.length < 512 ? 0 : header.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return null;
  const size = 1 << shift;
  const sector = async (id: number) => {
    const start = (id + 1) * size;
    if (id > LAST_SECTOR_ID || start >= source.size) return null;
    const bytes = Buffer.from(await source.read(start, start + size - 1));
    // The last sector of a file may be shorter than the others.
    return Buffer.concat([bytes, Buffer.alloc(size - bytes.length)]);
  };
  const table = (index: number) => sector(header.readUInt32LE(76 + index * 4));
  return { size, sector, table, tables: header.readUInt32LE(44), directory: header.readUInt32LE(48) };
}

type Compound = NonNullable<Awaited<ReturnType<typeof openCompound>>>;

/** The directory's entries of 128 bytes each, or null where a part of them is missing. */
async function directoryOf(file: Compound): Promise<Buffer[] | null> {
  const perTable = file.size / 4;
  const entries: Buffer[] = [];
  let id = file.directory;
  for (let read = 0; read < DIRECTORY_SECTORS && id <= LAST_SECTOR_ID; read += 1) {
    const sector = await file.sector(id);
    if (sector === null) return null;
    for (let at = 0; at < sector.length; at += 128) entries.push(sector.subarray(at, at + 128));
    const index = Math.floor(id / perTable);
    if (index >= TABLES_IN_HEADER) break;
    const table = await file.table(index);
    if (table === null) return null;
    id = table.readUInt32LE((id % perTable) * 4);
  }
  return entries;
}

const FREE = 0xffffffff;
const END_OF_CHAIN = 0xfffffffe;

/** The last entry of a table that stands for a sector; some writers fill a table up with ends of chains. */
function lastUsed(entryAt: (index: number) => number, count: number): number {
  let last = count - 1;
  while (last >= 0 && entryAt(last) === FREE) last -= 1;
  while (last > 0 && entryAt(last) === END_OF_CHAIN && entryAt(last - 1) === END_OF_CHAIN) last -= 1;
  return last;
}

/** Whether the last sector that is in use lies inside the file; taken for granted where the header does not say. */
async function lastSectorIsThere(file: Compound): Promise<boolean> {
  if (file.tables < 1 || file.tables > TABLES_IN_HEADER) return true;
  const table = await file.table(file.tables - 1);
  if (table === null) return false;
  const last = lastUsed((index) => table.readUInt32LE(index * 4), file.size / 4);
  return last < 0 || (await file.sector((file.tables - 1) * (file.size / 4) + last)) !== null;
}

/**
 * What a compound file is ([MS-CFB]): a Word document holds a stream of that name. Null for a file that was cut short.
 */
export async function compoundType(source: ByteSource): Promise<string | null> {
  const file = await openCompound(source);
  const entries = file && (await directoryOf(file));
  const root = entries?.[0];
  if (file === null || !entries || root === undefined || !(await lastSectorIsThere(file))) return null;
  const names = entries.map((entry) => entry.toString("utf16le", 0, Math.max(0, entry.readUInt16LE(64) - 2)));
  const foreign = FOREIGN_CLASSES[root.subarray(80, 96).toString("hex")];
  return foreign ?? (names.includes("WordDocument") ? "application/msword" : "application/x-cfb");
}
