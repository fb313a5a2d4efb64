import { saveShape as saveShapeEndpoint } from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route } from '../../http/route.ts';
import { saveShape } from './save-shape.ts';

export function shapeRoutes(ctx: Context): Route[] {
  return [route(saveShapeEndpoint, ({ caller, params, body }) => saveShape(ctx, caller, params.callId, body))];
}
