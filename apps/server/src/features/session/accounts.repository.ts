import type { Transaction } from '@jackfield/db';
import { newId } from '../../new-id.ts';

/** Any fixed number; it names the lock and nothing else. */
const SIGN_UP_LOCK = 7_236_001;

export interface NewAccount {
  name: string;
  email: string;
  passwordHash: string;
}

/** People and workspaces, in the tables that better-auth reads. */
export function createAccountsRepository(db: Transaction) {
  return {
    /** Held until the transaction ends, so that two people cannot both be the first. */
    async lockSignUp(): Promise<void> {
      await db.$executeRaw`SELECT pg_advisory_xact_lock(${SIGN_UP_LOCK})`;
    },

    async hasAny(): Promise<boolean> {
      return (await db.user.findFirst({ select: { id: true } })) !== null;
    },

    async hasEmail(email: string): Promise<boolean> {
      return (await db.user.findUnique({ where: { email }, select: { id: true } })) !== null;
    },

    /** A person who signs in with e-mail and password, as better-auth keeps one. */
    async createPerson({ name, email, passwordHash }: NewAccount): Promise<{ userId: string }> {
      const userId = newId();
      await db.user.create({
        data: {
          id: userId,
          name,
          email,
          accounts: {
            create: { id: newId(), accountId: userId, providerId: 'credential', password: passwordHash },
          },
        },
      });
      return { userId };
    },

    async createWorkspace(ownerId: string, name: string, slug: string): Promise<{ workspaceId: string }> {
      const workspaceId = newId();
      const createdAt = new Date();
      await db.organization.create({
        data: {
          id: workspaceId,
          name,
          slug,
          createdAt,
          members: { create: { id: newId(), userId: ownerId, role: 'owner', createdAt } },
        },
      });
      return { workspaceId };
    },

    async rename(userId: string, name: string): Promise<void> {
      await db.user.update({ where: { id: userId }, data: { name } });
    },

    async renameWorkspace(workspaceId: string, name: string): Promise<void> {
      await db.organization.update({ where: { id: workspaceId }, data: { name } });
    },

    async membersOf(workspaceId: string) {
      const rows = await db.member.findMany({
        where: { organizationId: workspaceId },
        select: { role: true, user: { select: { id: true, name: true, email: true } } },
        orderBy: { createdAt: 'asc' },
      });
      return rows.map(({ role, user }) => ({ userId: user.id, name: user.name, email: user.email, role }));
    },

    async workspaceSlugsLike(slug: string): Promise<Set<string>> {
      const rows = await db.organization.findMany({ where: { slug: { startsWith: slug } }, select: { slug: true } });
      return new Set(rows.map((row) => row.slug));
    },

    async workspacesOf(userId: string) {
      const rows = await db.member.findMany({
        where: { userId },
        select: { role: true, organization: { select: { id: true, name: true, slug: true } } },
        orderBy: { createdAt: 'asc' },
      });
      return rows.map(({ role, organization }) => ({ ...organization, role }));
    },
  };
}
