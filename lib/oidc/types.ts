/** An account at a sign-in provider that a person comes with. */
export type LinkedAccount = {
  id: string;
  /** What it was linked by. */
  email: string;
  /** Where the provider is. */
  host: string;
  /** ISO 8601, UTC. */
  linkedAt: string;
  lastUsedAt: string;
};
