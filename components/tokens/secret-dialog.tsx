"use client";
import { useTranslations } from "next-intl";
import { ToldOnce } from "#components/ui/told-once.tsx";
import type { Permission } from "#lib/auth/permissions.ts";

/** A token that was just made. */
export type MadeToken = { name: string; secret: string; permissions: readonly Permission[] };

/** Something that a token may read, so that the line shows that it works; null where it may read nothing. */
function pathToTry(permissions: readonly Permission[]): string | null {
  if (permissions.includes("documents:read")) return "/api/v1/documents?limit=1";
  if (permissions.includes("students:read")) return "/api/v1/students?limit=1";
  if (permissions.includes("usage:read")) return "/api/v1/usage";
  if (permissions.includes("messages:read")) return "/api/v1/messages";
  return permissions.some((permission) => permission.endsWith(":read")) ? "/api/v1/documents?limit=1" : null;
}

/** Tells a token, for the one time, and how to try it. */
export function SecretDialog({ made, onClosed }: { made: MadeToken; onClosed: () => void }) {
  const { name, secret, permissions } = made;
  const t = useTranslations("tokens");
  const path = pathToTry(permissions);
  const line = `curl -H "Authorization: Bearer ${secret}" "${location.origin}${path}"`;
  return (
    <ToldOnce
      title={t("secretTitle", { name })}
      text={t("secretText")}
      told={[
        { label: t("token"), value: secret },
        ...(path === null ? [] : [{ label: t("tryIt"), value: line }]),
      ]}
      done={t("done")}
      onClosed={onClosed}
    />
  );
}
