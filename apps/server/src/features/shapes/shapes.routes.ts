import { deleteErrorShape as deleteErrorShapeEndpoint, saveShape as saveShapeEndpoint } from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route } from '../../http/route.ts';
import { deleteErrorShape } from './delete-error-shape.ts';
import { saveShape } from './save-shape.ts';

export function shapeRoutes(ctx: Context): Route[] {
  return [
    route(deleteErrorShapeEndpoint, ({ caller, params }) => deleteErrorShape(ctx, caller, params.callId)),
    route(saveShapeEndpoint, ({ caller, params, body }) => saveShape(ctx, caller, params.callId, body)),
  ];
}
