import type { AuthStep } from '../auth/auth-step.ts';
import { emptyCallDocument } from '../document/call-document.ts';
import { applyAuth } from './apply-auth.ts';
import { BuildContext } from './build-context.ts';
import type { BuildRequestArguments } from './build-request.types.ts';
import { planOf } from './call-plan.ts';
import type { DocumentIssue } from './prepared-request.ts';

const NO_CALL = emptyCallDocument();

/** What an API's authentication leaves to do while a request is sent, without a request. */
export function buildAuthSteps(
  given: Pick<BuildRequestArguments, 'api' | 'environmentId' | 'values' | 'authSecrets'>,
): { ok: true; steps: readonly AuthStep[] } | { ok: false; issues: DocumentIssue[] } {
  const args = { ...given, call: NO_CALL, inputs: {}, mode: 'send' } as const;
  const ctx = new BuildContext(args, new Map(), planOf(given.api, NO_CALL, given.environmentId));
  const { steps } = ctx.once('auth', () => applyAuth(ctx));
  return ctx.issues.length > 0 ? { ok: false, issues: ctx.issues } : { ok: true, steps };
}
