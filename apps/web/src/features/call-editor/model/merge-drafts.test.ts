import { emptyCallDocument } from '@jackfield/connector';
import { describe, expect, test } from 'vitest';
import type { CallDraft } from './draft.ts';
import { conflictKey, mergeDrafts } from './merge-drafts.ts';

const row = (id: string, value: string) => ({ id, key: id, isEnabled: true, kind: 'fixed' as const, value });

function draft(change: Partial<CallDraft['document']> = {}, name = 'List'): CallDraft {
  return { name, document: { ...emptyCallDocument(), ...change } };
}

describe('mergeDrafts', () => {
  test('keeps changes of both sides to different fields', () => {
    const result = mergeDrafts(draft(), draft({ url: '/a' }), draft({ method: 'POST' }, 'Other'));
    expect(result.conflicts).toEqual([]);
    expect(result.merged).toEqual(draft({ url: '/a', method: 'POST' }, 'Other'));
  });

  test('reports one conflict for a field that both changed, and takes the chosen side', () => {
    const [base, mine, theirs] = [draft(), draft({ url: '/mine' }), draft({ url: '/theirs' })];
    const result = mergeDrafts(base, mine, theirs);
    expect(result.conflicts).toEqual([{ path: ['document', 'url'], mine: '/mine', theirs: '/theirs' }]);
    expect(result.merged.document.url).toBe('/mine');
    const choices = new Map([[conflictKey(['document', 'url']), 'theirs' as const]]);
    expect(mergeDrafts(base, mine, theirs, choices).merged.document.url).toBe('/theirs');
  });

  test('does not call the same change on both sides a conflict', () => {
    const result = mergeDrafts(draft(), draft({ url: '/a' }), draft({ url: '/a' }));
    expect(result.conflicts).toEqual([]);
  });

  test('merges rows by their id when both sides added, moved and changed some', () => {
    const base = draft({ headers: [row('a', '1'), row('b', '1')] });
    const mine = draft({ headers: [row('a', '2'), row('b', '1'), row('mine', '1')] });
    const theirs = draft({ headers: [row('theirs', '1'), row('b', '3'), row('a', '1')] });
    const result = mergeDrafts(base, mine, theirs);
    expect(result.conflicts).toEqual([]);
    const values = Object.fromEntries(
      result.merged.document.headers.map((header) => [header.id, header.kind === 'fixed' && header.value]),
    );
    expect(values).toEqual({ a: '2', b: '3', mine: '1', theirs: '1' });
  });

  test('asks when one side deleted a row that the other changed', () => {
    const base = draft({ headers: [row('a', '1')] });
    const result = mergeDrafts(base, draft({ headers: [] }), draft({ headers: [row('a', '2')] }));
    expect(result.conflicts).toEqual([{ path: ['document', 'headers', 'a'], mine: undefined, theirs: row('a', '2') }]);
    expect(result.merged.document.headers).toEqual([]);
  });

  test('deletes a row that the other side left alone', () => {
    const base = draft({ headers: [row('a', '1'), row('b', '1')] });
    const result = mergeDrafts(base, draft({ headers: [row('b', '1')] }), draft({ headers: base.document.headers }));
    expect(result.merged.document.headers).toEqual([row('b', '1')]);
  });

  test('treats bodies of different kinds as one conflict', () => {
    const result = mergeDrafts(
      draft(),
      draft({ body: { kind: 'json', template: '{}' } }),
      draft({ body: { kind: 'form-urlencoded', rows: [] } }),
    );
    expect(result.conflicts.map((conflict) => conflict.path)).toEqual([['document', 'body']]);
  });
});
