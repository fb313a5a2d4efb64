import path from 'node:path';
import { DatabaseError, openDatabase } from '@jackfield/db';
import { createEgress, describeProxy, type Egress, type Resolve } from '@jackfield/egress';
import { createChangeListener } from './configuration/change-listener.ts';
import { Configuration } from './configuration/configuration.ts';
import { TokenUses } from './configuration/token-uses.ts';
import { Connections } from './connections/connections.ts';
import { databaseOptions } from './database-options.ts';
import { type DemoApi, startDemoApi } from './demo/start-demo-api.ts';
import { type Env, publicUrl } from './env.ts';
import { type Auth, createAuth } from './features/session/create-auth.ts';
import { SignInLimits } from './features/session/sign-in-limits.ts';
import { SignUpPolicy } from './features/session/sign-up-policy.ts';
import type { Keyring } from './keyring/keyring.ts';
import { KeyringError } from './keyring/keyring-error.ts';
import { checkMasterKeySetting } from './keyring/master-keys.ts';
import { openKeyring } from './keyring/open-keyring.ts';
import { createRotationRepository } from './keyring/rotation.repository.ts';
import type { ServerRotation } from './keyring/server-rotation.ts';
import type { Logger } from './logger.ts';
import { ProjectChanges } from './project-changes.ts';
import { KeptSeal } from './recording/kept-parts.ts';
import { createRecordsRepository, type RecordsRepository } from './recording/records.repository.ts';
import { RunCleanUp } from './recording/run-clean-up.ts';
import { RunRecorder } from './recording/run-recorder.ts';
import {
  type ChangeProject,
  createRepositories,
  createTransact,
  type Repositories,
  type Transact,
} from './repositories.ts';
import { RunDepth } from './running/run-depth.ts';
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
  /** What the server does about a new master key, begun with the server. */
  keyRotation: ServerRotation;
  /** Each project as the run path needs it, in memory. */
  configuration: Configuration;
  tokenUses: TokenUses;
  /** Tokens that the authentications of APIs get. */
  connections: Connections;
  /** Of runs that lead to runs of this instance. */
  runDepth: RunDepth;
  records: RecordsRepository;
  runRecorder: RunRecorder;
  /** Deletes records of runs that are no longer kept, begun with the server. */
  runCleanUp: RunCleanUp;
  keptSeal: KeptSeal;
  shapeLearner: ShapeLearner;
  auth: Auth;
  signUpPolicy: SignUpPolicy;
  /** Null where there is none: on a database server, which others share, and in tests that ask for none. */
  demoApi: DemoApi | null;
  signInLimits: SignInLimits;
  /** One small query; throws when the database does not answer within 2 s. */
  pingDatabase: () => Promise<void>;
  /** Closes what was opened, in the opposite order. */
  close: () => Promise<void>;
}

export interface ContextOptions {
  /** The embedded database's address, where another process runs it. */
  embeddedUrl?: string | undefined;
  /** Addresses of the names that calls go to, instead of the system's resolver; for tests. */
  resolve?: Resolve | undefined;
  /** Serves the demo API, where the database is embedded. */
  hasDemo?: boolean;
  /** Gets a short line for each step of the start that takes a while. */
  onProgress?: (line: string) => void;
}

/** Opens everything once. Throws `DatabaseError` or `KeyringError`, whose messages are for the operator. */
export async function createContext(env: Env, logger: Logger, options: ContextOptions = {}): Promise<Context> {
  checkMasterKeySetting(env.JACKFIELD_MASTER_KEY, env.DATABASE_URL === undefined);
  const database = await openDatabase({
    ...databaseOptions(env),
    ...(options.embeddedUrl === undefined ? {} : { url: options.embeddedUrl }),
    onProgress: options.onProgress,
    onCrash: (output) => logger.error({ output }, 'the embedded database ended by itself; it is started again'),
  });
  let demoApi: DemoApi | null = null;
  try {
    const { prisma } = database;
    const { keyring, rotation: keyRotation } = await openKeyring(
      {
        masterKeyText: env.JACKFIELD_MASTER_KEY,
        masterKeyFile: database.isEmbedded ? path.join(env.JACKFIELD_DATA, 'master.key') : undefined,
      },
      { store: createRotationRepository(prisma, { isShared: !database.isEmbedded }), logger },
    );
    if (options.hasDemo && database.isEmbedded) {
      demoApi = await startDemoApi(path.join(env.JACKFIELD_DATA, 'demo-port'), logger);
    }
    const ownPorts = new Set<number>();
    if (env.JACKFIELD_PROXY) {
      logger.info({ proxy: describeProxy(env.JACKFIELD_PROXY) }, 'calls to the Internet go through the outbound proxy');
    }
    const egress = createEgress({
      allow: [...env.JACKFIELD_EGRESS_ALLOW, ...(demoApi?.allow ?? [])],
      ownPorts: () => [...ownPorts],
      proxy: env.JACKFIELD_PROXY,
      onBlocked: (blocked) => logger.warn({ blocked }, 'the egress policy blocked a request'),
      ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
    });
    const projectChanges = new ProjectChanges(logger);
    const repositories = createRepositories(prisma);
    const configuration = new Configuration({ repository: repositories.configuration, keyring });
    projectChanges.subscribe((projectId) => configuration.forget(projectId));
    const tokenUses = new TokenUses(repositories.configuration, logger);
    const keptSeal = new KeptSeal(keyring.deriveSecret('kept parts of runs'));
    const records = createRecordsRepository(database.execute);
    const runRecorder = new RunRecorder({ records, seal: keptSeal, logger });
    const runCleanUp = new RunCleanUp({ repository: repositories.cleanUp, logger });
    const transact = createTransact(prisma);
    const auth = await createAuth({
      database: prisma,
      secret: keyring.deriveSecret('sign-in'),
      publicUrl: publicUrl(env, env.PORT),
      logger,
    });
    const listening = database.listenToChanges(createChangeListener(configuration, logger));
    await listening.tried;
    keyRotation.start();
    runCleanUp.start();
    return {
      env,
      logger,
      repositories,
      transact,
      changeProject: async (projectId, work) => {
        const result = await transact(async (repos) => {
          await repos.projects.lock(projectId);
          const result = await work(repos);
          await repos.configuration.announceChange(projectId);
          return result;
        });
        projectChanges.announce(projectId);
        return result;
      },
      projectChanges,
      egress,
      ownPorts,
      keyring,
      keyRotation,
      configuration,
      tokenUses,
      connections: new Connections({ repositories, transact, keyring, egress }),
      runDepth: new RunDepth(keyring.deriveSecret('depth of a run')),
      records,
      runRecorder,
      runCleanUp,
      keptSeal,
      shapeLearner: new ShapeLearner(),
      auth,
      signUpPolicy: new SignUpPolicy(env, keyring.deriveSecret('first account')),
      demoApi,
      signInLimits: new SignInLimits(),
      pingDatabase: () => database.ping(),
      close: async () => {
        await keyRotation.stop();
        await runCleanUp.close();
        await egress.close();
        await demoApi?.close();
        await tokenUses.flush();
        await runRecorder.close();
        await listening.close();
        await database.close();
      },
    };
  } catch (error) {
    await demoApi?.close();
    await database.close();
    throw error;
  }
}

/** Whether `createContext` failed for a reason that the operator can mend; the message is then for them. */
export function isContextError(error: unknown): error is DatabaseError | KeyringError {
  return error instanceof DatabaseError || error instanceof KeyringError;
}
