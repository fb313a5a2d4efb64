import type { DateFormat, ListFormat } from '../document/row.ts';
import { type InputValue, innerText, jsonText, plainTexts } from '../inputs/input-value.ts';
import type { ResolvedInput, ResolvedInputs } from '../inputs/resolve-inputs.ts';
import { positionOf, type TemplatePart, type TemplateProblem } from '../template/template.ts';
import type { BuildRequestArguments } from './build-request.types.ts';
import type { CallPlan } from './call-plan.ts';
import type { Piece } from './piece.ts';
import type { DocumentIssue, UsedSecret } from './prepared-request.ts';

/** Where in the documents something stands; `source` is the text that offsets count in. */
export interface Site {
  path: (string | number)[];
  source?: string;
}

/** What the parts of a build share: the arguments, the resolved inputs, and the issues found so far. */
export class BuildContext {
  readonly args: BuildRequestArguments;
  readonly isPreview: boolean;
  readonly plan: CallPlan;
  readonly issues: DocumentIssue[] = [];
  readonly warnings: DocumentIssue[] = [];
  private readonly inputs: ResolvedInputs['byName'];
  /** Null in a preview, whose drawings are no request. */
  private readonly kept: Map<unknown, unknown> | null;
  private inputReads = 0;

  constructor(args: BuildRequestArguments, inputs: ResolvedInputs['byName'], plan: CallPlan) {
    this.args = args;
    this.plan = plan;
    this.isPreview = args.mode === 'preview';
    this.inputs = inputs;
    this.kept = this.isPreview ? null : plan.keptFor(args.values, args.authSecrets);
  }

  /**
   * What `make` makes of the documents and the environment's values. Kept for further runs where it is the same in each:
   * where it read no input and found nothing to tell. It must not be changed afterwards.
   */
  once<Made>(key: unknown, make: () => Made): Made {
    const known = this.kept?.get(key);
    // One key is always made by the same function.
    if (known !== undefined) return known as Made;
    const before = this.inputReads + this.issues.length + this.warnings.length;
    const made = make();
    if (this.inputReads + this.issues.length + this.warnings.length === before) this.kept?.set(key, made);
    return made;
  }

  /** An error of the document or of the environment. */
  report(site: Site, message: string, fix: string, span?: { start: number; end: number }): void {
    this.issues.push(this.issue(site, message, fix, span));
  }

  /** Something has no value: an error, or in a preview a warning beside what is drawn for it. */
  lack(site: Site, message: string, fix: string, span?: { start: number; end: number }): void {
    const issue = this.issue(site, message, fix, span);
    if (this.isPreview) this.warnings.push({ ...issue, severity: 'warning' });
    else this.issues.push(issue);
  }

  warn(site: Site, message: string, fix: string): void {
    this.warnings.push({ ...this.issue(site, message, fix), severity: 'warning' });
  }

  reportProblems(site: Site, problems: readonly TemplateProblem[]): void {
    for (const problem of problems) this.report(site, problem.message, problem.fix, problem);
  }

  /** A value that cannot stand where it must: the caller's, or the environment's. */
  refuse(piece: Piece | undefined, site: Site, message: string, fix: string): void {
    const from = piece?.from;
    if (from?.kind === 'input') {
      const path = ['inputs', from.name];
      this.issues.push({ severity: 'error', kind: 'input', path, message: `Input "${from.name}" ${message}`, fix });
    } else {
      this.report(site, from ? `{{${from.name}}} ${message}` : `The text ${message}`, fix);
    }
  }

  private issue(site: Site, message: string, fix: string, span?: { start: number; end: number }): DocumentIssue {
    const at = span && site.source !== undefined ? { at: positionOf(site.source, span.start, span.end) } : {};
    return { severity: 'error', kind: 'config', path: site.path, message, fix, ...at };
  }

  input(name: string): ResolvedInput | undefined {
    this.inputReads += 1;
    return this.inputs.get(name);
  }

