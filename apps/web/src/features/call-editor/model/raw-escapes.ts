import { type Body, parseRawTemplate } from '@jackfield/connector';

type RawBody = Extract<Body, { kind: 'raw' }>;

/** One use of an input in a raw body. */
export interface RawUse {
  name: string;
  /** From 1. */
  line: number;
  start: number;
  end: number;
  /** `_*_name_*_`, which can say its escaping; `<name>` cannot. */
  canSay: boolean;
  /** What it says; null: nothing. */
  escape: string | null;
}

/** The uses of inputs, in order. */
export function rawUses({ template, readsAngleBrackets }: RawBody): RawUse[] {
  const { parts } = parseRawTemplate(template, readsAngleBrackets);
  let line = 1;
  let counted = 0;
  return parts.flatMap((part): RawUse[] => {
    if (part.kind !== 'input') return [];
    line += template.slice(counted, part.start).split('\n').length - 1;
    counted = part.start;
    const { name, start, end, escape: asked = null } = part;
    return [{ name, line, start, end, canSay: template.startsWith('_*_', start), escape: asked }];
  });
}

/** The body with one use saying its escaping; null: it says nothing. */
export function withEscape(body: RawBody, { name, start, end }: RawUse, wanted: string | null): RawBody {
  const use = wanted === null ? `_*_${name}_*_` : `_*_${name}|${wanted}_*_`;
  return { ...body, template: body.template.slice(0, start) + use + body.template.slice(end) };
}
