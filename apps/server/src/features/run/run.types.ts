import type { CancelSignal, Egress } from '@jackfield/egress';
import type { Configuration } from '../../configuration/configuration.ts';
import type { TokenUses } from '../../configuration/token-uses.ts';
import type { Connections } from '../../connections/connections.ts';
import type { Logger } from '../../logger.ts';
import type { RunRecorder } from '../../recording/run-recorder.ts';
import type { PreparedRun, RunTarget } from '../../running/prepare-run.ts';
import type { RunDepth } from '../../running/run-depth.ts';
import type { RunInputs } from './read-run-body.ts';
import type { RunQuery } from './read-run-query.ts';

export interface RunDependencies {
  configuration: Configuration;
  tokenUses: TokenUses;
  egress: Egress;
  connections: Connections;
  runDepth: RunDepth;
  runRecorder: RunRecorder;
  logger: Logger;
}

/** A run that was let in. */
export interface AdmittedRun {
  target: RunTarget;
  prepared: PreparedRun;
  query: RunQuery;
  inputs: RunInputs;
  tokenId: string;
  /** How many runs of ours led to this one. */
  depth: number;
  /** Aborted when the client is gone. */
  signal: CancelSignal;
  requestId: string;
}
