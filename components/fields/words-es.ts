import all from "#locales/es.json";

/** What is said of the fields of a document, by itself: a page that shows none has no use for it. */
export const words = { fields: all.fields };
