import { createHash } from 'node:crypto';
import type { CodeGrant, DeviceGrant, TokenGrant, TokenStep } from '@jackfield/connector';

/** Nothing but a person can grant it; asking again needs them. */
export function isGrantedByPerson(grant: TokenGrant): grant is CodeGrant | DeviceGrant {
  return grant.type === 'code' || grant.type === 'device';
}

/**
 * Tells whether tokens were asked for with these settings. What somebody granted stays good when a client secret or a
 * scope changes: asking them again is for when the client or the provider is another one.
 */
export function settingsOf({ grant, answer }: TokenStep): string {
  const parts = isGrantedByPerson(grant) ? [grant.type, grant.tokenUrl, grant.client.id] : [grant, answer];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
