import { randomUUID } from 'node:crypto';
import { emptyApiDocument } from '@jackfield/connector';
import type { PerEndpoint } from './endpoints.ts';
import { furnishedCallDocument, type ProjectIds, VARIABLE } from './furnished-project.ts';
import { PASSWORD } from './scenario.ts';

/** A request of each endpoint that is right where the identifiers are, and the versions those of new things. */
export const REQUESTS: PerEndpoint<ProjectIds> = {
  getSession: () => ({}),
  signUp: () => ({ body: { name: 'Eve', email: 'eve@example.com', password: PASSWORD } }),
  signIn: () => ({ body: { email: 'nobody@example.com', password: PASSWORD } }),
  signOut: () => ({}),
  renameAccount: () => ({ body: { name: 'Renamed' } }),
  changePassword: () => ({ body: { currentPassword: 'not the password', newPassword: PASSWORD } }),
  listMembers: ({ projectId }) => ({ params: { projectId } }),
  renameWorkspace: ({ projectId }) => ({ params: { projectId }, body: { name: 'Renamed' } }),
  createEnvironment: ({ projectId }) => ({ params: { projectId }, body: { name: `Another ${randomUUID()}` } }),
  renameEnvironment: ({ projectId, developmentId }) => ({
    params: { projectId, environmentId: developmentId },
    body: { name: 'Renamed' },
  }),
  deleteEnvironment: ({ projectId, liveId }) => ({ params: { projectId, environmentId: liveId } }),
  listProjects: () => ({}),
  createProject: () => ({ body: { workspaceId: 'no-such-workspace', name: 'Another' } }),
  getProject: ({ projectId }) => ({ params: { projectId } }),
  renameProject: ({ projectId }) => ({ params: { projectId }, body: { name: 'Renamed', version: 1 } }),
  getProjectTree: ({ projectId }) => ({ params: { projectId } }),
  createApi: ({ projectId, developmentId, liveId }) => ({
    params: { projectId },
    body: {
      name: `Another ${randomUUID()}`,
      document: { ...emptyApiDocument(), baseUrls: { [developmentId]: 'http://127.0.0.1:9', [liveId]: '' } },
    },
  }),
  getApi: ({ apiId }) => ({ params: { apiId } }),
  getSharedRowUses: ({ apiId }) => ({ params: { apiId } }),
  saveApi: ({ apiId, developmentId }) => ({
    params: { apiId },
    body: {
      name: 'Saved',
      version: 1,
      document: { ...emptyApiDocument(), baseUrls: { [developmentId]: 'http://127.0.0.1:9' } },
    },
  }),
  moveApi: ({ apiId }) => ({ params: { apiId }, body: { beforeId: null } }),
  duplicateApi: ({ apiId }) => ({ params: { apiId } }),
  deleteApi: ({ apiId }) => ({ params: { apiId } }),
  restoreApi: ({ deletedApiId }) => ({ params: { apiId: deletedApiId } }),
  getConnection: ({ apiId, developmentId }) => ({ params: { apiId, environmentId: developmentId } }),
  clearConnection: ({ apiId, developmentId }) => ({ params: { apiId, environmentId: developmentId } }),
  startConnecting: ({ apiId, developmentId }) => ({
    params: { apiId, environmentId: developmentId },
    body: { version: 99 },
  }),
  connectByDevice: ({ apiId, developmentId }) => ({
    params: { apiId, environmentId: developmentId },
    body: { version: 99 },
  }),
  finishConnecting: () => ({ body: { parameters: '?code=none&state=none' } }),
  discoverProvider: ({ apiId }) => ({ params: { apiId }, body: { issuer: 'http://127.0.0.1:9' } }),
  testAuthentication: ({ apiId, developmentId }) => ({
    params: { apiId },
    body: { environmentId: developmentId, version: 99 },
  }),
  copyApi: ({ apiId, projectId }) => ({ params: { apiId }, body: { projectId } }),
  copyCall: ({ callId, apiId }) => ({ params: { callId }, body: { apiId } }),
  moveCallToApi: ({ callId, apiId }) => ({ params: { callId }, body: { apiId } }),
  createCall: ({ apiId }) => ({ params: { apiId }, body: { name: `Another ${randomUUID()}` } }),
  getCall: ({ callId }) => ({ params: { callId } }),
  saveCall: ({ callId }) => ({
    params: { callId },
    body: { name: 'Saved', version: 1, document: furnishedCallDocument('saved') },
  }),
  moveCall: ({ callId }) => ({ params: { callId }, body: { beforeId: null } }),
  deleteCall: ({ callId }) => ({ params: { callId } }),
  restoreCall: ({ deletedCallId }) => ({ params: { callId: deletedCallId } }),
  duplicateCall: ({ callId }) => ({ params: { callId } }),
  addDemoApi: ({ projectId }) => ({ params: { projectId } }),
  importCurl: ({ projectId, developmentId, callId }) => ({
    params: { projectId },
    body: { command: 'curl -u ann:a-password http://127.0.0.1:9/x', environmentId: developmentId, intoCallId: callId },
  }),
  listValues: ({ projectId }) => ({ params: { projectId } }),
  listValueUses: ({ projectId }) => ({ params: { projectId } }),
  setVariable: ({ projectId, developmentId }) => ({
    params: { projectId },
    body: { name: VARIABLE, environmentId: developmentId, value: 'eu', version: 1 },
  }),
  deleteVariable: ({ projectId }) => ({ params: { projectId, name: VARIABLE } }),
  setSecret: ({ projectId, developmentId, callId }) => ({
    params: { projectId },
    body: {
      owner: { type: 'call', id: callId },
      slot: 'input.key',
      environmentId: developmentId,
      value: 'a new secret',
    },
  }),
  deleteSecret: ({ projectId, secretId }) => ({ params: { projectId, secretId } }),
  confirmSecretOrigin: ({ projectId, secretId }) => ({
    params: { projectId, secretId },
    body: { origin: 'https://api.example.com' },
  }),
  removeSecretOrigin: ({ projectId, secretId }) => ({
    params: { projectId, secretId },
    query: { origin: 'https://api.example.com' },
  }),
  listTokens: ({ projectId }) => ({ params: { projectId } }),
  createToken: ({ projectId, developmentId }) => ({
    params: { projectId },
    body: { name: `Another ${randomUUID()}`, environmentId: developmentId },
  }),
  revokeToken: ({ projectId, tokenId }) => ({ params: { projectId, tokenId } }),
  initializeCall: ({ callId, developmentId }) => ({
    params: { callId },
    body: { environmentId: developmentId, version: 1 },
  }),
  listUsableCalls: ({ projectId, developmentId }) => ({
    params: { projectId },
    query: { environmentId: developmentId },
  }),
  runCall: ({ callId, developmentId }) => ({
    params: { callId },
    body: { environmentId: developmentId, as: 'data', inputs: {} },
  }),
  dryRunCall: ({ callId, developmentId }) => ({ params: { callId }, body: { environmentId: developmentId } }),
  listRuns: ({ projectId }) => ({ params: { projectId } }),
  getRun: ({ projectId, runId }) => ({ params: { projectId, runId } }),
  getKeptOfRun: ({ projectId, runId }) => ({ params: { projectId, runId } }),
  replayRun: ({ projectId, runId }) => ({ params: { projectId, runId }, body: { inputs: {} } }),
  getRunCharts: ({ projectId }) => ({ params: { projectId }, query: { range: '24h' } }),
  getRunSettings: ({ projectId }) => ({ params: { projectId } }),
  saveRunSettings: ({ projectId }) => ({
    params: { projectId },
    body: { runDaysKept: 10, runsKeptMax: 1_000, keepsBodies: true, version: 1 },
  }),
  enterResponse: ({ callId, developmentId }) => ({
    params: { callId },
    body: { environmentId: developmentId, version: 1, status: 200, text: '{}' },
  }),
  listEndUsers: ({ apiId, developmentId }) => ({ params: { apiId, environmentId: developmentId } }),
  clearEndUser: ({ apiId, developmentId }) => ({
    params: { apiId, environmentId: developmentId },
    query: { user: 'nobody' },
  }),
  readConnectingLink: () => ({ body: { link: 'none' } }),
  openConnectingLink: () => ({ body: { link: 'none' } }),
  deleteErrorShape: ({ callId }) => ({ params: { callId } }),
  saveShape: ({ callId, initializationId }) => ({ params: { callId }, body: { initializationId, choices: {} } }),
};
