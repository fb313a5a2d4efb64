import fc from 'fast-check';

const oddKeys = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  'a.b',
  'a/b',
  '~1',
  '*',
  '😀',
  '\0',
  '\ud800',
  '2026-11-22',
  '17',
  'length',
  'type',
  'kind',
);
const plainKeys = fc.constantFrom('id', 'name', 'value', 'tags', 'owner', 'items', 'class', 'créé', 'x-y', '"', '\\');

export const keys = fc.oneof({ weight: 4, arbitrary: plainKeys }, { weight: 2, arbitrary: oddKeys }, fc.string());

const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'open',
    'closed',
    'draft',
    '',
    '2026-11-22',
    '2026-02-30',
    '2026-11-22T10:00:00Z',
    '127.0.0.1',
    '::1',
  ),
  fc.constantFrom('{{stripe_key}}', '••••1234', '\0', '\ud800', 'a@example.com', 'https://example.com/a?b=c#d'),
  fc.uuid(),
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(texts, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

/** What JSON.parse can give: odd keys, odd texts, every kind of value. */
export const jsonValues: fc.Arbitrary<unknown> = value.map((raw) => JSON.parse(JSON.stringify(raw)));
export const jsonLists: fc.Arbitrary<unknown[]> = fc.array(jsonValues, { maxLength: 12 });
