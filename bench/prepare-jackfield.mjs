// Starts the built server on a fresh data folder and makes, through its own endpoints, one call a path.
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './children.mjs';

export const builtServer = path.join(path.dirname(fileURLToPath(import.meta.url)), '../apps/server/dist/main.js');

/** `server`: another build than this checkout's. */
export async function prepareJackfield({ server = builtServer, data, upstream, paths }) {
  const port = randomInt(20_000, 30_000);
  const child = start(server, {
    env: {
      PORT: String(port),
      JACKFIELD_DATA: data,
      JACKFIELD_EGRESS_ALLOW: new URL(upstream).host,
      JACKFIELD_LOG_LEVEL: 'warn',
    },
  });
  const origin = `http://127.0.0.1:${port}`;
  await answers(child, origin);
  let cookie = '';
  const ask = async (method, address, body) => {
    const response = await fetch(origin + address, {
      method,
      headers: { 'content-type': 'application/json', origin, cookie },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${text}`);
    const cookies = response.headers.getSetCookie();
    if (cookies.length > 0) cookie = cookies.map((line) => line.split(';')[0]).join('; ');
    return text;
  };
  await ask('POST', '/api/sign-up', { name: 'Bench', email: 'bench@example.com', password: 'a long password' });
  const project = JSON.parse(await ask('GET', '/api/projects')).projects[0];
  const environmentId = project.environments[0].id;
  const api = JSON.parse(await ask('POST', `/api/projects/${project.id}/apis`, { name: 'Upstream' }));
  const document = {
    ...api.document,
    baseUrls: { [environmentId]: upstream },
    auth: { kind: 'bearer', shared: {}, byEnvironment: {} },
  };
  await ask('PUT', `/api/apis/${api.id}`, { name: api.name, document, version: api.version });
  const secret = {
    owner: { type: 'api', id: api.id },
    slot: 'auth.token',
    environmentId,
    value: 'bench-secret-0123456789',
    origin: upstream,
  };
  await ask('PUT', `/api/projects/${project.id}/secrets`, secret);
  const slugs = new Map();
  for (const sizePath of paths) slugs.set(sizePath, await makeCall(ask, api.id, environmentId, sizePath));
  const made = JSON.parse(await ask('POST', `/api/projects/${project.id}/tokens`, { name: 'bench', environmentId }));
  const pathOf = (sizePath) => `/run/v1/${project.slug}/${api.slug}/${slugs.get(sizePath)}`;
  return { child, port, headers: { authorization: `Bearer ${made.value}` }, pathOf };
}

/** All bodies have the same shape. */
const INITIALIZED_PATH = '/1kb';

async function makeCall(ask, apiId, environmentId, sizePath) {
  const created = JSON.parse(await ask('POST', `/api/apis/${apiId}/calls`, { name: `Get ${sizePath.slice(1)}` }));
  const note = {
    id: 'note',
    key: 'x-note',
    isEnabled: true,
    kind: 'input',
    input: 'note',
    template: '<value>',
    listFormat: 'repeat',
    dateFormat: 'date-time',
  };
  const input = {
    name: 'note',
    type: 'text',
    isRequired: true,
    allowBlank: false,
    isSensitive: false,
    keepsSlashes: false,
    testValue: 'bench',
    aliases: [],
  };
  const document = { ...created.document, url: INITIALIZED_PATH, headers: [note], inputs: [input] };
  const save = async (changed, version) =>
    JSON.parse(await ask('PUT', `/api/calls/${created.id}`, { name: created.name, document: changed, version }));
  const call = await save(document, created.version);
  const stream = await ask('POST', `/api/calls/${call.id}/initializations`, { environmentId, version: call.version });
  const events = stream
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const shape = events.find((event) => event.type === 'shape');
  if (!shape) throw new Error(`Not initialized: ${JSON.stringify(events.at(-1))}`);
  await ask('POST', `/api/calls/${call.id}/shape`, { initializationId: shape.initializationId, choices: {} });
  // Only now: looking at 50 MB would leave the server with more memory than it had.
  const { version } = JSON.parse(await ask('GET', `/api/calls/${call.id}`));
  if (sizePath !== INITIALIZED_PATH) await save({ ...document, url: sizePath }, version);
  return call.slug;
}

async function answers(child, origin) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const isUp = await fetch(`${origin}/api/session`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The server did not start.');
}
