import { randomBytes } from 'node:crypto';
import { type ApiDocument, emptyCallDocument } from '@jackfield/connector';
import * as contracts from '@jackfield/contracts';
import type { ChangingProject } from './changing-project.ts';
import { initializeAndSave } from './make-call.ts';
import type { Owner } from './scenario.ts';

/** Whether a run that begins now, at this address of a process, uses the change. */
export type IsUsed = (url: string) => Promise<boolean>;

/** Makes one change as this owner, and says how a run shows it. */
export interface Change {
  name: string;
  make: (project: ChangingProject, owner: Owner) => Promise<IsUsed>;
}

/** Those of one list follow each other; each list can be gone through again and again. */
export const KINDS_OF_CHANGE: readonly (readonly Change[])[] = [
  [{ name: 'call document', make: saveCallDocument }],
  [{ name: 'API document', make: saveApiHeaders }],
  [{ name: 'base URL', make: saveBaseUrl }],
  [{ name: 'variable', make: changeWord }],
  [
    { name: 'secret replaced', make: replaceKey },
    { name: 'secret deleted', make: deleteKey },
    { name: 'secret set', make: setKeyAgain },
    { name: 'secret origin confirmed', make: confirmKeyAgain },
  ],
  [
    { name: 'token made', make: makeSpareToken },
    { name: 'token revoked', make: revokeSpareToken },
  ],
  [
    { name: 'call deleted', make: deleteKeyedCall },
    { name: 'call restored', make: restoreKeyedCall },
  ],
  [
    { name: 'call made', make: makeFreshCall },
    { name: 'rename', make: renameFreshCall },
    { name: 'shape saved', make: saveFreshShape },
  ],
];

type Ids = Pick<ChangingProject, 'projectId' | 'environmentId'>;

export function setKey({ client }: Owner, { projectId, environmentId }: Ids, value: string): Promise<contracts.Secret> {
  const body = { owner: { type: 'project' as const }, slot: 'key', environmentId, value };
  return client.call(contracts.setSecret, { params: { projectId }, body });
}

export async function confirmKey(
  { client }: Owner,
  { projectId, secret, upstreams }: Pick<ChangingProject, 'projectId' | 'secret' | 'upstreams'>,
): Promise<void> {
  const params = { projectId, secretId: secret.id };
  await client.call(contracts.confirmSecretOrigin, { params, body: { origin: upstreams[0].origin } });
}

/** Returns the version that stands then. */
export async function setWord(
  { client }: Owner,
  { projectId, environmentId }: Ids,
  { value, version }: { value: string; version: number | undefined },
): Promise<number | undefined> {
  const body = { name: 'word', environmentId, value, ...(version === undefined ? {} : { version }) };
  const { values } = await client.call(contracts.setVariable, { params: { projectId }, body });
  return values.find((each) => each.environmentId === environmentId)?.version;
}

async function saveCallDocument(project: ChangingProject, { client }: Owner): Promise<IsUsed> {
  const mark = project.next();
  const { id, name, version, document } = project.plain.call;
  project.plain.call = await client.call(contracts.saveCall, {
    params: { callId: id },
    body: { name, document: { ...document, url: `/echo?v={{word}}&c=${mark}` }, version },
  });
  return async (url) => (await project.run(url)).data?.path.endsWith(`&c=${mark}`) ?? false;
}

async function saveApi(project: ChangingProject, { client }: Owner, document: Partial<ApiDocument>): Promise<void> {
  const { id, name, version, document: standing } = project.plain.api;
  project.plain.api = await client.call(contracts.saveApi, {
    params: { apiId: id },
    body: { name, document: { ...standing, ...document }, version },
  });
}

async function saveApiHeaders(project: ChangingProject, owner: Owner): Promise<IsUsed> {
  const mark = project.next();
  await saveApi(project, owner, {
    headers: [{ id: 'mark', kind: 'fixed', key: 'X-Mark', value: mark, isEnabled: true }],
  });
  return async (url) => (await project.run(url)).data?.headers['x-mark'] === mark;
}

