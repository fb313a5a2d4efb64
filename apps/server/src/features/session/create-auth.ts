import {
  getCurrentAuthContextAsyncLocalStorage,
  getCurrentDBAdapterAsyncLocalStorage,
  getRequestStateAsyncLocalStorage,
} from '@better-auth/core/context';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { betterAuth } from 'better-auth/minimal';
import { organization } from 'better-auth/plugins/organization';
import type { Logger } from '../../logger.ts';
import { restBetweenUses } from '../../rest-between-uses.ts';
import { workspaceAccess, workspaceRoles } from './workspace-roles.ts';

interface AuthSettings {
  /** The Prisma client. */
  database: object;
  secret: string;
  /** Where people reach the server: decides whether cookies are `Secure`. */
  publicUrl: string;
  logger: Logger;
}

/**
 * Accounts, sessions and passwords. Its own HTTP handler is not mounted: the endpoints of contracts/session call
 * it, so that limits, contracts and problems cover them.
 */
export async function createAuth({ database, secret, publicUrl, logger }: AuthSettings) {
  restBetweenUses(await getCurrentAuthContextAsyncLocalStorage());
  restBetweenUses(await getCurrentDBAdapterAsyncLocalStorage());
  restBetweenUses(await getRequestStateAsyncLocalStorage());
  return betterAuth({
    secret,
    baseURL: publicUrl,
    database: prismaAdapter(database, { provider: 'postgresql', transaction: true }),
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 128 },
    session: { expiresIn: 30 * 24 * 60 * 60, updateAge: 24 * 60 * 60 },
    advanced: { cookiePrefix: 'jackfield', useSecureCookies: publicUrl.startsWith('https:') },
    telemetry: { enabled: false },
    // Its own limits apply to its own handler; ours are in sign-in-limits.ts.
    rateLimit: { enabled: false },
    logger: {
      log: (level, message) => logger[level === 'error' ? 'error' : 'debug']({ from: 'better-auth' }, message),
    },
    plugins: [
      organization({
        ac: workspaceAccess,
        roles: workspaceRoles,
        creatorRole: 'owner',
        invitationExpiresIn: 7 * 24 * 60 * 60,
      }),
    ],
  });
}

export type Auth = Awaited<ReturnType<typeof createAuth>>;
