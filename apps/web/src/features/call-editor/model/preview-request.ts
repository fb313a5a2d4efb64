import {
  type ApiDocument,
  type BuildRequestResult,
  buildRequest,
  type CallDocument,
  type DocumentIssue,
  FileValue,
  type Input,
  type PreparedRequest,
  parseInputText,
  type SentRequest,
  toSentBody,
} from '@jackfield/connector';
import type { Secret, Variable } from '@jackfield/contracts';
import { authSecretFields, namedValues } from '../../../lib/environment-values.ts';
import { fileOf } from '../hooks/use-test-files.ts';

export interface PreviewArguments {
  api: ApiDocument;
  apiId: string;
  callId: string;
  call: CallDocument;
  environmentId: string;
  variables: readonly Variable[];
  secrets: readonly Secret[];
  /** Chosen to initialize with, by input name. */
  files: ReadonlyMap<string, File>;
}

/** The request as Initialize would send it with the test values, drawn with secrets as names, and all that is wrong. */
export function previewRequest(args: PreviewArguments): { result: BuildRequestResult; issues: DocumentIssue[] } {
  const { api, call, environmentId } = args;
  const given = readTestValues(args);
  const result = buildRequest({
    api,
    call,
    environmentId,
    inputs: given.inputs,
    values: namedValues(args, environmentId),
    authSecrets: authSecretFields(args.secrets, args.apiId, environmentId),
    mode: 'preview',
    idempotencyKey: 'made-for-each-run',
  });
  const built = toTestValueIssues(result.ok ? result.warnings : result.issues, args, given);
  return { result, issues: [...given.issues, ...built] };
}

/**
 * In the editor a value that is missing is a test value, and it has its place. It is not missing where it is kept as
 * a secret, nor where it is there and wrong, which is told already.
 */
function toTestValueIssues(issues: readonly DocumentIssue[], args: PreviewArguments, given: Given): DocumentIssue[] {
  const kept = new Set(
    args.secrets
      .filter(
        ({ owner, environmentId }) =>
          owner.type === 'call' && owner.id === args.callId && environmentId === args.environmentId,
      )
      .map(({ slot }) => slot),
  );
  const wrong = new Set(given.issues.map(({ path }) => path[1]));
  return issues.flatMap((issue) => {
    const [scope, name] = issue.path;
    if (scope !== 'inputs' || Object.hasOwn(given.inputs, String(name))) return [issue];
    if (kept.has(`input.${name}`) || wrong.has(name)) return [];
    const isFile = definitionsOf(args).some((input) => input.name === name && input.type === 'file');
    const fix = isFile
      ? 'Choose a file for it under Inputs, or give the address of one.'
      : 'Give it a test value under Inputs.';
    return [{ ...issue, fix }];
  });
}

interface Given {
  inputs: Record<string, unknown>;
  issues: DocumentIssue[];
}

/** The call's inputs win over the API's of the same name, as they do in a run. */
function definitionsOf({ api, call }: PreviewArguments): Input[] {
  return [...new Map([...api.inputs, ...call.inputs].map((input) => [input.name, input])).values()];
}

function readTestValues(args: PreviewArguments): Given {
  const inputs: [string, unknown][] = [];
  const issues: DocumentIssue[] = [];
  for (const input of definitionsOf(args)) {
    const { name, type, testValue, allowBlank } = input;
    const file = type === 'file' ? fileOf(args.files, input) : null;
    if (file !== null) {
      // A person reads its name and size; its bytes are only needed to send it.
      inputs.push([name, new FileValue(file.name, file.type, file.size)]);
      continue;
    }
    if (testValue === undefined) continue;
    if (testValue === '' && allowBlank) {
      inputs.push([name, '']);
      continue;
    }
    const parsed = parseInputText(type, testValue);
    if (parsed.ok) inputs.push([name, parsed.value]);
    else {
      const message = `The test value of "${name}" ${parsed.message}`;
      issues.push({ severity: 'error', kind: 'input', path: ['inputs', name], message, fix: parsed.fix });
    }
  }
  return { inputs: Object.fromEntries(inputs), issues };
}

/** A previewed request in the form in which a sent one is shown. */
export function sentPreview(request: PreparedRequest): SentRequest {
  const { method, url, headers } = request;
  return { method, url, headers, ...toSentBody(request, (text) => text) };
}
