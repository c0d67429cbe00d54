/** Bytes from which an archive goes straight to the disk, where the browser can do that: before, it just downloads. */
const DISK_FROM = 50_000_000;
/** Bytes that an archive may have where it must be held by the browser until it is whole. */
export const HELD_LIMIT = 1_000_000_000;

/** Where an archive goes. */
export type Target = { save: (stream: ReadableStream<Uint8Array>, signal: AbortSignal) => Promise<void> };

/** Chromium's File System Access, as far as it is used here. */
type Picker = (options: {
  suggestedName: string;
  types: { accept: Record<string, string[]> }[];
}) => Promise<FileSystemFileHandle>;

function pickerOf(scope: object): Picker | null {
  return "showSaveFilePicker" in scope ? (scope.showSaveFilePicker as Picker).bind(scope) : null;
}

/** The archive is too large for what this browser can do. */
export class TooLarge extends Error {}

function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function held(name: string): Target {
  return {
    save: async (stream, signal) => {
      const blob = await new Response(stream, { headers: { "Content-Type": "application/zip" } }).blob();
      signal.throwIfAborted();
      download(blob, name);
    },
  };
}

function onDisk(file: FileSystemFileHandle): Target {
  return {
    // The browser writes beside the file and puts it in place at the end: what is stopped leaves nothing behind.
    save: async (stream, signal) => stream.pipeTo(await file.createWritable(), { signal }),
  };
}

/**
 * Where to put an archive of about `bytes`: a large one goes to a file that the reader chooses. Must be called soon
 * after a click, or the browser does not ask.
 * @returns null when the reader chose no file after all.
 * @throws {TooLarge}
 */
export async function chooseTarget(name: string, bytes: number): Promise<Target | null> {
  const picker = bytes < DISK_FROM ? null : pickerOf(window);
  if (picker !== null) {
    try {
      return onDisk(
        await picker({ suggestedName: name, types: [{ accept: { "application/zip": [".zip"] } }] }),
      );
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return null;
      // The browser does not let this page ask: it must hold the archive.
    }
  }
  if (bytes > HELD_LIMIT) throw new TooLarge();
  return held(name);
}