async function saveBaseUrl(project: ChangingProject, owner: Owner): Promise<IsUsed> {
  const { environmentId, upstreams, plain } = project;
  const isFirst = plain.api.document.baseUrls[environmentId] === upstreams[0].origin;
  const { origin } = upstreams[isFirst ? 1 : 0];
  await saveApi(project, owner, { baseUrls: { [environmentId]: origin } });
  return async (url) => (await project.run(url)).data?.headers.host === new URL(origin).host;
}

async function changeWord(project: ChangingProject, owner: Owner): Promise<IsUsed> {
  const mark = project.next();
  project.wordVersion = await setWord(owner, project, { value: mark, version: project.wordVersion });
  return async (url) => (await project.run(url)).data?.path.includes(`v=${mark}`) ?? false;
}

async function replaceKey(project: ChangingProject, owner: Owner): Promise<IsUsed> {
  const value = randomBytes(12).toString('hex');
  project.secret = await setKey(owner, project, value);
  const [{ requests }] = project.upstreams;
  return async (url) => {
    const before = requests.length;
    await project.run(url, project.keyed);
    // In the answer it is masked.
    return requests[before]?.headers['x-key'] === value;
  };
}

async function deleteKey(project: ChangingProject, { client }: Owner): Promise<IsUsed> {
  const { projectId, secret } = project;
  await client.call(contracts.deleteSecret, { params: { projectId, secretId: secret.id } });
  return async (url) => (await project.run(url, project.keyed)).outcome === 'config';
}

async function setKeyAgain(project: ChangingProject, owner: Owner): Promise<IsUsed> {
  project.secret = await setKey(owner, project, randomBytes(12).toString('hex'));
  return async (url) => (await project.run(url, project.keyed)).error?.detail.includes('Not confirmed') ?? false;
}

async function confirmKeyAgain(project: ChangingProject, owner: Owner): Promise<IsUsed> {
  await confirmKey(owner, project);
  return async (url) => (await project.run(url, project.keyed)).outcome === 'response';
}

async function makeSpareToken(project: ChangingProject, { client }: Owner): Promise<IsUsed> {
  const { projectId, environmentId } = project;
  const body = { name: project.next(), environmentId };
  const { token, value } = await client.call(contracts.createToken, { params: { projectId }, body });
  project.spareToken = { id: token.id, value };
  return async (url) => (await project.run(url, project.plain, value)).status === 200;
}

async function revokeSpareToken(project: ChangingProject, { client }: Owner): Promise<IsUsed> {
  const { id, value } = project.spareToken;
  await client.call(contracts.revokeToken, { params: { projectId: project.projectId, tokenId: id } });
  return async (url) => (await project.run(url, project.plain, value)).code === 'invalid_token';
}

async function deleteKeyedCall(project: ChangingProject, { client }: Owner): Promise<IsUsed> {
  await client.call(contracts.deleteCall, { params: { callId: project.keyed.call.id } });
  return async (url) => (await project.run(url, project.keyed)).code === 'not_found';
}

async function restoreKeyedCall(project: ChangingProject, { client }: Owner): Promise<IsUsed> {
  await client.call(contracts.restoreCall, { params: { callId: project.keyed.call.id } });
  return async (url) => (await project.run(url, project.keyed)).status === 200;
}

async function makeFreshCall(project: ChangingProject, { client }: Owner): Promise<IsUsed> {
  const { api } = project.plain;
  const body = { name: project.next(), document: { ...emptyCallDocument(), url: '/echo' } };
  project.fresh = { api, call: await client.call(contracts.createCall, { params: { apiId: api.id }, body }) };
  return async (url) => (await project.run(url, project.fresh)).code === 'call_not_initialized';
}

async function renameFreshCall(project: ChangingProject, { client }: Owner): Promise<IsUsed> {
  const name = project.next();
  const { id, document, version } = project.fresh.call;
  const body = { name, document, version };
  project.fresh.call = await client.call(contracts.saveCall, { params: { callId: id }, body });
  return async (url) => (await project.run(url, project.fresh)).detail?.includes(name) ?? false;
}

async function saveFreshShape(project: ChangingProject, owner: Owner): Promise<IsUsed> {
  project.fresh.call = await initializeAndSave(owner, project.fresh.call);
  return async (url) => (await project.run(url, project.fresh)).status === 200;
}
