// What the run path is to reach, of the pass-through (`pass`) and of Express with axios in the same rounds.
import { judged } from './tables.mjs';

const AIMS = {
  '1kb': [
    ['body: runs per second, of the pass-through', 'jackfield body', 'perSecond', 'pass-through', { atLeast: 0.7 }],
    ['body: processor time, of the pass-through', 'jackfield body', 'cpu', 'pass-through', { atMost: 1.6 }],
    ['body: runs per second, of Express with axios', 'jackfield body', 'perSecond', 'express-axios', { atLeast: 3 }],
    [
      'envelope: runs per second, of the pass-through',
      'jackfield envelope',
      'perSecond',
      'pass-through',
      { atLeast: 0.55 },
    ],
  ],
  '100kb': [
    ['body: runs per second, of the pass-through', 'jackfield body', 'perSecond', 'pass-through', { atLeast: 0.8 }],
    [
      'envelope: runs per second, of the pass-through',
      'jackfield envelope',
      'perSecond',
      'pass-through',
      { atLeast: 0.45 },
    ],
  ],
  '5mb': [
    ['body: runs per second, of the pass-through', 'jackfield body', 'perSecond', 'pass-through', { atLeast: 0.85 }],
    [
      'envelope: runs per second, of the pass-through',
      'jackfield envelope',
      'perSecond',
      'pass-through',
      { atLeast: 0.3 },
    ],
  ],
};

/** `ratio(name, field, of)` is the median ratio of the rounds. */
export function judgeSize(size, ratio) {
  return AIMS[size].map(([claim, name, field, of, aim]) => ({
    claim: `${size}, ${claim}`,
    ...judged(ratio(name, field, of), aim),
  }));
}
