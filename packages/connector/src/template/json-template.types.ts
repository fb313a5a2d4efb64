import type { Placeholder, TemplatePart, TemplateProblem } from './template.ts';

/** A string of the template. A text part holds the source's own escapes, so it is emitted as it stands. */
export interface JsonStringNode {
  kind: 'string';
  parts: TemplatePart[];
}

/** A value with the white space around it, which is kept. */
export interface JsonSlot {
  before: string;
  value: JsonNode;
  after: string;
}

export interface JsonMember extends JsonSlot {
  /** White space before and after the key. */
  beforeKey: string;
  key: JsonStringNode;
  afterKey: string;
}

export type JsonNode =
  | { kind: 'literal'; text: string }
  | JsonStringNode
  | Placeholder
  | { kind: 'array'; inner: string; items: JsonSlot[] }
  | { kind: 'object'; inner: string; members: JsonMember[] };

export interface JsonTemplate {
  /** Null where the template is not valid. */
  root: JsonSlot | null;
  placeholders: Placeholder[];
  problems: TemplateProblem[];
}
