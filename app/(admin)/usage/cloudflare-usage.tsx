import { Suspense } from "react";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { CloudflareFigures } from "#components/usage/cloudflare-figures.tsx";
import { CloudflareSection } from "#components/usage/cloudflare-section.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { cloudflareComparison } from "#lib/usage/cloudflare/comparison.data.ts";
import { cloudflareAccount } from "#lib/usage/cloudflare/settings.ts";

/** Cloudflare's own figures beside ours, for who looks after the installation; the page does not wait for them. */
export function CloudflareUsage({ actor }: { actor: Actor }) {
  if (!actor.platformAdmin || cloudflareAccount() === null) return null;
  return (
    <CloudflareSection>
      <Suspense fallback={<Skeleton className="h-55 w-full rounded-md" />}>
        <Asked actor={actor} />
      </Suspense>
    </CloudflareSection>
  );
}

async function Asked({ actor }: { actor: Actor }) {
  const comparison = await cloudflareComparison(actor);
  return comparison && <CloudflareFigures comparison={comparison} />;
}