  /** The value of `{{name}}`; drawn as itself where a preview has none, or must not show it. */
  variable(part: { name: string; start: number; end: number }, site: Site): Piece {
    const { name } = part;
    const from = { kind: 'variable', name } as const;
    const drawn: Piece = { text: `{{${name}}}`, isVerbatim: true, from };
    if (!this.args.values.has(name)) {
      this.lack(site, `{{${name}}} is not a variable or secret of this project.`, 'Add it, or correct the name.', part);
      return drawn;
    }
    const named = this.args.values.get(name);
    if (named?.kind === 'secret' && this.isPreview) return drawn;
    if (named === undefined || named.value === null) {
      this.lack(site, `{{${name}}} has no value in this environment.`, 'Set its value for this environment.', part);
      return drawn;
    }
    if (named.kind === 'variable') return { text: named.value, from };
    const secret: UsedSecret = { label: name, owner: 'project', slot: name, values: [named.value] };
    return { text: named.value, from, secrets: [secret] };
  }

  /**
   * The value of an input outside JSON, one list of pieces per value to send: several for a repeated list.
   * Null: no value. `drawn` is what a preview shows for a missing one.
   */
  inputTexts(name: string, drawn: string, listFormat: ListFormat, dateFormat: DateFormat | null): Piece[][] | null {
    if (this.input(name)?.definition.type === 'file') this.refuseFile(name);
    const placeholder = this.drawnInput(name, drawn);
    if (placeholder) return [[placeholder]];
    const value = this.input(name)?.value;
    if (value === undefined) return null;
    const texts = plainTexts(value, dateFormat);
    if (texts.length === 0) return null;
    const pieces = texts.map((text) => this.inputPiece(name, text));
    if (listFormat !== 'comma') return pieces.map((piece) => [piece]);
    const comma: Piece = { text: ',', isVerbatim: true };
    return [pieces.flatMap((piece, index) => (index === 0 ? [piece] : [comma, piece]))];
  }

  /** A file has bytes and a name, for which there is no place in a URL, a header or an ordinary form. */
  private refuseFile(name: string): void {
    const message = `Input "${name}" is a file, which cannot stand in a URL, a header, an ordinary form or amid text.`;
    if (this.issues.some((issue) => issue.message === message)) return;
    const fix = 'Send it in a form-data or file body, or in a JSON body, where it is written in Base64.';
    this.report({ path: ['call', 'inputs', name] }, message, fix);
  }

  /** What a preview draws instead of an input's value: a required one that is missing, a sensitive one. */
  drawnInput(name: string, drawn: string): Piece | null {
    const input = this.input(name);
    if (!this.isPreview || !input) return null;
    const from = { kind: 'input', name } as const;
    const { isRequired, isSensitive } = input.definition;
    if (input.value === undefined && !isRequired) return null;
    if (isSensitive) return { text: `{{input.${name}}}`, isVerbatim: true, from };
    return input.value === undefined || isUnread(input.value) ? { text: drawn, isVerbatim: true, from } : null;
  }

  /** A text made of an input's value, with the secrets in it; `plain` is what it was before it became JSON. */
  inputPiece(name: string, text: string, plain = text): Piece {
    const input = this.input(name);
    const piece: Piece = { text, from: { kind: 'input', name } };
    if (!input?.definition.isSensitive || !input.value) return piece;
    const slot = `input.${name}`;
    const values = new Set([plain, innerText(input.value), ...plainTexts(input.value, null)]);
    if (input.value.type === 'list' || input.value.type === 'object') {
      for (const leaf of textLeaves(jsonText(input.value, null))) values.add(leaf);
    }
    return { ...piece, secrets: [{ label: slot, owner: 'input', slot, values: [...values] }] };
  }

  /** An input's value as JSON, standing alone. */
  jsonPiece(name: string, value: InputValue, dateFormat: DateFormat | null): Piece {
    return this.inputPiece(name, jsonText(value, dateFormat), plainTexts(value, dateFormat)[0] ?? '');
  }

  /** Text and variables of a template that has no inputs of its own; `<value>` becomes `value`. */
  render(parts: readonly TemplatePart[], site: Site, value: readonly Piece[] = []): Piece[] {
    return parts.flatMap((part) => {
      if (part.kind === 'text') return [{ text: part.text }];
      return part.kind === 'variable' ? [this.variable(part, site)] : value;
    });
  }
}

/** A file that is not there yet: only its name or its address is known. */
function isUnread(value: InputValue): boolean {
  return value.type === 'url' || (value.type === 'file' && value.file.bytes === null);
}

/** Every text and number inside a JSON value: each is secret where the whole is. */
function textLeaves(json: string): string[] {
  const leaves: string[] = [];
  JSON.parse(json, (_key, value: unknown) => {
    if (typeof value === 'string' || typeof value === 'number') leaves.push(String(value));
    return value;
  });
  return leaves;
}
