import type { CompiledProject } from '../configuration/compiled.ts';
import type { RunTarget } from './prepare-run.ts';

/** A call of a project by its id, with its API; null where there is none. */
export function findCall({ apis }: CompiledProject, callId: string): Pick<RunTarget, 'api' | 'call'> | null {
  for (const api of apis.values()) {
    for (const call of api.calls.values()) if (call.id === callId) return { api, call };
  }
  return null;
}
