import { onDemand } from "#components/ui/on-demand.tsx";

/** What the virus scanner has to say of a file; its code comes with the first one that is kept from everybody. */
export const QuarantineBadge = onDemand(() =>
  import("#components/quarantine/badge-now.tsx").then((module) => module.BadgeNow),
);
