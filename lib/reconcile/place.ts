const NAMED = /^(.*\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})_.*$/s;

/**
 * A key as those see it who look after the installation but see no school's files: without the file's name, which
 * stands behind its random part. What is left names the object all the same.
 */
export function placeOf(key: string): string {
  return key.replace(NAMED, "$1_…");
}
