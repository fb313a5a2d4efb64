import { emptyApiDocument, rowSchema } from '@jackfield/connector';
import { getSharedRowUses, listValueUses, saveApi, saveCall } from '@jackfield/contracts';
import { expect, test } from 'vitest';
import { makeCall } from '../../testing/make-call.ts';
import { signUpOwner } from '../../testing/scenario.ts';
import { startTestServer } from '../../testing/start-test-server.ts';

test('names every place of every draft that uses a value, and counts the calls that send a shared row', async () => {
  const server = await startTestServer({});
  const owner = await signUpOwner(server);
  const { api, call } = await makeCall(owner, 'https://api.example.com', { call: { url: '/{{region}}' } });
  const key = rowSchema.parse({ id: 'k', key: 'X-Key', kind: 'fixed', value: '{{key}}' });
  await owner.client.call(saveApi, {
    params: { apiId: api.id },
    body: {
      name: api.name,
      version: api.version,
      document: {
        ...emptyApiDocument(),
        baseUrls: { [owner.development.id]: 'https://{{host}}' },
        headers: [key],
      },
    },
  });
  const params = { projectId: owner.project.id };
  const { uses } = await owner.client.call(listValueUses, { params });
  expect(uses.map(({ name, callId, part, environmentId }) => ({ name, callId, part, environmentId }))).toEqual([
    { name: 'host', callId: null, part: 'base-url', environmentId: owner.development.id },
    { name: 'key', callId: null, part: 'header', environmentId: null },
    { name: 'region', callId: call.id, part: 'url', environmentId: null },
  ]);
  const counted = () => owner.client.call(getSharedRowUses, { params: { apiId: api.id } });
  expect(await counted()).toEqual({ calls: 1, rows: { k: 1 } });
  await owner.client.call(saveCall, {
    params: { callId: call.id },
    body: { name: call.name, version: call.version, document: { ...call.document, disabledSharedRows: ['k'] } },
  });
  expect(await counted()).toEqual({ calls: 1, rows: { k: 0 } });
  await server.stop();
}, 60_000);
