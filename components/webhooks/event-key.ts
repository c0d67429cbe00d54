import type { SentType } from "#lib/webhooks/constants.ts";

type Key<Type extends SentType> = Type extends `${infer What}.${infer Happened}`
  ? `${What}_${Happened}`
  : never;

/** The name of an event's words: message keys have no dots. */
export const eventKey = (type: SentType) => type.replace(".", "_") as Key<SentType>;
