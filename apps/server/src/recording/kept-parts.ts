import { keptInputsOf } from '@jackfield/connector';
import type { KeptOfRun } from '@jackfield/contracts';
import { maskerFor } from '@jackfield/runner';
import { openSealed, type SealedPlace, type SealingKey, sealText } from '../keyring/sealed-text.ts';
import type { EndedRun } from './ended-run.ts';

const INPUT_CHARS_MAX = 16_000;
export const KEPT_BODY_BYTES_MAX = 256 * 1024;

/**
 * What is kept of a run's inputs and bodies, beside the masked request. A sensitive input never is, nor one in which a
 * secret stands; bodies only where the project keeps them. Null: there is nothing to keep.
 */
export function keptParts({ target, prepared, inputs, result }: EndedRun): KeptOfRun | null {
  const { project, api, call, environment } = target;
  const names = Object.keys(inputs);
  const bodies = project.keepsBodies && prepared.ok;
  const user = prepared.ok ? prepared.endUser : '';
  if (names.length === 0 && !bodies && user === '') return null;
  const plain = new Set(
    keptInputsOf(api.document, call.document, environment.id)
      .filter(({ isSensitive, type }) => !isSensitive && type !== 'file')
      .flatMap(({ name, aliases }) => [name, ...aliases]),
  );
  const masker = maskerFor(prepared.ok ? prepared.request.usedSecrets : []);
  const kept: [string, unknown][] = [];
  let chars = 0;
  for (const name of names) {
    if (!plain.has(name)) continue;
    const text = JSON.stringify(inputs[name]) ?? '';
    chars += text.length;
    if (chars <= INPUT_CHARS_MAX && masker.maskText(text) === text) kept.push([name, inputs[name]]);
  }
  const keptNames = new Set(kept.map(([name]) => name));
  return {
    inputs: Object.fromEntries(kept),
    omitted: names.filter((name) => !keptNames.has(name)),
    ...(user === '' ? {} : { user }),
    requestBody: bodies && result.request.bodyBytes <= KEPT_BODY_BYTES_MAX ? result.request.body : null,
    responseBody: bodies ? responseBody(result) : null,
  };
}

function responseBody({ body, bodyKind }: EndedRun['result']): string | null {
  if (bodyKind !== 'json' && bodyKind !== 'text') return null;
  if (body.length > KEPT_BODY_BYTES_MAX) return null;
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
}

/** Of the master key, so that sealing asks nobody: what was kept under a master key that is gone cannot be opened. */
export class KeptSeal {
  readonly #key: SealingKey;

  /** `secret`: 32 bytes in base64url. */
  constructor(secret: string) {
    this.#key = { id: 'runs', bytes: Buffer.from(secret, 'base64url') };
  }

  seal(workspaceId: string, runId: string, kept: KeptOfRun): string {
    return sealText(this.#key, placeOf(workspaceId, runId), Buffer.from(JSON.stringify(kept), 'utf8'));
  }

  open(workspaceId: string, runId: string, sealed: string): KeptOfRun | null {
    const bytes = openSealed(this.#key, placeOf(workspaceId, runId), sealed);
    return bytes === null ? null : JSON.parse(bytes.toString('utf8'));
  }
}

function placeOf(workspaceId: string, runId: string): SealedPlace {
  return { workspaceId, table: 'run', rowId: runId, field: 'kept' };
}
