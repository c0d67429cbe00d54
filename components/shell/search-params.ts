/** The query of a page's address, as Next hands it over. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** One value of a query: an address may name the same parameter twice, and then the first counts. */
export function oneOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
