import type { StreamedEvent } from '@jackfield/contracts';

/** As many as are looked at; a stream repeats itself. */
const EVENTS_MAX = 300;
const DEPTH_MAX = 8;
const SUGGESTIONS_MAX = 3;
const IDENTIFIER = /^[^.[\]"'\s]+$/;

interface Found {
  values: Set<string>;
  count: number;
}

/** Where the text of a stream most likely stands: texts that differ from event to event, the most telling first. */
export function suggestTextPaths(events: readonly StreamedEvent[]): string[] {
  const found = new Map<string, Found>();
  const looked = events.slice(0, EVENTS_MAX);
  for (const { data } of looked) visit(parse(data), '', 0, found);
  return [...found]
    .filter(([path, { values, count }]) => path !== '' && values.size > 1 && count * 4 >= looked.length)
    .sort(([a, left], [b, right]) => weight(b, right) - weight(a, left))
    .slice(0, SUGGESTIONS_MAX)
    .map(([path]) => path);
}

function weight(path: string, { values }: Found): number {
  const isNamedSo = /(?:^|\.)(?:content|text|response|answer|output|token|message)$/.test(path);
  const isName = /(?:^|[._])(?:id|timestamp|created(?:_at)?|date)$/i.test(path);
  return values.size * (isNamedSo ? 100 : 1) * (isName ? 0.01 : 1);
}

function visit(value: unknown, path: string, depth: number, found: Map<string, Found>): void {
  if (typeof value === 'string') {
    const at = found.get(path) ?? { values: new Set(), count: 0 };
    at.values.add(value);
    at.count += 1;
    found.set(path, at);
  } else if (typeof value === 'object' && value !== null && depth < DEPTH_MAX) {
    for (const [key, child] of Object.entries(value)) {
      visit(child, path + step(key, Array.isArray(value), path === ''), depth + 1, found);
    }
  }
}

function step(key: string, isIndex: boolean, isFirst: boolean): string {
  if (isIndex) return `[${key}]`;
  if (!IDENTIFIER.test(key)) return `[${JSON.stringify(key)}]`;
  return isFirst ? key : `.${key}`;
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
