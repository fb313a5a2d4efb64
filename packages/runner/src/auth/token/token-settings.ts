import { createHash } from 'node:crypto';
import type { TokenStep } from '@jackfield/connector';

/**
 * Tells whether tokens were asked for with these settings. What somebody granted stays good when a client secret or a
 * scope changes: asking them again is for when the client or the provider is another one.
 */
export function settingsOf({ grant, answer }: TokenStep): string {
  const parts = grant.type === 'code' ? [grant.type, grant.tokenUrl, grant.client.id] : [grant, answer];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
