import path from 'node:path';
import { DatabaseError, openDatabase } from '@jackfield/db';
import { createEgress, type Egress } from '@jackfield/egress';
import { Configuration } from './configuration/configuration.ts';
import { TokenUses } from './configuration/token-uses.ts';
import { type Env, publicUrl } from './env.ts';
import { type Auth, createAuth } from './features/session/create-auth.ts';
import { SignInLimits } from './features/session/sign-in-limits.ts';
import { SignUpPolicy } from './features/session/sign-up-policy.ts';
import { createKeyringRepository } from './keyring/keyring.repository.ts';
import type { Keyring } from './keyring/keyring.ts';
import { KeyringError } from './keyring/keyring-error.ts';
import { openKeyring } from './keyring/open-keyring.ts';
import type { Logger } from './logger.ts';
import { ProjectChanges } from './project-changes.ts';
import {
  type ChangeProject,
  createRepositories,
  createTransact,
  type Repositories,
  type Transact,
} from './repositories.ts';
import { ShapeLearner } from './shape-learner.ts';

/** Everything that lives as long as the server. A use case is given only what it needs of it. */
export interface Context {
  env: Env;
  logger: Logger;
  /** For reading outside a transaction. */
  repositories: Repositories;
  transact: Transact;
  changeProject: ChangeProject;
  projectChanges: ProjectChanges;
  /** The one guarded way out. */
  egress: Egress;
  /** Ports that this server listens on: calls may not go there. Filled in once it listens. */
  ownPorts: Set<number>;
  keyring: Keyring;
  /** Each project as the run path needs it, in memory. */
  configuration: Configuration;
  tokenUses: TokenUses;
  shapeLearner: ShapeLearner;
  auth: Auth;
  signUpPolicy: SignUpPolicy;
  signInLimits: SignInLimits;
  /** Closes what was opened, in the opposite order. */
  close: () => Promise<void>;
}

export interface ContextOptions {
  /** A database in memory that ends with the process; for tests. */
  inMemory?: boolean;
  /** Gets a short line for each step of the start that takes a while. */
  onProgress?: (line: string) => void;
}

/** Opens everything once. Throws `DatabaseError` or `KeyringError`, whose messages are for the operator. */
export async function createContext(env: Env, logger: Logger, options: ContextOptions = {}): Promise<Context> {
  const database = await openDatabase({
    url: env.DATABASE_URL,
    dataFolder: env.JACKFIELD_DATA,
    memory: options.inMemory,
    onProgress: options.onProgress,
  });
  try {
    const { prisma } = database;
    const keyring = await openKeyring(
      {
        masterKeyText: env.JACKFIELD_MASTER_KEY,
        masterKeyFile: database.engine === 'pglite' ? path.join(env.JACKFIELD_DATA, 'master.key') : undefined,
      },
      createKeyringRepository(prisma),
    );
    const ownPorts = new Set<number>();
    const egress = createEgress({
      allow: env.JACKFIELD_EGRESS_ALLOW,
      ownPorts: () => [...ownPorts],
      onBlocked: (blocked) => logger.warn({ blocked }, 'the egress policy blocked a request'),
    });
    const projectChanges = new ProjectChanges(logger);
    const repositories = createRepositories(prisma);
    const configuration = new Configuration({ repository: repositories.configuration, keyring });
    projectChanges.subscribe((projectId) => configuration.forget(projectId));
    const tokenUses = new TokenUses(repositories.configuration, logger);
    const transact = createTransact(prisma);
    return {
      env,
      logger,
      repositories,
      transact,
      changeProject: async (projectId, work) => {
        const result = await transact(async (repos) => {
          await repos.projects.lock(projectId);
          return work(repos);
        });
        projectChanges.announce(projectId);
        return result;
      },
      projectChanges,
      egress,
      ownPorts,
      keyring,
      configuration,
      tokenUses,
      shapeLearner: new ShapeLearner(),
      auth: createAuth({
        database: prisma,
        secret: keyring.deriveSecret('sign-in'),
        publicUrl: publicUrl(env, env.PORT),
        logger,
      }),
      signUpPolicy: new SignUpPolicy(env),
      signInLimits: new SignInLimits(),
      close: async () => {
        await egress.close();
        await tokenUses.flush();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Whether `createContext` failed for a reason that the operator can mend; the message is then for them. */
export function isContextError(error: unknown): error is DatabaseError | KeyringError {
  return error instanceof DatabaseError || error instanceof KeyringError;
}
