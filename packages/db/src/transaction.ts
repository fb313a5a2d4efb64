import type { Prisma } from './generated/client.ts';

/** What a repository gets: the client outside a transaction, or the client of one. */
export type Transaction = Prisma.TransactionClient;
