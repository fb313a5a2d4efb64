import type { Definition } from '../backup-format.ts';

/** How the definitions of one kind are read from the system catalog. */
export interface DefinitionQuery {
  kind: string;
  phase: Definition['phase'];
  /** Returns `name` and `sql`, by the order in which the objects were made. */
  sql: string;
}
