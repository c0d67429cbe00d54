import { isPart, type Options, PARTS } from "#scripts/bench/parts.ts";

// One part, in a process of its own: what it leaves behind in memory is nobody else's, and it can be given up.
const [name = "", options = ""] = process.argv.slice(2);
if (!isPart(name)) throw new Error(`There is no part "${name}".`);
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => process.exit(1));
const { measure } = await PARTS[name].load();
const figures = await measure(JSON.parse(options) as Options);
process.send?.({ figures }, () => process.disconnect());
