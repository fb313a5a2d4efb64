import {
  clearConnection as clearConnectionEndpoint,
  clearEndUser as clearEndUserEndpoint,
  connectByDevice as connectByDeviceEndpoint,
  discoverProvider as discoverProviderEndpoint,
  finishConnecting as finishConnectingEndpoint,
  getConnection as getConnectionEndpoint,
  listEndUsers as listEndUsersEndpoint,
  openConnectingLink,
  readConnectingLink,
  startConnecting as startConnectingEndpoint,
  testAuthentication as testAuthenticationEndpoint,
} from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route, streamRoute } from '../../http/route.ts';
import { clearConnection } from './clear-connection.ts';
import { clearEndUser } from './clear-end-user.ts';
import { connectByDevice } from './connect-by-device.ts';
import { openLink, readLink } from './connecting-link.ts';
import { discoverProvider } from './discover-provider.ts';
import { finishConnecting } from './finish-connecting.ts';
import { getConnection } from './get-connection.ts';
import { listEndUsers } from './list-end-users.ts';
import { startConnecting } from './start-connecting.ts';
import { testAuthentication } from './test-authentication.ts';

export function connectionRoutes(ctx: Context): Route[] {
  return [
    route(getConnectionEndpoint, ({ caller, params }) => getConnection(ctx, caller, params)),
    route(clearConnectionEndpoint, ({ caller, params }) => clearConnection(ctx, caller, params)),
    route(listEndUsersEndpoint, ({ caller, params }) => listEndUsers(ctx, caller, params)),
    route(clearEndUserEndpoint, ({ caller, params, query }) => clearEndUser(ctx, caller, { ...params, ...query })),
    route(readConnectingLink, ({ body }) => readLink(ctx, body.link)),
    route(openConnectingLink, ({ body, setCookies }) => openLink(ctx, body.link, setCookies)),
    route(startConnectingEndpoint, ({ caller, ...wanted }) => startConnecting(ctx, caller, wanted)),
    route(finishConnectingEndpoint, ({ caller, body, headers, signal }) =>
      finishConnecting(ctx, caller, { parameters: body.parameters, headers, signal }),
    ),
    streamRoute(connectByDeviceEndpoint, ({ caller, params, body, signal }, send) =>
      connectByDevice(ctx, caller, { params, version: body.version, signal }, send),
    ),
    route(discoverProviderEndpoint, ({ body, signal }) => discoverProvider(ctx, { issuer: body.issuer, signal })),
    streamRoute(testAuthenticationEndpoint, ({ caller, params, body, signal }, send) =>
      testAuthentication(ctx, caller, { apiId: params.apiId, body, signal }, send),
    ),
  ];
}
