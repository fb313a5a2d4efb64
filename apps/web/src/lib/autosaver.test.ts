import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiProblem } from './api-problem.ts';
import { AUTOSAVE_DELAY_MS, Autosaver, type AutosaverOptions } from './autosaver.ts';

interface Doc {
  text: string;
  version: number;
}
type Kept = { draft: string; base: Doc } | null;

/** A server that holds one document and refuses a save made on another version. */
function makeServer(text: string) {
  const server = {
    doc: { text, version: 1 } as Doc,
    saves: [] as string[],
    failure: null as ApiProblem | null,
    kept: null as Kept,
    /** Set to hold an answer back until it is called. */
    hold: null as Promise<void> | null,
  };
  const options: AutosaverOptions<string, Doc> = {
    saved: server.doc,
    toDraft: (doc) => doc.text,
    save: async (draft, version) => {
      server.saves.push(draft);
      if (server.hold !== null) await server.hold;
      if (server.failure !== null) throw server.failure;
      if (version !== server.doc.version) throw new ApiProblem('version_conflict', 'Changed', { current: server.doc });
      server.doc = { text: draft, version: version + 1 };
      return server.doc;
    },
    parseCurrent: (current) => (current === undefined ? null : (current as Doc)),
    reload: async () => server.doc,
    keep: (unsaved) => {
      server.kept = unsaved;
    },
  };
  return { server, options };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('typing is saved once, after a pause, with the last text', async () => {
  const { server, options } = makeServer('a');
  const saver = new Autosaver(options);
  saver.edit('ab');
  await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY_MS - 1);
  saver.edit('abc');
  await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY_MS - 1);
  expect(server.saves).toEqual([]);
  expect(saver.getState().status).toBe('dirty');
  await vi.advanceTimersByTimeAsync(1);
  expect(server.saves).toEqual(['abc']);
  expect(saver.getState()).toMatchObject({ status: 'saved', base: { version: 2 } });
});

test('an edit that is taken back before the pause ends is not sent', async () => {
  const { server, options } = makeServer('a');
  const saver = new Autosaver(options);
  saver.edit('ab');
  saver.edit('a');
  expect(saver.getState().status).toBe('saved');
  await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY_MS * 2);
  expect(server.saves).toEqual([]);
});

test('what is typed while a save is on its way is saved after it, on the new version', async () => {
  const { server, options } = makeServer('a');
  const saver = new Autosaver(options);
  let release = () => {};
  server.hold = new Promise((resolve) => {
    release = resolve;
  });
  saver.edit('ab');
  const flushed = saver.flush();
  saver.edit('abc');
  server.hold = null;
  release();
  expect(await flushed).toEqual({ text: 'abc', version: 3 });
  expect(server.saves).toEqual(['ab', 'abc']);
});

test('of several who want it saved while a save is on its way, all are told what the server has in the end', async () => {
  const { server, options } = makeServer('a');
  const saver = new Autosaver(options);
  let release = () => {};
  server.hold = new Promise((resolve) => {
    release = resolve;
  });
  saver.edit('ab');
  await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY_MS);
  saver.edit('abc');
  const left = saver.saveByItself();
  const initialized = saver.flush();
  release();
  await left;
  expect(await initialized).toEqual({ text: 'abc', version: 3 });
  expect(server.saves).toEqual(['ab', 'abc']);
});

test('a failed save keeps the text, and the next flush sends it again', async () => {
  const { server, options } = makeServer('a');
  const saver = new Autosaver(options);
  server.failure = new ApiProblem('unreachable', 'The server cannot be reached');
  saver.edit('ab');
  expect(await saver.flush()).toBeNull();
  expect(saver.getState()).toMatchObject({ status: 'failed', problem: { code: 'unreachable' } });
  expect(saver.getDraft()).toBe('ab');
  expect(server.kept).toEqual({ draft: 'ab', base: { text: 'a', version: 1 } });
  server.failure = null;
  expect(await saver.flush()).toEqual({ text: 'ab', version: 2 });
  expect(server.kept).toBeNull();
});

