import { useCallback, useState } from 'react';
import type { FormFiles } from '../model/form-values.ts';

/** Files that were chosen for a call, as long as its page is open. */
export function useFormFiles() {
  const [files, setFiles] = useState<FormFiles>(new Map());
  const setFile = useCallback((name: string, file: File | null) => {
    setFiles((before) => {
      const next = new Map(before);
      if (file === null) next.delete(name);
      else next.set(name, file);
      return next;
    });
  }, []);
  return { files, setFile };
}
