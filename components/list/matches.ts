/** A name as the server folds it for search and order: without capitals and accents. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether a name has `q` in it, as the server's search sees it: capitals and accents do not matter. */
export function matches(name: string, q: string): boolean {
  return fold(name).includes(fold(q.trim()));
}