test('a conflict sends nothing more until the person has chosen', async () => {
  const { server, options } = makeServer('a');
  const saver = new Autosaver(options);
  server.doc = { text: 'theirs', version: 2 };
  saver.edit('mine');
  expect(await saver.flush()).toBeNull();
  expect(saver.getState()).toMatchObject({ status: 'conflict', theirs: { text: 'theirs' } });
  saver.edit('mine too');
  await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY_MS * 2);
  expect(server.saves).toEqual(['mine']);
  expect(await saver.takeMine()).toEqual({ text: 'mine too', version: 3 });
});

test('taking theirs shows theirs and saves nothing', async () => {
  const { server, options } = makeServer('a');
  const saver = new Autosaver(options);
  server.doc = { text: 'theirs', version: 2 };
  saver.edit('mine');
  await saver.flush();
  expect(saver.takeTheirs()).toBe('theirs');
  expect(saver.getDraft()).toBe('theirs');
  saver.edit('theirs, edited');
  expect(await saver.flush()).toEqual({ text: 'theirs, edited', version: 3 });
});

test('a conflict with the same text is no conflict', async () => {
  const { server, options } = makeServer('a');
  const saver = new Autosaver(options);
  server.doc = { text: 'same', version: 5 };
  saver.edit('same');
  expect(await saver.flush()).toEqual({ text: 'same', version: 5 });
});

test('a draft that an earlier page could not save is shown and saved', async () => {
  const { server, options } = makeServer('a');
  const saver = new Autosaver(options);
  expect(saver.restore({ draft: 'unsaved', base: server.doc })).toBe(true);
  expect(saver.getDraft()).toBe('unsaved');
  await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY_MS);
  expect(server.doc).toEqual({ text: 'unsaved', version: 2 });
});

test('a kept draft of an older version becomes a conflict with what it was an edit of, instead of overwriting', async () => {
  const { server, options } = makeServer('a');
  const old = server.doc;
  server.doc = { text: 'newer', version: 4 };
  const saver = new Autosaver({ ...options, saved: server.doc });
  saver.restore({ draft: 'unsaved', base: old });
  await saver.flush();
  expect(saver.getState()).toMatchObject({ status: 'conflict', base: old, theirs: { text: 'newer' } });
  expect(server.doc.text).toBe('newer');
});

test('a kept draft that the server has by now is forgotten, and one that something newer was typed over is left', () => {
  const { server, options } = makeServer('a');
  server.kept = { draft: 'a', base: server.doc };
  expect(new Autosaver(options).restore({ draft: 'a', base: server.doc })).toBe(false);
  expect(server.kept).toBeNull();
  const saver = new Autosaver(options);
  saver.edit('typed');
  expect(saver.restore({ draft: 'older', base: server.doc })).toBe(false);
  expect(saver.getDraft()).toBe('typed');
});

test('a newer document from elsewhere is taken over only while nothing is unsaved', () => {
  const { options } = makeServer('a');
  const saver = new Autosaver(options);
  expect(saver.replaceBase({ text: 'b', version: 2 })).toBe('b');
  saver.edit('mine');
  expect(saver.replaceBase({ text: 'c', version: 3 })).toBeNull();
  expect(saver.getDraft()).toBe('mine');
});

test('a pasted key is not saved by itself until it is allowed, and what was saved before holds nothing back', async () => {
  const { server, options } = makeServer('old-key');
  const saver = new Autosaver({
    ...options,
    keysIn: (draft) => draft.split(' ').filter((word) => word.endsWith('-key')),
  });
  saver.edit('old-key new-key');
  await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY_MS * 2);
  await saver.saveByItself();
  expect(server.saves).toEqual([]);
  expect(server.kept?.draft).toBe('old-key new-key');
  expect(saver.undecidedKeys()).toEqual(['new-key']);
  saver.allowKey('new-key');
  await vi.advanceTimersByTimeAsync(0);
  expect(server.saves).toEqual(['old-key new-key']);
});

test('a pasted key that became a secret is never sent', async () => {
  const { server, options } = makeServer('a');
  const saver = new Autosaver({ ...options, keysIn: (draft) => (draft.endsWith('-key') ? [draft] : []) });
  saver.edit('new-key');
  await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY_MS);
  saver.edit('{{secret}}');
  await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY_MS);
  expect(server.saves).toEqual(['{{secret}}']);
});
