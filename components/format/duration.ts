const STEPS = [
  { below: 90, unit: "second", seconds: 1 },
  { below: 5400, unit: "minute", seconds: 60 },
  { below: Number.POSITIVE_INFINITY, unit: "hour", seconds: 3600 },
] as const;

/** A wait for people: "40 seconds", "15 minutes", "2 hours". Rounded up, so that nobody tries too early. */
export function formatDuration(seconds: number, locale: string): string {
  const step = STEPS.find(({ below }) => seconds < below) ?? STEPS[2];
  return new Intl.NumberFormat(locale, { style: "unit", unit: step.unit, unitDisplay: "long" }).format(
    Math.ceil(seconds / step.seconds),
  );
}
