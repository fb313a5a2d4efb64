import type { Token } from '@jackfield/contracts';
import type { TokenRecord } from './tokens.repository.ts';

export function tokenToDto(token: TokenRecord): Token {
  return {
    id: token.id,
    name: token.name,
    environmentId: token.environmentId,
    last4: token.last4,
    createdBy: token.createdByName,
    createdAt: token.createdAt.toISOString(),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  };
}
