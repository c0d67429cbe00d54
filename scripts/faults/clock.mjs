// Loaded before everything else into a process whose clock is to be off: by ATHENA_FAULTS_CLOCK_MS.
const off = Number(process.env.ATHENA_FAULTS_CLOCK_MS);
const Real = Date;

globalThis.Date = new Proxy(Real, {
  construct: (_target, given, made) =>
    Reflect.construct(Real, given.length === 0 ? [Real.now() + off] : given, made),
  apply: () => new Real(Real.now() + off).toString(),
  get: (target, name) => (name === "now" ? () => Real.now() + off : Reflect.get(target, name)),
});
