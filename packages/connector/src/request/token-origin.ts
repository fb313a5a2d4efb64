import { type AuthField, type AuthKindDefinition, isFieldAsked } from '../auth/auth-kind.ts';
import { AUTH_KINDS } from '../auth/auth-kinds.ts';
import type { ApiDocument } from '../document/api-document.ts';
import { placeholdersOf } from '../template/template.ts';
import { parseFixedTemplate } from '../template/text-template.ts';
import type { BuildRequestArguments } from './build-request.types.ts';
import { originOf } from './origin.ts';

/** Where an API's authentication asks for tokens; undefined where it asks nobody. */
function tokenUrlField({ auth }: ApiDocument): AuthField | undefined {
  const { fields }: AuthKindDefinition = AUTH_KINDS[auth.kind];
  return fields.find((field) => field.name === 'tokenUrl' && isFieldAsked(field, fields, auth.shared));
}

/** Whether the calls of an API need a token that somebody else is asked for. */
export function asksForToken(api: ApiDocument): boolean {
  return tokenUrlField(api) !== undefined;
}

/** The origin of the token URL in an environment; null where there is none, or it is not known. */
export function tokenOrigin(
  api: ApiDocument,
  environmentId: string,
  values: BuildRequestArguments['values'],
): string | null {
  const field = tokenUrlField(api);
  if (field === undefined) return null;
  const source = api.auth.byEnvironment[environmentId]?.[field.name] ?? field.default;
  const { parts } = parseFixedTemplate(source);
  let text = '';
  for (const part of parts) {
    const value = part.kind === 'text' ? part.text : values.get(part.name);
    if (typeof value === 'string') text += value;
    else if (value?.kind === 'variable') text += value.value;
    // A secret stands behind the host only, and does not change where it goes.
    else if (value?.kind === 'secret') text += 'x';
    else return null;
  }
  return placeholdersOf(parts).length > 0 && !/^https?:\/\/[^/?#]+/.test(text) ? null : originOf(text.trim());
}
