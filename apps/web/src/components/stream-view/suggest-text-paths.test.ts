import { expect, test } from 'vitest';
import { suggestTextPaths } from './suggest-text-paths.ts';

const of = (...data: unknown[]) =>
  data.map((each) => ({ type: 'event' as const, event: null, id: null, data: JSON.stringify(each) }));

test('the text of a stream is looked for where texts differ, in the shapes of several providers', () => {
  const openAi = ['a', 'b', 'c'].map((content, n) => ({ id: 'x', created: n, choices: [{ delta: { content } }] }));
  expect(suggestTextPaths(of(...openAi))).toEqual(['choices[0].delta.content']);
  const anthropic = ['a', 'b'].map((text) => ({ type: 'content_block_delta', delta: { type: 'text_delta', text } }));
  expect(suggestTextPaths(of({ type: 'message_start' }, ...anthropic))[0]).toBe('delta.text');
  const ollama = ['a', 'b'].map((content, n) => ({ created_at: `t${n}`, message: { role: 'assistant', content } }));
  expect(suggestTextPaths(of(...ollama))[0]).toBe('message.content');
  expect(suggestTextPaths(of({ 'a.b': 'x' }, { 'a.b': 'y' }))).toEqual(['["a.b"]']);
});

test('nothing is suggested where nothing is text', () => {
  expect(suggestTextPaths(of(1, 'a', 'b', { id: 'x' }, { n: 1 }))).toEqual([]);
});
