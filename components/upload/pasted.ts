/** What browsers call a picture that has no file of its own, such as a screenshot. */
const NAMELESS = /^image\.(\w+)$/;

/**
 * The files of a paste, or null where it is text that is pasted: programs for writing and tables put a picture of the
 * text beside it. A picture without a name gets `nameless`, with its ending.
 */
export function pastedFiles(
  data: Pick<DataTransfer, "files" | "types">,
  nameless: string,
): readonly File[] | null {
  const files = [...data.files];
  const pictures = files.every(({ name }) => NAMELESS.test(name));
  if (files.length === 0 || (pictures && data.types.includes("text/plain"))) return null;
  return files.map((file) => {
    const ending = NAMELESS.exec(file.name)?.[1];
    return ending === undefined
      ? file
      : new File([file], `${nameless}.${ending}`, { type: file.type, lastModified: file.lastModified });
  });
}

/** A moment as part of a file's name: what no system takes in names is exchanged. */
export function nameSafe(text: string): string {
  return text
    .replaceAll(":", ".")
    .replaceAll(/[\\/*?"<>|]/g, "-")
    .replaceAll(/\s/g, " ");
}
