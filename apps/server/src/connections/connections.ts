import type { Egress } from '@jackfield/egress';
import { TokenKeeper, type TokenSource } from '@jackfield/runner';
import type { CompiledApi, CompiledEnvironment, CompiledProject } from '../configuration/compiled.ts';
import { DatabaseConnectionStore, type StoreDependencies } from './connection-store.ts';

/** Whose calls they are. */
export interface ConnectionOwner {
  project: Pick<CompiledProject, 'id' | 'workspaceId'>;
  environment: Pick<CompiledEnvironment, 'id'>;
  api: Pick<CompiledApi, 'id'>;
}

/** The tokens of all APIs: one connection for each API and environment, shared or of one end user. */
export class Connections {
  readonly keeper: TokenKeeper;
  readonly #dependencies: StoreDependencies;

  constructor(dependencies: StoreDependencies & { egress: Egress }) {
    this.#dependencies = dependencies;
    this.keeper = new TokenKeeper(dependencies.egress);
  }

  /** Asks nothing of the database before a token is wanted. */
  sourceOf(owner: ConnectionOwner, endUser = ''): TokenSource {
    return { get: (step, wanted) => this.keeper.get(this.storeOf(owner, endUser), step, wanted) };
  }

  storeOf({ project, environment, api }: ConnectionOwner, endUser: string): DatabaseConnectionStore {
    const key = { projectId: project.id, apiId: api.id, environmentId: environment.id, endUser };
    return new DatabaseConnectionStore(this.#dependencies, project.workspaceId, key);
  }
}
