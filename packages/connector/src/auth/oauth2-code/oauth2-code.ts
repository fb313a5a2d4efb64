import type { AuthKindDefinition } from '../auth-kind.ts';
import { TokenFields } from '../token/read-fields.ts';
import type { CodeGrant } from '../token/token-step.ts';
import { OAUTH2_CODE_FIELDS } from './oauth2-code-fields.ts';

const OFFLINE = [
  ['access_type', 'offline'],
  ['prompt', 'consent'],
] as const;

export const oauth2CodeAuth: AuthKindDefinition = {
  kind: 'oauth2-code',
  label: 'OAuth2 User-Agent Flow',
  description: 'Somebody signs in at the provider and allows it (authorization code). Renewed by itself afterwards.',
  fields: OAUTH2_CODE_FIELDS,
  apply: (fields) => {
    const read = new TokenFields(fields);
    const scope = read.text('scope');
    const own = read.pairs('authorizeParameters', '=');
    const named = new Set(own.map(([name]) => name));
    const offline = read.isOn('offlineAccess') ? OFFLINE.filter(([name]) => !named.has(name)) : [];
    const grant: CodeGrant = {
      type: 'code',
      authorizeUrl: read.url('authorizeUrl'),
      authorizeParameters: [...(scope === '' ? [] : [['scope', scope] as const]), ...offline, ...own],
      tokenUrl: read.url('tokenUrl'),
      client: read.client(false),
      parameters: read.parameters(),
      usesPkce: read.isOn('usesPkce'),
      issuer: read.text('issuer'),
      revokeUrl: read.optionalUrl('revokeUrl'),
      profile: read.isOn('readsProfile')
        ? {
            url: read.url('profileUrl'),
            idPath: read.path('profileIdPath'),
            emailPath: read.path('profileEmailPath'),
          }
        : null,
    };
    const format = read.text('tokenFormat') === 'query' ? 'query' : 'auto';
    return read.apply(grant, { format });
  },
};
