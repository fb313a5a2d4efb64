import * as contracts from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route } from '../../http/route.ts';
import { createToken } from './create-token.ts';
import { listTokens } from './list-tokens.ts';
import { revokeToken } from './revoke-token.ts';

export function tokenRoutes(ctx: Context): Route[] {
  return [
    route(contracts.listTokens, ({ params }) => listTokens(ctx, params.projectId)),
    route(contracts.createToken, ({ caller, body }) => createToken(ctx, caller, body)),
    route(contracts.revokeToken, ({ caller, params }) => revokeToken(ctx, caller, params.tokenId)),
  ];
}
