import { type CallDocument, emptyApiDocument, emptyCallDocument, inputSchema } from '@jackfield/connector';
import {
  createApi,
  createCall,
  createToken,
  deleteApi,
  deleteCall,
  type Environment,
  getApi,
  getCall,
  getProject,
  getProjectTree,
  initializeCall,
  listRuns,
  listTokens,
  listValues,
  type Project,
  renameProject,
  setSecret,
  setVariable,
} from '@jackfield/contracts';
import { eventsOf, initialize } from './make-call.ts';
import type { Owner } from './scenario.ts';

/** The identifiers of a project that has one of everything. */
export interface ProjectIds {
  projectId: string;
  apiId: string;
  deletedApiId: string;
  callId: string;
  deletedCallId: string;
  initializationId: string;
  /** Of the call, in Development. */
  runId: string;
  /** Of the call, in Live. */
  liveRunId: string;
  developmentId: string;
  liveId: string;
  tokenId: string;
  /** Of the project, in Development. */
  secretId: string;
  /** Of the API, in Live. */
  liveSecretId: string;
}

export interface FurnishedProject {
  owner: Pick<Owner, 'client'>;
  project: Project;
  ids: ProjectIds;
  slugs: { project: string; api: string; call: string };
  token: string;
}

export const VARIABLE = 'region';

/** With a sensitive input, whose test value is a secret of the call. */
export function furnishedCallDocument(notes: string): CallDocument {
  const inputs = [inputSchema.parse({ name: 'key', isSensitive: true, isRequired: false })];
  return { ...emptyCallDocument(), url: '/echo?key=[key]', inputs, notes };
}

/** Fills a project of the owner's; the text stands in every name, value and document of it. */
export async function furnish(
  owner: Owner,
  project: Project,
  text: string,
  upstream: string,
): Promise<FurnishedProject> {
  const { client } = owner;
  const [development, live] = project.environments as [Environment, Environment]; // Every project has these two.
  const params = { projectId: project.id };
  const renamed = await client.call(renameProject, { params, body: { name: text, version: project.version } });
  const document = { ...emptyApiDocument(), baseUrls: { [development.id]: upstream }, notes: text };
  const api = await client.call(createApi, { params, body: { name: text, document } });
  const deletedApi = await client.call(createApi, { params, body: { name: `${text} gone`, document } });
  await client.call(deleteApi, { params: { apiId: deletedApi.id } });
  const callBody = (name: string) => ({ name, document: furnishedCallDocument(text) });
  const call = await client.call(createCall, { params: { apiId: api.id }, body: callBody(text) });
  const deletedCall = await client.call(createCall, { params: { apiId: api.id }, body: callBody(`${text} gone`) });
  await client.call(deleteCall, { params: { callId: deletedCall.id } });
  const events = await initialize({ ...owner, project, development, live }, call);
  const inLive = { environmentId: live.id, version: call.version };
  await client.stream(initializeCall, { params: { callId: call.id }, body: inLive });
  const { runs } = await client.call(listRuns, { params });
  const runIn = (environment: Environment) => runs.find(({ environmentId }) => environmentId === environment.id)?.id;
  const variable = (environmentId: string) => ({ name: VARIABLE, environmentId, value: text });
  await client.call(setVariable, { params, body: variable(development.id) });
  await client.call(setVariable, { params, body: variable(live.id) });
  const secret = await client.call(setSecret, {
    params,
    body: { owner: { type: 'project' }, slot: 'key', environmentId: development.id, value: `${text} secret` },
  });
  const liveSecret = await client.call(setSecret, {
    params,
    body: { owner: { type: 'project' }, slot: 'key', environmentId: live.id, value: `${text} live secret` },
  });
  const token = await client.call(createToken, { params, body: { name: text, environmentId: development.id } });
  return {
    owner,
    project: renamed,
    ids: {
      projectId: project.id,
      apiId: api.id,
      deletedApiId: deletedApi.id,
      callId: call.id,
      deletedCallId: deletedCall.id,
      initializationId: eventsOf(events, 'shape')[0]?.initializationId ?? 'none',
      runId: runIn(development) ?? 'none',
      liveRunId: runIn(live) ?? 'none',
      developmentId: development.id,
      liveId: live.id,
      tokenId: token.token.id,
      secretId: secret.id,
      liveSecretId: liveSecret.id,
    },
    slugs: { project: renamed.slug, api: api.slug, call: call.slug },
    token: token.value,
  };
}

/** All that its owner can read of it, as one text. */
export async function readAll({ owner: { client }, ids }: FurnishedProject): Promise<string> {
  const params = { projectId: ids.projectId };
  return JSON.stringify([
    await client.call(getProject, { params }),
    await client.call(getProjectTree, { params }),
    await client.call(getApi, { params: { apiId: ids.apiId } }),
    await client.call(getCall, { params: { callId: ids.callId } }),
    await client.call(listValues, { params }),
    await client.call(listTokens, { params }),
  ]);
}
