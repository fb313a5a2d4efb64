import { type Input, inputSchema } from '@jackfield/connector';
import { isSameJson } from '../../../lib/is-same-json.ts';
import type { CallDraft } from './draft.ts';
import { inputNamesIn } from './input-names.ts';

/**
 * Keeps the definitions in step with the names that an edit put in or took out:
 * a new name is defined; a name that was typed over hands its definition on; one that is gone goes with its
 * definition, unless something was set there. Names that the API defines are left to it.
 */
export function settleInputs(before: CallDraft, after: CallDraft, inherited: ReadonlySet<string>): CallDraft {
  const had = inputNamesIn(before.document);
  const has = inputNamesIn(after.document);
  const { inputs } = after.document;
  const defined = new Set(inputs.map(({ name }) => name));
  const added = [...has].filter((name) => !defined.has(name) && !inherited.has(name));
  const gone = new Set([...had].filter((name) => !has.has(name)));
  const orphans = inputs.filter(({ name }) => gone.has(name));
  const [heir] = added;
  const [orphan] = orphans;
  if (heir !== undefined && orphan !== undefined && added.length === 1 && orphans.length === 1) {
    return withInputs(
      after,
      inputs.map((input) => (input === orphan ? { ...input, name: heir } : input)),
    );
  }
  const kept = inputs.filter((input) => !gone.has(input.name) || !isUntouched(input));
  if (added.length === 0 && kept.length === inputs.length) return after;
  return withInputs(after, [...kept, ...added.map((name) => inputSchema.parse({ name }))]);
}

function withInputs(draft: CallDraft, inputs: Input[]): CallDraft {
  return { ...draft, document: { ...draft.document, inputs } };
}

function isUntouched(input: Input): boolean {
  return isSameJson(input, inputSchema.parse({ name: input.name }));
}
