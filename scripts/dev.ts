import { run } from "./start/main.ts";

process.exit(await run("dev", process.argv.slice(2)));
