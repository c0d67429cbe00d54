import type { Role } from "#lib/auth/permissions.ts";
import type { Audience } from "#lib/messages/types.ts";

/** Somebody or some people that a message can name. `word` is what is stored. */
export type Named = { word: string; label: string; role?: Role };

type Words = { everyone: string; somebody: string; all: (role: Role) => string };

/** What a stored audience names. */
export function namedIn({ school, roles, people }: Audience, words: Words): Named[] {
  return [
    ...(school ? [{ word: "school", label: words.everyone }] : []),
    ...roles.map((role) => ({ word: role, label: words.all(role) })),
    ...people.map(({ id, name }) => ({ word: id, label: name ?? words.somebody })),
  ];
}
