import type { Input } from '@jackfield/connector';
import { useCallback, useMemo, useState } from 'react';

export interface TestFiles {
  /** By input name. They stay in this page alone: the server gets them with each Initialize, and keeps none. */
  files: ReadonlyMap<string, File>;
  set: (name: string, file: File | null) => void;
}

/** Of each call, as long as the page is open: coming back to a call finds its files again. */
const kept = new Map<string, ReadonlyMap<string, File>>();

export function useTestFiles(callId: string): TestFiles {
  const [files, setFiles] = useState<ReadonlyMap<string, File>>(() => kept.get(callId) ?? new Map());
  const set = useCallback<TestFiles['set']>(
    (name, file) => {
      setFiles((before) => {
        const next = new Map(before);
        if (file === null) next.delete(name);
        else next.set(name, file);
        kept.set(callId, next);
        return next;
      });
    },
    [callId],
  );
  return useMemo(() => ({ files, set }), [files, set]);
}

/** The file of an input, also where it was chosen under a former name. */
export function fileOf(
  files: ReadonlyMap<string, File>,
  { name, aliases }: { name: string; aliases: readonly string[] },
): File | null {
  for (const each of [name, ...aliases]) {
    const file = files.get(each);
    if (file !== undefined) return file;
  }
  return null;
}

/** Those that are sent, by the names that the inputs have now. */
export function filesToSend(files: ReadonlyMap<string, File>, inputs: readonly Input[]): Map<string, File> {
  return new Map(
    inputs.flatMap((input): [string, File][] => {
      const file = input.type === 'file' ? fileOf(files, input) : null;
      return file === null ? [] : [[input.name, file]];
    }),
  );
}
