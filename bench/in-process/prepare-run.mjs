// What a warm run does before its request is sent, timed with the server's own functions. Run with --import tsx.
import { randomBytes } from 'node:crypto';
import { Configuration } from '../../apps/server/src/configuration/configuration.ts';
import { secretPlace } from '../../apps/server/src/configuration/secret-place.ts';
import { requireToken, tokenHash } from '../../apps/server/src/features/run/authorize-run.ts';
import { Keyring } from '../../apps/server/src/keyring/keyring.ts';
import { prepareRun } from '../../apps/server/src/running/prepare-run.ts';
import { emptyApiDocument, emptyCallDocument } from '../../packages/connector/src/index.ts';

const BATCH = 5_000;
const BATCHES = 21;
const TOKEN = 'jf_0123456789abcdefghijklmnopqrstuvwxyz';

const dataKeys = [];
const keyring = new Keyring([{ id: 'bench', bytes: randomBytes(32) }], {
  findSealedCanary: async () => null,
  saveSealedCanary: async () => {},
  findDataKeys: async () => dataKeys,
  findDataKeysOfOtherMasters: async () => [],
  createDataKey: async (row) => void dataKeys.push(row),
  rewrapDataKey: async () => {},
});
const place = secretPlace('workspace', 'secret');
const sealed = await keyring.seal(place, 'bench-secret-0123456789');
const rows = projectRows(sealed);
const configuration = new Configuration({
  repository: { findProjectId: async () => ({ id: 'project', workspaceId: 'workspace' }), load: async () => rows },
  keyring,
});

const find = () => {
  const project = configuration.inMemory('project');
  const token = requireToken(project, tokenHash(`Bearer ${TOKEN}`));
  const api = project.apis.get('api');
  return { project, api, call: api.calls.get('call'), environment: project.environments.get(token.environmentId) };
};
const prepare = (target, run) => {
  const prepared = prepareRun(target, { inputs: { id: `a/b ${run}`, note: 'bench' } });
  if (!prepared.ok) throw new Error(prepared.error.detail);
};

await configuration.ofSlug('project');
const target = find();
process.send([
  { step: 'configuration: project, token, call and environment', microseconds: await time(find) },
  {
    step: 'decryption of one secret (once, when the project is compiled)',
    microseconds: await time(() => keyring.open(place, sealed)),
  },
  { step: 'substitution, request and check of origins', microseconds: await time((run) => prepare(target, run)) },
]);

/** Median of batches, in microseconds a call. */
async function time(work) {
  const batches = [];
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const startedAt = process.hrtime.bigint();
    for (let run = 0; run < BATCH; run += 1) {
      const made = work(run);
      if (made instanceof Promise) await made;
    }
    batches.push(Number(process.hrtime.bigint() - startedAt) / 1_000 / BATCH);
  }
  return batches.toSorted((a, b) => a - b)[Math.floor(BATCHES / 2)];
}

function projectRows(sealedSecret) {
  const row = (key, name) => ({
    id: key,
    key,
    isEnabled: true,
    kind: 'input',
    input: name,
    template: '<value>',
    listFormat: 'repeat',
    dateFormat: 'date-time',
  });
  const input = (name) => ({
    name,
    type: 'text',
    isRequired: true,
    allowBlank: false,
    isSensitive: false,
    keepsSlashes: false,
    testValue: '',
    aliases: [],
  });
  const api = {
    ...emptyApiDocument(),
    baseUrls: { environment: 'https://api.example.com/v1' },
    auth: { kind: 'bearer', shared: {}, byEnvironment: {} },
  };
  const call = {
    ...emptyCallDocument(),
    url: '/items/[id]',
    headers: [row('x-note', 'note')],
    inputs: [input('id'), input('note')],
  };
  return {
    id: 'project',
    workspaceId: 'workspace',
    slug: 'project',
    environments: [{ id: 'environment', name: 'Development', isLive: false }],
    variables: [],
    secrets: [
      {
        id: 'secret',
        ownerType: 'api',
        ownerId: 'api',
        slot: 'auth.token',
        environmentId: 'environment',
        sealed: sealedSecret,
        origins: ['https://api.example.com'],
      },
    ],
    apis: [
      {
        id: 'api',
        name: 'API',
        slug: 'api',
        document: api,
        calls: [{ id: 'call', name: 'Call', slug: 'call', version: 1, document: call, shape: null }],
      },
    ],
    tokens: [{ id: 'token', environmentId: 'environment', hash: tokenHash(`Bearer ${TOKEN}`) }],
  };
}
