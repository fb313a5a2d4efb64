import { createSignal } from './signal.ts';

const asked = createSignal<void>();

/** Signs out as the menu of the account does: what cannot be saved is asked about first. */
export function askSignOut(): void {
  asked.send();
}

export const onAskSignOut = asked.listen;
