// Runs of one size: all variants, interleaved.
import { judgeSize } from '../aims.mjs';
import { measureRounds, middle, ratio } from '../measure.mjs';
import { aimsTable, table } from '../tables.mjs';

export const SIZES = {
  '1kb': { path: '/1kb', connections: 32, warmUpRequests: 20_000 },
  '100kb': { path: '/100kb', connections: 16, warmUpRequests: 3_000 },
  '5mb': { path: '/5mb', connections: 4, warmUpRequests: 60 },
};

export async function measureSize(name, targets, options) {
  const size = SIZES[name];
  const figures = await measureRounds(targets, size, options);
  const rows = targets.map((target) => [
    target.name,
    Math.round(middle(figures, target.name, 'perSecond')),
    ratio(figures, target.name, 'perSecond', 'pass-through').toFixed(2),
    Math.round(middle(figures, target.name, 'cpu')),
    ratio(figures, target.name, 'cpu', 'pass-through').toFixed(2),
    middle(figures, target.name, 'p50'),
    middle(figures, target.name, 'p99'),
    Math.round(middle(figures, target.name, 'rssMb')),
  ]);
  const head = [
    'variant',
    'requests/s',
    'of pass-through',
    'CPU µs/request',
    'of pass-through',
    'p50 ms',
    'p99 ms',
    'RSS MB',
  ];
  const aims = judgeSize(name, (variant, field, of) => ratio(figures, variant, field, of));
  return {
    title: `${name}, ${size.connections} connections`,
    text: `${table(head, rows)}\n\n${aimsTable(aims)}`,
    aims,
  };
}
