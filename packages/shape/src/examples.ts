import type { TextFormat } from './formats.ts';
import type { SampleStatistics } from './statistics.ts';
import type { FieldType } from './types.ts';

/**
 * The same statistics without the values that were picked as examples: what is kept, and shown to others than the
 * person who saw the response, holds none of them. What enums are made of (counted short tokens) stays.
 */
export function withoutExamples(statistics: SampleStatistics): SampleStatistics {
  const places = statistics.places.map(({ numberExamples: _, text, ...place }) =>
    text === undefined ? place : { ...place, text: { ...text, examples: [] } },
  );
  return { ...statistics, places };
}

const OF_FORMAT: Record<TextFormat, string> = {
  'date-time': '2026-01-31T09:30:00Z',
  date: '2026-01-31',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
  email: 'name@example.com',
  uri: 'https://example.com/page',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
};

const OF_TYPE: Partial<Record<FieldType, string>> = {
  text: 'text',
  number: '1',
  boolean: 'true',
  date: OF_FORMAT['date-time'],
  'date-unix': '1769851800',
  image: 'https://example.com/image.png',
  file: 'https://example.com/file.pdf',
};

/** An example made from what is known of a field; null for lists, objects and JSON, whose parts have their own. */
export function madeUpExample(
  type: FieldType,
  format: string | null,
  enumValues: readonly string[] | null,
): string | null {
  if (enumValues?.[0] !== undefined) return enumValues[0];
  const isText = type === 'text' || type === 'date';
  if (isText && format !== null && Object.hasOwn(OF_FORMAT, format)) return OF_FORMAT[format as TextFormat]; // Just asked for.
  return OF_TYPE[type] ?? null;
}
