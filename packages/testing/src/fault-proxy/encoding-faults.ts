import { brotliBomb, deflateBomb, gzipBomb, zstdBomb } from './encodings.ts';
import type { AnswerForm, Fault } from './fault.ts';

/** More than any limit on a response. */
const BOMB_BYTES = 80_000_000;

function encoded(what: string, answer: AnswerForm): Fault {
  return { place: 'in_body', what, answer };
}

/** A body that is a bomb already, and the encoding that the head names. */
function bomb(what: string, encoding: string, body: () => Uint8Array): Fault {
  return { place: 'in_body', what, answer: { lines: [`content-encoding: ${encoding}`], body } };
}

/** Bombs take a while to make, and are asked for often. */
function once(make: () => Uint8Array): () => Uint8Array {
  let made: Uint8Array | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const GZIP_BOMB = once(() => gzipBomb(BOMB_BYTES));

function chain(length: number): Fault {
  return encoded(`encodes its body ${length} times`, { encodings: Array(length).fill('gzip') });
}

/** Servers whose content encoding is damaged, endless, or an attack. */
export const ENCODING_FAULTS = {
  'gzip-bomb': bomb('sends a gzip bomb (1,000:1)', 'gzip', GZIP_BOMB),
  'gzip-json-bomb': bomb(
    'sends a gzip bomb that is a number',
    'gzip',
    once(() => gzipBomb(BOMB_BYTES, 0x31)),
  ),
  'deflate-bomb': bomb(
    'sends a deflate bomb (1,000:1)',
    'deflate',
    once(() => deflateBomb(BOMB_BYTES)),
  ),
  'brotli-bomb': bomb(
    'sends a brotli bomb (100,000:1)',
    'br',
    once(() => brotliBomb(BOMB_BYTES)),
  ),
  'zstd-bomb': bomb(
    'sends a zstd bomb',
    'zstd',
    once(() => zstdBomb(BOMB_BYTES)),
  ),
  'gzip-gzip-bomb': {
    place: 'in_body',
    what: 'sends a gzip bomb in gzip (100,000:1)',
    answer: { encodings: ['gzip'], lines: ['content-encoding: gzip'], body: GZIP_BOMB },
  },
  'brotli-gzip-bomb': {
    place: 'in_body',
    what: 'sends a gzip bomb in brotli (100,000:1)',
    answer: { encodings: ['br'], lines: ['content-encoding: gzip'], body: GZIP_BOMB },
  },
  'chain-3': chain(3),
  'chain-5': chain(5),
  'chain-20': chain(20),
  'chain-20-bomb': {
    place: 'in_body',
    what: 'sends a bomb that is encoded 20 times',
    answer: { encodings: Array(19).fill('gzip'), lines: ['content-encoding: gzip'], body: GZIP_BOMB },
  },
  'encoding-unheard-of': encoded('has an encoding that nobody knows', { encodings: ['snappy'] }),
  zstd: encoded('has an encoding that was not asked for', { encodings: ['zstd'] }),
  'gzip-truncated': encoded('sends gzip that is cut off', { encodings: ['gzip'], cutBytes: 12 }),
  'deflate-truncated': encoded('sends deflate that is cut off', { encodings: ['deflate'], cutBytes: 12 }),
  'brotli-truncated': encoded('sends brotli that is cut off', { encodings: ['br'], cutBytes: 12 }),
  'gzip-not': encoded('says gzip, and sends none', { lines: ['content-encoding: gzip'] }),
  'brotli-not': encoded('says brotli, and sends none', { lines: ['content-encoding: br'] }),
  'gzip-of-nothing': encoded('says gzip, and sends no body', {
    lines: ['content-encoding: gzip'],
    body: () => new Uint8Array(0),
  }),
  'gzip-stalled': {
    place: 'in_body',
    what: 'stops inside gzip',
    answer: { encodings: ['gzip'] },
    steps: [{ do: 'relay', from: 'start', to: 'in_body' }, { do: 'stall' }],
  },
  'gzip-reset': {
    place: 'in_body',
    what: 'resets inside gzip',
    answer: { encodings: ['gzip'] },
    steps: [{ do: 'relay', from: 'start', to: 'in_body' }, { do: 'wait', ms: 20 }, { do: 'reset' }],
  },
  'gzip-dripped': {
    place: 'in_body',
    what: 'sends gzip byte by byte',
    answer: { encodings: ['gzip'] },
    steps: [
      { do: 'relay', from: 'start', to: 'body' },
      { do: 'relay', from: 'body', to: 'end', everyMs: 15 },
    ],
  },
} satisfies Record<string, Fault>;
