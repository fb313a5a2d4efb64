import type { ApiDocument } from '../document/api-document.ts';
import type { CallDocument } from '../document/call-document.ts';
import type { Input } from '../document/input.ts';
import { parseJsonTemplate } from '../template/json-template.ts';
import type { ParsedTemplate } from '../template/template.ts';
import { parseFixedTemplate, parseRawTemplate, parseRowTemplate } from '../template/text-template.ts';
import { parseUrlTemplate, type UrlTemplateOptions } from '../template/url-template.ts';
import type { BuildRequestArguments } from './build-request.types.ts';
import { inputsOf } from './inputs-of.ts';

/**
 * What is the same in every run of a call: its inputs and its parsed templates. Made when they are first needed, and
 * kept as long as the documents are.
 */
export class CallPlan {
  readonly inputs: readonly Input[];
  /** Names and aliases of all inputs, used or not. */
  readonly knownNames: ReadonlySet<string>;
  readonly fileInputs: readonly Input[];
  readonly sensitiveFiles: readonly Input[];
  readonly fixed: (source: string) => ParsedTemplate;
  readonly row: (source: string) => ParsedTemplate;
  readonly json: typeof parseJsonTemplate;
  readonly raw: typeof parseRawTemplate;
  readonly url: typeof parseUrlTemplate;
  readonly #kept = new WeakMap<object, WeakMap<object, Map<unknown, unknown>>>();

  constructor(api: ApiDocument, call: CallDocument, environmentId: string) {
    this.inputs = inputsOf(api, call, environmentId);
    this.fileInputs = this.inputs.filter(({ type }) => type === 'file');
    this.sensitiveFiles = this.fileInputs.filter(({ isSensitive }) => isSensitive);
    this.knownNames = new Set([...api.inputs, ...call.inputs].flatMap(({ name, aliases }) => [name, ...aliases]));
    this.fixed = onceForEach(parseFixedTemplate);
    this.row = onceForEach(parseRowTemplate);
    this.json = onceForEach(parseJsonTemplate);
    const withAngles = onceForEach((source) => parseRawTemplate(source, true));
    const withoutAngles = onceForEach((source) => parseRawTemplate(source, false));
    this.raw = (source, readsAngles) => (readsAngles ? withAngles(source) : withoutAngles(source));
    const base = onceForEach((source) => parseUrlTemplate(source, { isBase: true }));
    const own = onceForEach((source) => parseUrlTemplate(source, { isBase: false }));
    this.url = (source, options: UrlTemplateOptions) => {
      // A variable's text is part of the template then, and is not the document's.
      if (options.wholeUrl !== undefined) return parseUrlTemplate(source, options);
      return options.isBase ? base(source) : own(source);
    };
  }

  /** What is the same in every run with these values too; kept as long as they are. Maps of values are replaced, never changed. */
  keptFor(values: BuildRequestArguments['values'], authSecrets: BuildRequestArguments['authSecrets']) {
    const ofValues = this.#kept.get(values) ?? new WeakMap<object, Map<unknown, unknown>>();
    this.#kept.set(values, ofValues);
    const kept = ofValues.get(authSecrets) ?? new Map<unknown, unknown>();
    ofValues.set(authSecrets, kept);
    return kept;
  }
}

/** The texts are those of one pair of documents, so that these cannot pile up. */
function onceForEach<Parsed>(parse: (source: string) => Parsed): (source: string) => Parsed {
  const parsed = new Map<string, Parsed>();
  return (source) => {
    const known = parsed.get(source);
    if (known !== undefined) return known;
    const made = parse(source);
    parsed.set(source, made);
    return made;
  };
}

const plans = new WeakMap<ApiDocument, WeakMap<CallDocument, Map<string, CallPlan>>>();

/** The plan of a call in an environment. Documents are never changed in place, only replaced. */
export function planOf(api: ApiDocument, call: CallDocument, environmentId: string): CallPlan {
  const ofApi = plans.get(api) ?? new WeakMap<CallDocument, Map<string, CallPlan>>();
  plans.set(api, ofApi);
  const ofCall = ofApi.get(call) ?? new Map<string, CallPlan>();
  ofApi.set(call, ofCall);
  const plan = ofCall.get(environmentId) ?? new CallPlan(api, call, environmentId);
  ofCall.set(environmentId, plan);
  return plan;
}

/** The inputs of a call that take files; found once for a call. */
export function fileInputsOf(api: ApiDocument, call: CallDocument, environmentId: string): readonly Input[] {
  return planOf(api, call, environmentId).fileInputs;
}

/** As `inputsOf`, found once for documents that are run again and again. */
export function keptInputsOf(api: ApiDocument, call: CallDocument, environmentId: string): readonly Input[] {
  return planOf(api, call, environmentId).inputs;
}
