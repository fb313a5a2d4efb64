import { BROKEN_OFF_FAULTS } from './broken-off-faults.ts';
import { ENCODING_FAULTS } from './encoding-faults.ts';
import { ENDLESS_FAULTS } from './endless-faults.ts';
import type { Fault } from './fault.ts';
import { HEAD_FAULTS, LENGTH_FAULTS } from './framing-faults.ts';
import { TLS_FAULTS } from './tls-faults.ts';

const ALL = {
  ...BROKEN_OFF_FAULTS,
  ...ENDLESS_FAULTS,
  ...LENGTH_FAULTS,
  ...HEAD_FAULTS,
  ...ENCODING_FAULTS,
  ...TLS_FAULTS,
};

export type FaultName = keyof typeof ALL;

/** Everything that a server is known to do wrong, by name. */
export const FAULTS: Readonly<Record<FaultName, Fault>> = ALL;
