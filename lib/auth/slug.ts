/** A school's short name for addresses and commands: a-z, 0-9 and hyphens, at most 48, never empty. */
export function slugOf(name: string): string {
  const plain = name
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 48)
    .replace(/^-+|-+$/g, "");
  return plain || "school";
}
