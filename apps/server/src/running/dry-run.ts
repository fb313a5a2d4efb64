import {
  buildRequest,
  createMasker,
  type NamedValue,
  requestCurl,
  type SentRequest,
  toSentBody,
} from '@jackfield/connector';
import type { DryRun } from '@jackfield/contracts';
import type { PreparedRun, RunTarget, RunValues } from './prepare-run.ts';

/** What became of a run that was prepared and is not sent. */
export function dryRun(target: RunTarget, values: RunValues, prepared: PreparedRun): DryRun {
  const drawn = draw(target, values, prepared);
  return {
    ok: prepared.ok,
    request: drawn,
    curl: drawn === null ? null : requestCurl(drawn),
    error: prepared.ok ? null : prepared.error,
    warnings: prepared.ok ? prepared.warnings : [],
  };
}

/**
 * As the preview draws it, so that what is only made while it is sent has its name too. A value of a caller that holds
 * a secret of the same request is masked in it besides.
 */
function draw({ api, call, environment }: RunTarget, values: RunValues, prepared: PreparedRun): SentRequest | null {
  const preview = buildRequest({
    api: api.document,
    call: call.document,
    environmentId: environment.id,
    inputs: values.inputs,
    values: new Map([...environment.values].map(([name, value]) => [name, withoutSecret(value)])),
    authSecrets: new Map([...environment.authSecretsOf(api.id).keys()].map((name) => [name, null])),
    mode: 'preview',
    ...(values.idempotencyKey === undefined ? {} : { idempotencyKey: values.idempotencyKey }),
  });
  if (!preview.ok) return null;
  const { method, url, headers } = preview.request;
  const { maskText } = createMasker(prepared.ok ? prepared.request.usedSecrets : []);
  return {
    method,
    url: maskText(url),
    headers: headers.map(([name, value]) => [name, maskText(value)]),
    ...toSentBody(preview.request, maskText),
  };
}

function withoutSecret(value: NamedValue | undefined): NamedValue | undefined {
  return value?.kind === 'secret' ? { kind: 'secret', value: null } : value;
}
