import { useState } from 'react';

/** Which APIs of a project are folded, on this browser. */
export function useClosedApis(projectId: string) {
  const key = `jackfield.closed.${projectId}`;
  const [closed, setClosed] = useState<ReadonlySet<string>>(() => read(key));
  const setOpen = (apiId: string, isOpen: boolean) => {
    const next = new Set(closed);
    if (isOpen) next.delete(apiId);
    else next.add(apiId);
    setClosed(next);
    try {
      localStorage.setItem(key, JSON.stringify([...next]));
    } catch {
      // Full, or refused by the browser: it is folded until the page is left.
    }
  };
  return { closed, setOpen };
}

function read(key: string): ReadonlySet<string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return new Set(Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}
