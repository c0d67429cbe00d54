import { Badge } from "#components/ui/badge.tsx";

const TONES = { GET: "plain", POST: "accent", PATCH: "wait", DELETE: "loss" } as const;

/** The method of an operation. */
export function Method({ name }: { name: string }) {
  return <Badge tone={TONES[name as keyof typeof TONES] ?? "plain"}>{name}</Badge>;
}
