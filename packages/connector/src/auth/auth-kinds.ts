import type { AuthKind } from './auth.ts';
import type { AuthKindDefinition } from './auth-kind.ts';
import { basicAuth } from './basic/basic.ts';
import { bearerAuth } from './bearer/bearer.ts';
import { keyInHeaderAuth } from './key-in-header/key-in-header.ts';
import { keyInUrlAuth } from './key-in-url/key-in-url.ts';
import { noneAuth } from './none/none.ts';

/** Every authentication kind, in the order a list shows them. Forms and stored fields are driven by `fields`. */
export const AUTH_KINDS = {
  none: noneAuth,
  'key-in-url': keyInUrlAuth,
  'key-in-header': keyInHeaderAuth,
  bearer: bearerAuth,
  basic: basicAuth,
} as const satisfies Record<AuthKind, AuthKindDefinition>;
