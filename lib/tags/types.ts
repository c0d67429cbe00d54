/** A word that a school puts on documents. */
export type Tag = { id: string; name: string };
