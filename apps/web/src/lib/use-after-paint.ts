import { startTransition, useEffect, useRef, useState } from 'react';

/**
 * The value, once the page was painted with the newest one. `useDeferredValue` begins to draw at once, so that a part
 * of what it draws stands between a key and its letter on the screen.
 *
 * @param initial what stands for it until the first paint.
 */
export function useAfterPaint<Value>(value: Value, initial = value): Value {
  const [painted, setPainted] = useState(initial);
  const newest = useRef(value);
  const isWaiting = useRef(false);
  useEffect(() => {
    newest.current = value;
    if (isWaiting.current || Object.is(value, painted)) return;
    isWaiting.current = true;
    afterPaint(() => {
      isWaiting.current = false;
      startTransition(() => setPainted(() => newest.current));
    });
  }, [value, painted]);
  return painted;
}

/** A page that nobody sees is not painted. */
function afterPaint(work: () => void): void {
  if (document.visibilityState === 'hidden') setTimeout(work);
  else requestAnimationFrame(() => setTimeout(work));
}
