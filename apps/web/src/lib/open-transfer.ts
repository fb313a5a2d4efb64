import { createSignal } from './signal.ts';

/** What is to be moved or copied elsewhere. */
export interface TransferSubject {
  kind: 'api' | 'call';
  id: string;
  /** The API that a call was dragged to; the person may choose another. */
  apiId?: string;
}

const asked = createSignal<TransferSubject>();

/** Asks where a call is to be moved or copied to, or an API to be copied. */
export const openTransfer = asked.send;
export const onOpenTransfer = asked.listen;
