/** What is to be moved or copied elsewhere. */
export interface TransferSubject {
  kind: 'api' | 'call';
  id: string;
}

const listeners = new Set<(subject: TransferSubject) => void>();

/** Asks where a call is to be moved or copied to, or an API to be copied. */
export function openTransfer(subject: TransferSubject): void {
  for (const listener of listeners) listener(subject);
}

/** Calls `listener` when that is asked for. Returns what ends it. */
export function onOpenTransfer(listener: (subject: TransferSubject) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
