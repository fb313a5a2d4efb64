import { createHash } from 'node:crypto';
import type { AwsSignatureStep, HeaderList } from '@jackfield/connector';
import type { Hop } from '../../redirect.ts';
import { type AuthStepRun, finishedSecret, type StepAddition } from '../auth-step-run.ts';
import { unusable } from '../unusable.ts';
import { signAws } from './sign-aws.ts';

export function startAwsSignature(step: AwsSignatureStep): AuthStepRun {
  return { add: (hop) => sign(step, hop) };
}

async function sign(step: AwsSignatureStep, hop: Hop): Promise<StepAddition> {
  const bodyHash = step.signsPayload
    ? createHash('sha256')
        .update(hop.body ?? '')
        .digest('hex')
    : 'UNSIGNED-PAYLOAD';
  const { headers, service, signature } = await signAws({
    method: hop.method,
    url: hop.url,
    headers: [...signable(hop.headers), ['x-amz-content-sha256', bodyHash]],
    body: hop.body,
    accessKeyId: step.accessKeyId,
    secretAccessKey: step.secretAccessKey,
    sessionToken: step.sessionToken,
    region: step.region,
    service: step.service,
    now: new Date(),
  });
  if (service === '') {
    const message = `The AWS service is not known from the host ${new URL(hop.url).host}.`;
    throw unusable('service', message, 'Fill in Service in the authentication of the API.');
  }
  return { headers, finished: [finishedSecret('signature', signature)] };
}

/** Those that AWS wants signed; any other may be changed on its way. Repeated ones become one line, as AWS reads them. */
function signable(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return (lower.startsWith('x-amz-') && !ADDED.has(lower)) || lower === 'content-type' || lower === 'content-md5';
  });
}

/** A row of this name gives way. */
const ADDED = new Set(['x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token']);
