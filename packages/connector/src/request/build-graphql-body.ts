import type { Body } from '../document/call-document.ts';
import type { BuildContext, Site } from './build-context.ts';
import { encodePieces, type Piece } from './piece.ts';
import { escapeJson, JsonRenderer } from './render-json.ts';

/**
 * `{"query", "operationName", "variables"}`, as GraphQL servers take it by POST. Inputs come in by the variables alone, so
 * that no value is ever read as a part of the query.
 */
export function buildGraphqlBody(ctx: BuildContext, body: Extract<Body, { kind: 'graphql' }>): Piece[] | null {
  const site: Site = { path: ['call', 'body', 'query'], source: body.query };
  if (body.query.trim() === '') {
    ctx.report(site, 'The query is empty.', 'Write the query, or choose None as body type.');
    return null;
  }
  const template = ctx.plan.fixed(body.query);
  ctx.reportProblems(site, template.problems);
  const query = encodePieces(ctx.render(template.parts, site), escapeJson);
  const operation = body.operationName.trim();
  const variables = variablesOf(ctx, body.variables);
  return [
    { text: '{"query":"' },
    ...query,
    { text: `"${operation === '' ? '' : `,"operationName":${JSON.stringify(operation)}`}` },
    ...(variables === null ? [] : [{ text: ',"variables":' }, ...variables]),
    { text: '}' },
  ];
}

/** Null: there are none, or the only input has no value. */
function variablesOf(ctx: BuildContext, source: string): Piece[] | null {
  if (source.trim() === '') return null;
  const site: Site = { path: ['call', 'body', 'variables'], source };
  const { root, problems } = ctx.plan.json(source);
  ctx.reportProblems(site, problems);
  if (root === null) return null;
  const { kind } = root.value;
  if (kind !== 'object' && kind !== 'input' && kind !== 'variable') {
    ctx.report(site, 'The variables are no JSON object.', 'Write {"name": <name>}.');
    return null;
  }
  return new JsonRenderer(ctx, site).slot(root);
}
