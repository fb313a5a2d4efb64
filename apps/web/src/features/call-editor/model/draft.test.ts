import { emptyCallDocument } from '@jackfield/connector';
import { expect, test } from 'vitest';
import { setField, setName } from './commands.ts';
import { type CallDraft, differInUrlAlone } from './draft.ts';

const draft: CallDraft = { name: 'A', document: emptyCallDocument() };

test('typing in the URL is told from every other edit, and from none', () => {
  const typed = setField('url', '/x')(draft);
  expect(differInUrlAlone(draft, typed)).toBe(true);
  expect(differInUrlAlone(draft, draft)).toBe(false);
  expect(differInUrlAlone(draft, setField('notes', 'x')(typed))).toBe(false);
  expect(differInUrlAlone(draft, setName('B')(typed))).toBe(false);
});
