import type { CancelSignal, Egress } from '@jackfield/egress';
import type { Configuration } from '../../configuration/configuration.ts';
import type { TokenUses } from '../../configuration/token-uses.ts';
import type { Logger } from '../../logger.ts';
import type { PreparedRun, RunTarget } from '../../running/prepare-run.ts';
import type { RunQuery } from './read-run-query.ts';

export interface RunDependencies {
  configuration: Configuration;
  tokenUses: TokenUses;
  egress: Egress;
  logger: Logger;
}

/** A run that was let in. */
export interface AdmittedRun {
  target: RunTarget;
  prepared: PreparedRun;
  query: RunQuery;
  /** Aborted when the client is gone. */
  signal: CancelSignal;
}
