import * as contracts from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route } from '../../http/route.ts';
import { createEnvironment } from './create-environment.ts';
import { createProject } from './create-project.ts';
import { deleteEnvironment } from './delete-environment.ts';
import { getProjectTree } from './get-project-tree.ts';
import { getProject, listProjects } from './get-projects.ts';
import { renameEnvironment } from './rename-environment.ts';
import { renameProject } from './rename-project.ts';

export function projectRoutes(ctx: Context): Route[] {
  return [
    route(contracts.listProjects, ({ caller }) => listProjects(ctx, caller)),
    route(contracts.createProject, ({ caller, body }) => createProject(ctx, caller, body)),
    route(contracts.getProject, ({ caller }) => getProject(ctx, caller)),
    route(contracts.renameProject, ({ caller, body }) => renameProject(ctx, caller, body)),
    route(contracts.createEnvironment, ({ caller, body }) => createEnvironment(ctx, caller, body.name)),
    route(contracts.renameEnvironment, ({ caller, params, body }) =>
      renameEnvironment(ctx, caller, params.environmentId, body.name),
    ),
    route(contracts.deleteEnvironment, ({ caller, params }) => deleteEnvironment(ctx, caller, params.environmentId)),
    route(contracts.getProjectTree, ({ caller }) => getProjectTree(ctx, caller)),
  ];
}
