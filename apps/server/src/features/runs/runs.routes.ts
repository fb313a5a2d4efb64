import * as contracts from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route } from '../../http/route.ts';
import { getKeptOfRun } from './get-kept-of-run.ts';
import { getRun } from './get-run.ts';
import { getRunCharts } from './get-run-charts.ts';
import { getRunSettings } from './get-run-settings.ts';
import { listRuns } from './list-runs.ts';
import { saveRunSettings } from './save-run-settings.ts';

export function runRoutes(ctx: Context): Route[] {
  return [
    route(contracts.listRuns, ({ params, query }) => listRuns(ctx, params.projectId, query)),
    route(contracts.getRun, ({ params }) => getRun(ctx, params.projectId, params.runId)),
    route(contracts.getKeptOfRun, ({ caller, params }) => getKeptOfRun(ctx, caller, params.runId)),
    route(contracts.getRunCharts, ({ params, query }) => getRunCharts(ctx, params.projectId, query)),
    route(contracts.getRunSettings, ({ params }) => getRunSettings(ctx, params.projectId)),
    route(contracts.saveRunSettings, ({ caller, body }) => saveRunSettings(ctx, caller, body)),
  ];
}
