import * as contracts from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route } from '../../http/route.ts';
import { listMembers } from './list-members.ts';
import { renameWorkspace } from './rename-workspace.ts';

export function workspaceRoutes(ctx: Context): Route[] {
  return [
    route(contracts.listMembers, ({ caller }) => listMembers(ctx, caller)),
    route(contracts.renameWorkspace, ({ caller, body }) => renameWorkspace(ctx, caller, body.name)),
  ];
}
