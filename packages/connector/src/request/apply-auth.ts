import { type AuthApplication, type AuthField, type AuthKindDefinition, isFieldAsked } from '../auth/auth-kind.ts';
import { AUTH_KINDS } from '../auth/auth-kinds.ts';
import { parseAngleTemplate } from '../template/text-template.ts';
import type { BuildContext, Site } from './build-context.ts';
import type { Piece } from './piece.ts';

/** Slot of an API's own secret: the secret field of its authentication. */
export function authSlot(fieldName: string): string {
  return `auth.${fieldName}`;
}

/** What the API's authentication adds to this request. */
export function applyAuth(ctx: BuildContext): AuthApplication {
  const definition: AuthKindDefinition = AUTH_KINDS[ctx.args.api.auth.kind];
  const fields: Record<string, readonly Piece[]> = {};
  for (const field of definition.fields) {
    if (isFieldAsked(field, definition.fields, ctx.args.api.auth.shared)) fields[field.name] = fieldPieces(ctx, field);
  }
  const application = definition.apply(fields);
  const siteOf = (name: string) =>
    fieldSite(
      ctx,
      definition.fields.find((field) => field.name === name),
    );
  for (const { field, message, fix } of application.problems) ctx.lack(siteOf(field), message, fix);
  for (const { field, message, fix } of application.warnings) ctx.warn(siteOf(field), message, fix);
  return application;
}

function fieldSite(ctx: BuildContext, field: AuthField | undefined): Site {
  if (!field) return { path: ['api', 'auth'] };
  if (field.isSecret) return { path: ['api', 'auth', 'secrets', field.name] };
  return field.perEnvironment
    ? { path: ['api', 'auth', 'byEnvironment', ctx.args.environmentId, field.name] }
    : { path: ['api', 'auth', 'shared', field.name] };
}

function fieldPieces(ctx: BuildContext, field: AuthField): Piece[] {
  const site = fieldSite(ctx, field);
  if (field.isSecret) return secretPieces(ctx, field, site);
  const { shared, byEnvironment } = ctx.args.api.auth;
  const stored = field.perEnvironment ? byEnvironment[ctx.args.environmentId]?.[field.name] : shared[field.name];
  const source = stored ?? field.default;
  if (source === '' && field.isRequired) reportLacking(ctx, field, site);
  if (field.input === 'switch') return source === '' ? [] : [{ text: source }];
  if (field.input === 'choice') return chosenPieces(ctx, field, site, source);
  if (field.marks) return markedPieces(ctx, field.marks, { ...site, source });
  const template = ctx.plan.fixed(source);
  ctx.reportProblems({ ...site, source }, template.problems);
  return ctx.render(template.parts, { ...site, source });
}

function reportLacking(ctx: BuildContext, { label }: AuthField, site: Site): void {
  const message = `Authentication: "${label}" is not set in this environment.`;
  ctx.lack(site, message, 'Set it in the settings of the API.');
}

function secretPieces(ctx: BuildContext, field: AuthField, site: Site): Piece[] {
  const slot = authSlot(field.name);
  const value = ctx.args.authSecrets.get(field.name);
  const isMissing = value === undefined || value === '' || (value === null && !ctx.isPreview);
  if (isMissing && field.isRequired) reportLacking(ctx, field, site);
  if (isMissing && !(ctx.isPreview && field.isRequired)) return [];
  const from = { kind: 'variable', name: slot } as const;
  if (ctx.isPreview || typeof value !== 'string') return [{ text: `{{${slot}}}`, isVerbatim: true, from }];
  return [{ text: value, from, secrets: [{ label: slot, owner: 'api', slot, values: [value] }] }];
}

function chosenPieces(ctx: BuildContext, { label, choices = [] }: AuthField, site: Site, source: string): Piece[] {
  if (choices.some(({ value }) => value === source)) return [{ text: source }];
  const message = `Authentication: "${label}" cannot be "${source}".`;
  ctx.report(site, message, `Choose one of ${choices.map(({ value }) => value).join(', ')}.`);
  return [];
}

/** Text, variables and the places that are filled in while it is sent; a value is not read for such places. */
function markedPieces(ctx: BuildContext, marks: readonly string[], site: Site & { source: string }): Piece[] {
  const template = parseAngleTemplate(site.source);
  ctx.reportProblems(site, template.problems);
  return template.parts.flatMap((part): Piece[] => {
    if (part.kind === 'text') return [{ text: part.text }];
    if (part.kind === 'variable') return [ctx.variable(part, site)];
    if (marks.includes(part.name)) return [{ text: `<${part.name}>`, isVerbatim: true, mark: part.name }];
    const message = `<${part.name}> is not known here.`;
    ctx.report(site, message, `Use ${marks.map((mark) => `<${mark}>`).join(', ')}.`, part);
    return [];
  });
}
