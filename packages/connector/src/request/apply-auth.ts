import type { AuthApplication, AuthField, AuthKindDefinition } from '../auth/auth-kind.ts';
import { AUTH_KINDS } from '../auth/auth-kinds.ts';
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
  for (const field of definition.fields) fields[field.name] = fieldPieces(ctx, field);
  const application = definition.apply(fields);
  for (const { field, message, fix } of application.problems) {
    ctx.lack(
      fieldSite(
        ctx,
        definition.fields.find((each) => each.name === field),
      ),
      message,
      fix,
    );
  }
  for (const { field, message, fix } of application.warnings) {
    ctx.warn(
      fieldSite(
        ctx,
        definition.fields.find((each) => each.name === field),
      ),
      message,
      fix,
    );
  }
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
  const lacking = () =>
    ctx.lack(
      site,
      `Authentication: "${field.label}" is not set in this environment.`,
      'Set it in the settings of the API.',
    );
  if (field.isSecret) {
    const slot = authSlot(field.name);
    const value = ctx.args.authSecrets.get(field.name);
    const isMissing = value === undefined || value === '' || (value === null && !ctx.isPreview);
    if (isMissing && field.isRequired) lacking();
    if (isMissing && !(ctx.isPreview && field.isRequired)) return [];
    const from = { kind: 'variable', name: slot } as const;
    if (ctx.isPreview || typeof value !== 'string') return [{ text: `{{${slot}}}`, isVerbatim: true, from }];
    return [{ text: value, from, secrets: [{ label: slot, owner: 'api', slot, values: [value] }] }];
  }
  const { shared, byEnvironment } = ctx.args.api.auth;
  const stored = field.perEnvironment ? byEnvironment[ctx.args.environmentId]?.[field.name] : shared[field.name];
  const source = stored ?? field.default;
  if (source === '' && field.isRequired) lacking();
  const template = ctx.plan.fixed(source);
  ctx.reportProblems({ ...site, source }, template.problems);
  return ctx.render(template.parts, { ...site, source });
}
