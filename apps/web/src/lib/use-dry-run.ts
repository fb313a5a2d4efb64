import { dryRunCall } from '@jackfield/contracts';
import { useMutation } from '@tanstack/react-query';
import { callEndpoint } from './call-endpoint.ts';

interface DryRunRequest {
  body: { environmentId: string; inputs?: Record<string, unknown>; user?: string };
  files: ReadonlyMap<string, File>;
}

/** Dry runs of one call: with inputs as its users run it, without as Initialize would. */
export function useDryRun(callId: string) {
  return useMutation({
    mutationFn: ({ body, files }: DryRunRequest) => callEndpoint(dryRunCall, { params: { callId }, body, files }),
  });
}
