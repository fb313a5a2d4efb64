import * as contracts from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route } from '../../http/route.ts';
import { getProjectTree } from './get-project-tree.ts';
import { getProject, listProjects } from './get-projects.ts';
import { renameProject } from './rename-project.ts';

export function projectRoutes(ctx: Context): Route[] {
  return [
    route(contracts.listProjects, ({ caller }) => listProjects(ctx, caller)),
    route(contracts.getProject, ({ caller }) => getProject(ctx, caller)),
    route(contracts.renameProject, ({ caller, body }) => renameProject(ctx, caller, body)),
    route(contracts.getProjectTree, ({ caller }) => getProjectTree(ctx, caller)),
  ];
}
