import type { AuthStep, AuthStepKind } from '@jackfield/connector';
import type { AuthStepRun, StepTools } from './auth-step-run.ts';
import { startAwsSignature } from './aws-signature/aws-signature-step.ts';
import { startClientCertificate } from './client-certificate/client-certificate-step.ts';
import { startDigest } from './digest/digest-step.ts';
import { startHmac } from './hmac/hmac-step.ts';
import { startJwt } from './jwt/jwt-step.ts';
import { startToken } from './token/token-step.ts';

type StartStep<Kind extends AuthStepKind> = (step: Extract<AuthStep, { kind: Kind }>, tools: StepTools) => AuthStepRun;

/** What does each step that the authentication kinds of the connector leave. */
export const AUTH_STEPS = {
  digest: startDigest,
  jwt: startJwt,
  'aws-signature': startAwsSignature,
  hmac: startHmac,
  'client-certificate': startClientCertificate,
  token: startToken,
} satisfies { [Kind in AuthStepKind]: StartStep<Kind> };

export function startStep(step: AuthStep, tools: StepTools): AuthStepRun {
  // The registry has, under each kind, what takes a step of that kind; TypeScript cannot follow that through the union.
  const start = AUTH_STEPS[step.kind] as (step: AuthStep, tools: StepTools) => AuthStepRun;
  return start(step, tools);
}
