import { lazy, Suspense, useEffect, useState } from 'react';
import { onMessage } from '../lib/notify.tsx';

const MessageHost = lazy(async () => {
  const { MessageHost } = await import('./message-host.tsx');
  return { default: MessageHost };
});

/** Where messages of no place on the page appear; it comes with the first of them. */
export function Messages() {
  const [isNeeded, setIsNeeded] = useState(false);
  useEffect(() => onMessage(() => setIsNeeded(true)), []);
  return <Suspense>{isNeeded && <MessageHost />}</Suspense>;
}
