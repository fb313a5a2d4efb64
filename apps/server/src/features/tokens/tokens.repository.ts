import type { Transaction } from '@jackfield/db';
import { newId } from '../../new-id.ts';

export interface TokenRecord {
  id: string;
  name: string;
  environmentId: string;
  last4: string;
  createdByName: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface NewToken {
  projectId: string;
  environmentId: string;
  name: string;
  /** SHA-256, hexadecimal. */
  hash: string;
  last4: string;
  createdById: string;
  createdByName: string;
}

const tokenFields = {
  id: true,
  name: true,
  environmentId: true,
  last4: true,
  createdByName: true,
  createdAt: true,
  lastUsedAt: true,
} as const;

export function createTokensRepository(db: Transaction) {
  return {
    /** Those that are not revoked, newest first. */
    async list(projectId: string): Promise<TokenRecord[]> {
      return db.token.findMany({
        where: { projectId, revokedAt: null },
        select: tokenFields,
        orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      });
    },

    async find(projectId: string, tokenId: string): Promise<TokenRecord | null> {
      return db.token.findFirst({ where: { id: tokenId, projectId, revokedAt: null }, select: tokenFields });
    },

    async create(data: NewToken): Promise<TokenRecord> {
      return db.token.create({ data: { ...data, id: newId() }, select: tokenFields });
    },

    async revoke(tokenId: string): Promise<void> {
      await db.token.update({ where: { id: tokenId }, data: { revokedAt: new Date() } });
    },
  };
}
