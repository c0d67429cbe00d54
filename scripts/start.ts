import { run } from "./start/main.ts";

process.exit(await run("start", process.argv.slice(2)));
